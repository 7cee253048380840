"""Lists where a dash stands for the author of the entry before."""

from __future__ import annotations

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

LISTS = {
    "commas": (
        "Bibliografia\n\nBielak Anna, Młyny, Płock 1998.\n— Łodzie, Toruń 2004.\n— Promy, „Zapiski Wodne” 2007, nr 3, "
        "s. 5–20.\nGawron Tomasz, Bród, Lublin 2015.\n–, Most, Kraków 2019.\n",
        ["Bielak", "Bielak", "Bielak", "Gawron", "Gawron"],
    ),
    "years first": (
        "Literatur\n\nLerch, Anna (2001): Die Brücke. Berlin: Reimer.\n– (2003): Der Damm. Berlin: Reimer.\n"
        "—: Wehre am Fluss. Bonn 2005.\n– / Otter, Karl (2006): Furten. Köln: Böhlau.\n"
        "– und Karl Otter: Stege. Köln: Böhlau 2007.\nSpecht, Ute (2010): Schleusen. Wien: Löcker.\n",
        ["Lerch", "Lerch", "Lerch", "Lerch Otter", "Lerch Otter", "Specht"],
    ),
    "full stops": (
        "Список литературы\n\nКотова Р. И. Мосты. М., 1999.\n— Плотины. М., 2001.\n— Реки // Вестник. 2003. № 4. "
        "С. 5–9.\nЛунин А. А. Броды. Томск, 2005.\n",
        ["Котова", "Котова", "Котова", "Лунин"],
    ),
    "several authors": (
        "References\n\nBirchall, B., & Oak, C. (2003). Rivers. Oxford: OUP.\n— (2004). Lakes. Oxford: OUP.\n",
        ["Birchall Oak", "Birchall Oak"],
    ),
    "others beside": (
        "Bibliografia\n\nBielak A., Młyny, Płock 1998.\n—, K. Wolny, Jazy, Kraków 2005.\n"
        "— i Sitko M., Stawy, Kraków 2006.\n— Groble, Kraków 2007.\n"
        "Gawron T. (red.), Bród, Lublin 2015.\n— Most, Lublin 2016.\n",
        ["Bielak", "Bielak Wolny", "Bielak Sitko", "Bielak", "", "Gawron"],
    ),
    "others beside, family first": (
        "Список литературы\n\nКотова Р. И. Мосты. М., 1999.\n—, Лунин А. А. Плотины. М., 2001.\n— Реки. М., 2003.\n",
        ["Котова", "Котова Лунин", "Котова"],
    ),
    "three dashes": (
        "References\n\nCope, Mary. 1999. Ferries. York: Minster.\n———, and Paul Dunne. 2005. Fords. York: Minster.\n"
        "———, Paul Dunne, and Ann Otter. 2006. Weirs. York: Minster.\n———, ed. 2007. Rivers. York: Minster.\n"
        "———. 2008. Locks. York: Minster.\n",
        ["Cope", "Cope Dunne", "Cope Dunne Otter", "", "Cope"],
    ),
    "years in brackets": (
        "References\n\nCope, M. (1999). Ferries. York: Minster.\n— & Dunne, P. (2002). Weirs. York: Minster.\n"
        "— (Ed.). (2004). Rivers. York: Minster.\n— et al. (2005). Dams. York: Minster.\n"
        "—, et al. (2006). Canals. York: Minster.\n— (2007). Locks. York: Minster.\n",
        ["Cope", "Cope Dunne", "", "Cope", "Cope", "Cope"],
    ),
    "one word before in": (
        "Bibliografia\n\nBielak Anna, Młyny, Płock 1998.\n"
        "— Brody, w: Wody polskie, red. K. Zdun, Łódź 2003, s. 15–33.\n",
        ["Bielak", "Bielak"],
    ),
    "bullets": (
        "Literatura\n\n– Bielak A., Młyny, Płock 1998.\n– Gawron T., Bród, Lublin 2015.\n– Kodeks wodny, "
        "Warszawa 2005.\n"
        "– Ustawa o mostach, Warszawa 2006.\n– Wrona T., Wodociągi, Poznań 2011.\n",
        ["Bielak", "Gawron", "", "", "Wrona"],
    ),
}


@pytest.mark.parametrize("form", LISTS)
def test_a_dash_is_the_author_of_the_entry_before_and_no_bullet(form: str) -> None:
    printed, families = LISTS[form]
    document = read_bytes(printed.encode(), "x.txt")
    items = [c.item for c in extract(document, find_notes(document)).citations]
    assert [" ".join(n.family for n in item.names.get("author", ())) for item in items] == families
    assert all(item.get("title") and "—" not in item.get("title") and "–" not in item.get("title") for item in items)
