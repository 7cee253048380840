# make run    set up .venv, run the main job on the article into output/, print a summary
# make test   the same set-up, then every test
# make lint   ruff and mypy --strict
# make bench  the figures of README, each as a ratio to a peer in the same run (installs the peers)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARTICLE := seeds/004_51483a6014526e0d.txt

.PHONY: run test lint bench setup clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	touch $@

run: setup
	$(BIN)/bibtool run $(ARTICLE) -o output

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || echo "some peers are left out"
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist *.egg-info
