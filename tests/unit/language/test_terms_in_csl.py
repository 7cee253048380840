"""The project's CSL processor with these locales: months in their cases, terms, idem in gender and number."""

import pytest

from bibtool.csl.processor import Processor
from bibtool.language.gender import gender_of
from bibtool.language.locale import locale_xml, locales

pytest.importorskip("citeproc", reason="citeproc-py, which carries CSL's locales, is not installed")

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
  <info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <group delimiter=" / ">
      <date variable="issued" form="text"/>
      <group delimiter=" "><text term="accessed"/><date variable="accessed" form="text"/></group>
      <text term="ibid"/>
      <text term="et-al"/>
    </group>
  </layout></bibliography>
</style>"""
ITEM = {
    "id": "a",
    "type": "webpage",
    "title": "T",
    "issued": {"date-parts": [[2016, 4]]},
    "accessed": {"date-parts": [[2021, 5, 28]]},
}


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("pl-PL", "kwiecień 2016 / dostęp 28 maja 2021 / tamże / i in."),
        ("ru-RU", "апрель 2016 / дата обращения 28 мая 2021 / там же / и др."),
        ("uk-UA", "квітень 2016 / дата звернення 28 травня 2021 / там само / та ін."),
        ("be-BY", "красавік 2016 / дата доступу 28 мая 2021 / тамсама / і інш."),
    ],
)
def test_terms_and_months(locale, expected):
    from bibtool.csl.style import Style

    overlays = [locale_xml(language, extensions=True) for language in locales()]
    processor = Processor(Style.from_xml(STYLE), [ITEM], locale=locale, locales=overlays)
    processor.register(["a"])
    assert [line.strip() for line in processor.bibliography("text")] == [expected]
    assert processor.findings == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("Nowak", "Anna")], "taż"),
        ([("Nowak", "Jan")], "tenże"),
        ([("Nowak", "Anna"), ("Kos", "Jan")], "ciż"),
        ([("Iwaniuk", "R.")], ""),
    ],
)
def test_idem_takes_gender_from_the_name(names, expected):
    from bibtool.csl.idem import idem_word
    from bibtool.csl.locale import resolve_locale
    from bibtool.csl.localized import read_locales
    from bibtool.csl.person import Name

    locale = resolve_locale("pl-PL", (), read_locales([locale_xml("pl", extensions=True)]))
    people = [Name(family=family, given=given) for family, given in names]
    assert idem_word(people, locale, lambda name: gender_of(name.family, name.given).gender.value) == expected
