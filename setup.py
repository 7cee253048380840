"""What pyproject.toml can not say: the styles at the top of the project are a folder of the package when built."""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["bibtool*"]), "bibtool.styles"],
    package_dir={"bibtool.styles": "styles"},
)
