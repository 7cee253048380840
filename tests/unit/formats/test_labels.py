"""Labels in values that a style labels itself."""

import pytest

from bibtool.formats import registry
from bibtool.formats.canonical import canonical
from bibtool.items.item import Item


@pytest.mark.parametrize(
    ("variable", "value", "wanted"),
    [
        ("page", "s. 12-19", "12-19"),
        ("page", "С.\u00a07", "7"),
        ("page", "pp. iv-x, 3", "iv-x, 3"),
        ("page", "p. C. 5", "5"),
        ("page", "S5-S9", "S5-S9"),
        ("page", "suppl. 3", "suppl. 3"),
        ("page", "kol. 4", "kol. 4"),
        ("volume", "Т. 5", "5"),
        ("volume", "vol. XIV", "XIV"),
        ("volume", "R. 5", "R. 5"),
        ("volume", "tom Litwa", "tom Litwa"),
        ("issue", "№3-4", "3-4"),
        ("issue", "nr 7 (12)", "7 (12)"),
        ("issue", "z. 3", "z. 3"),
        ("edition", "wyd. 2", "2"),
        ("edition", "3. Aufl.", "3"),
        ("edition", "2 wyd. popr.", "2 wyd. popr."),
        ("number-of-pages", "250 s.", "250"),
        ("title", "s. 5", "s. 5"),
    ],
)
def test_a_label_that_says_nothing_more_goes(variable: str, value: str, wanted: str) -> None:
    found = canonical(Item("book", text={variable: value}))
    assert found.get(variable) == wanted
    assert canonical(found) == found


def test_it_goes_from_every_format() -> None:
    texts = {
        "biblatex": "@article{a, journaltitle = {N}, volume = {t. 5}, number = {nr 3}, pages = {s. 5--10}}",
        "ris": "TY  - JOUR\nID  - a\nT2  - N\nVL  - t. 5\nIS  - nr 3\nSP  - s. 5-10\nER  - \n",
        "csl-json": '[{"id": "a", "type": "article-journal", "volume": "t. 5", "issue": "nr 3", "page": "s. 5-10"}]',
        "csv": "key,type,volume,issue,page,title\na,article-journal,t. 5,nr 3,s. 5-10,\n",
    }
    for name, text in texts.items():
        (entry,) = registry.get(name).read(text).entries
        assert [entry.item.get(each) for each in ("volume", "issue", "page")] == ["5", "3", "5-10"], name
