"""Names that people write otherwise than the format has them."""

import pytest

from bibtool.formats.bibnames import OTHERS, read_names
from bibtool.formats.ris_names import read_names as read_line
from bibtool.items.names import Name

LIS, KOS, CIS = Name("Lis", "Ewa"), Name("Kos", "Jan"), Name("Cis", "Olga")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lis, Ewa; Kos, Jan", [LIS, KOS]),
        ("Lis, Ewa; Kos, Jan and Cis, Olga", [LIS, KOS, CIS]),
        ("Lis, Ewa & Kos, Jan & Cis, Olga", [LIS, KOS, CIS]),
        ("Lis, Ewa, and Kos, Jan,", [LIS, KOS]),
        ("Ewa Lis, Jan Kos, Olga Cis", [LIS, KOS, CIS]),
        ("Lis E, Kos JM", [Name("Lis", "E"), Name("Kos", "JM")]),
        ("Lis, E., Kos, J. M.", [Name("Lis", "E."), Name("Kos", "J. M.")]),
        ("Рысь Е.В., Ёж Ю.", [Name("Рысь", "Е.В."), Name("Ёж", "Ю.")]),
        ("Lis E. and Kos J.-M.", [Name("Lis", "E."), Name("Kos", "J.-M.")]),
        ("Рысь Ева Петровна and Ева Петровна Рысь", [Name("Рысь", "Ева Петровна")] * 2),
        ("Lis, Ewa and et al.", [LIS, OTHERS]),
        ("Рысь, Е. and и др.", [Name("Рысь", "Е."), OTHERS]),
        ("Jan Maria Kos, Jr. and Jan Maria Kos Jr.", [Name("Kos", "Jan Maria", suffix="Jr.")] * 2),
        ("Kos, Jr., Jan", [Name("Kos", "Jan", suffix="Jr.")]),
        ("Jan Paweł II", [Name(literal="Jan Paweł II")]),
        ("Ewa Lis and Kos, Jan", [LIS, KOS]),
        ("García Cis, Olga Ana", [Name("García Cis", "Olga Ana")]),
        ("Ludwig van Kos and Lis, E.", [Name("Kos", "Ludwig", "van"), Name("Lis", "E.")]),
    ],
)
def test_lists_of_bib_files(value: str, names: list[Name]) -> None:
    assert read_names(value) == tuple(names)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lis EW, Kos J", [Name("Lis", "EW"), Name("Kos", "J")]),
        ("и др.", [OTHERS]),
        ("Kos, Jan, Jr.", [Name("Kos", "Jan", suffix="Jr.")]),
        ("Jan Kos Jr.", [Name(literal="Jan Kos Jr.")]),
        ("Instytut Rzek", [Name(literal="Instytut Rzek")]),
    ],
)
def test_lines_of_ris(value: str, names: list[Name]) -> None:
    assert read_line(value) == names
