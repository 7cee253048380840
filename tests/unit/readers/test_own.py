"""What markup says of the article itself."""

import pytest

from bibtool.items.item import Item
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.readers.registry import read_bytes

HEAD = '<!DOCTYPE html><html lang="pl"><head><title>Rocznik Rzeczny</title>'
HTML = HEAD + "{}</head><body><p>Tak sądzi Lin.</p></body></html>"
SCHOLAR = (
    '<meta name="citation_title" content="Wir i zator"><meta name="citation_author" content="Lin, Ewa">'
    '<meta name="citation_author" content="Jan Sum"><meta name="citation_publication_date" content="2019/03/07">'
    '<meta name="citation_journal_title" content="Rocznik Rzeczny"><meta name="citation_issn" content="0000-0019">'
    '<meta name="citation_firstpage" content="11"><meta name="citation_lastpage" content="29">'
    '<meta name="citation_doi" content="https://doi.org/10.9999/wir.7">'
)
CORE = (
    '<meta name="DC.Title" content="Wir i zator"><meta name="DC.Creator.PersonalName" content="Ewa Lin">'
    '<meta name="DC.Date.issued" content="2019-03-07"><meta name="DC.Identifier.DOI" content="10.9999/wir.7">'
)
JATS = (
    '<article article-type="research-article" xml:lang="pl"><front><journal-meta><journal-title-group><journal-title>'
    "Rocznik Rzeczny</journal-title></journal-title-group><issn>0000-0019</issn></journal-meta><article-meta>"
    '<article-id pub-id-type="doi">10.9999/wir.7</article-id><title-group><article-title>Wir i <italic>zator</italic>'
    '</article-title></title-group><contrib-group><contrib contrib-type="author"><name><surname>Lin</surname>'
    "<given-names>Ewa</given-names></name></contrib></contrib-group><pub-date><day>7</day><month>3</month><year>2019"
    "</year></pub-date><fpage>11</fpage><lpage>29</lpage></article-meta></front>"
    "<body><p>Tak sądzi Lin.</p></body></article>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Plik</title></titleStmt><sourceDesc>'
    "<biblStruct><analytic><author><persName><forename>Ewa</forename><surname>Lin</surname></persName></author><title "
    'level="a">Wir i zator</title></analytic><monogr><title level="j">Rocznik Rzeczny</title><imprint><date '
    'when="2019-03-07"/></imprint></monogr><idno type="DOI">10.9999/wir.7</idno></biblStruct></sourceDesc></fileDesc>'
    "</teiHeader><text><body><p>Tak sądzi Lin.</p></body></text></TEI>"
)


def own(text: str, name: str) -> Item:
    found = read_bytes(text.encode(), name).own
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [(HTML.format(SCHOLAR), "a.html"), (HTML.format(CORE), "a.html"), (JATS, "a.xml"), (TEI, "a.xml")],
    ids=["scholar", "dublin core", "jats", "tei"],
)
def test_the_article_is_told(text: str, name: str) -> None:
    item = own(text, name)
    assert item.get("title") == "Wir i zator"
    assert (item.names["author"][0].family, item.names["author"][0].given) == ("Lin", "Ewa")
    assert item.dates["issued"].to_edtf() == "2019-03-07"
    assert item.get("DOI") == "10.9999/wir.7"


def test_pages_and_the_journal_are_told() -> None:
    for text, name in ((HTML.format(SCHOLAR), "a.html"), (JATS, "a.xml")):
        item = own(text, name)
        assert (item.type, item.get("page"), item.get("container-title")) == (
            "article-journal",
            "11–29",
            "Rocznik Rzeczny",
        )


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (HTML.format(SCHOLAR.replace("citation_issn", "other")), "a.html", "article-journal"),
        (HTML.format(SCHOLAR.replace("journal_title", "inbook_title")), "a.html", "chapter"),
        (HTML.format(SCHOLAR.replace("journal_title", "conference_title")), "a.html", "paper-conference"),
        (HTML.format(CORE), "a.html", "article"),
        (JATS.replace("<issn>0000-0019</issn>", ""), "a.xml", "article-journal"),
    ],
    ids=["journal without an ISSN", "book", "conference", "nothing said", "jats without an ISSN"],
)
def test_the_name_of_the_container_tells_the_type(text: str, name: str, kind: str) -> None:
    assert own(text, name).type == kind


def test_an_entry_of_a_weblog_is_told_and_not_its_menu() -> None:
    said = {
        "og:title": "Wir i zator",
        "og:site_name": "Blog rzeczny",
        "og:url": "https://blog.test/wir",
        "article:published_time": "2019-03-07T10:00:00+00:00",
    }
    page = HTML.format("".join(f'<meta property="{name}" content="{value}">' for name, value in said.items()))
    page = page.replace("<body>", "<body><nav><a href='/'>Strona główna</a></nav><h1>Wir i zator</h1>")
    item = own(page, "a.html")
    assert (item.type, item.get("title"), item.get("container-title")) == ("webpage", "Wir i zator", "Blog rzeczny")
    assert (item.get("URL"), item.dates["issued"].to_edtf()) == ("https://blog.test/wir", "2019-03-07")
    (entry,) = extract([Source("a.html", page.encode())]).entries
    assert entry.item.get("title") == "Wir i zator"


def test_a_page_like_any_other_says_nothing() -> None:
    page = HTML.format('<meta name="viewport" content="width=device-width"><meta property="og:title" content="Start">')
    assert read_bytes(page.encode(), "a.html").own is None


def test_the_article_is_among_the_works() -> None:
    found = extract([Source("a.html", HTML.format(SCHOLAR).encode())])
    (entry,) = found.entries
    assert (entry.key, entry.mentions) == ("lin2019", ())


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("Ewa Lin", "Lin", "Ewa"),
        ("Lin, Ewa Maria", "Lin", "Ewa Maria"),
        ("Lin E.", "Lin", "E."),
        ("E. Lin", "Lin", "E."),
    ],
)
def test_a_name_without_marked_parts_is_a_person(printed: str, family: str, given: str) -> None:
    item = own(
        JATS.replace(
            "<name><surname>Lin</surname><given-names>Ewa</given-names></name>", f"<string-name>{printed}</string-name>"
        ),
        "a.xml",
    )
    assert (item.names["author"][0].family, item.names["author"][0].given) == (family, given)


MENU = '<ul><li><a href="/">Strona główna</a></li><li><a href="/a">Archiwum</a></li></ul>'
TEXT = "<p>Rzeka płynie przez wieś od wieków, a zator powstaje na niej każdej zimy.</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{MENU}</nav><article><h1>Wir i zator</h1><p>Ewa Lin</p>{TEXT}</article>",
        f"<header><h1>Rocznik Rzeczny</h1></header>{MENU}<main><h1>Wir i zator*</h1><div>Ewa Lin</div>{TEXT}</main>",
        f"{MENU}<p>Ewa Lin</p><h1>Wir <i>i</i> zator</h1>{TEXT}",
        f"{MENU}<article><header><h1>Wir i zator<sup>1</sup></h1><p>Ewa Lin</p></header>{TEXT}</article>",
        f"<header><h1>Rocznik Rzeczny</h1></header>{MENU}<article><h2>Wir i zator</h2><p>Ewa Lin</p>{TEXT}</article>",
        f"<div role=banner><h1>Rocznik Rzeczny</h1></div>{MENU}<h1>Wir i zator</h1><p>Ewa Lin</p>{TEXT}",
        f"{MENU}<div role=main><header><h1>Wir i zator</h1><p>Ewa Lin</p></header>{TEXT}</div>",
        f"<div>{MENU}</div><h1>Wir i zator</h1><p>Ewa Lin</p>{TEXT}<aside><h1>Polecamy</h1></aside>",
        f'<div><a href="/">Rocznik</a> | <a href="/a">Archiwum</a></div><h2>Wir i zator</h2><p>Ewa Lin</p>{TEXT}',
        f"<script>var a = 1;</script>{MENU}<h2>Wir <i>i</i> zator</h2><div>Ewa Lin</div>{TEXT}<h2>Zima</h2>{TEXT}",
    ],
)
@pytest.mark.parametrize("note", ["", '<hr><p id="n"><a href="#b">1</a> T. Sum, Toń, Łódź 1987, s. 3.</p>'])
def test_the_heading_of_a_page_is_its_title(body: str, note: str) -> None:
    call = '<sup><a id="b" href="#n">1</a></sup></p>' if note else "</p>"
    page = HEAD + f"</head><body>{body.replace('zimy.</p>', 'zimy.' + call)}{note}<footer>© 2021</footer></body></html>"
    item = extract([Source("a.html", page.encode())]).documents[0].own
    assert item is not None
    assert item.get("title") == "Wir i zator"
    assert [(one.family, one.given) for one in item.names["author"]] == [("Lin", "Ewa")]


def test_a_heading_behind_the_title_is_not_the_title() -> None:
    page = (
        HEAD + f"</head><body>{MENU}<div>Wir i zator</div><div>Ewa Lin</div><h2>Streszczenie</h2>{TEXT}</body></html>"
    )
    item = extract([Source("a.html", page.encode())]).documents[0].own
    assert item is None or item.get("title") != "Streszczenie"
