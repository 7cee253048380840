"""Pages without a cited title whose words no list has: sites with one page for every address, messages of a site's own
beside real 404s, and living pages that look like either."""

from __future__ import annotations

from bibtool.links.siblings import neighbours
from bibtool.links.uri import Uri
from links.behaviours import Behaviour
from links.servers import Exchange
from links.unworded import A, Reply, gone, lives, page, prose, same


def everywhere(
    name: str, lang: str, title: str, main: str, at: str, *, head: str = "", bare: bool = False
) -> Behaviour:
    """A page that is none: every address of its site has it, the root too."""
    reply = same(page(lang, title, main, head=head, bare=bare, news=not bare))
    return Behaviour(f"nameless-{name}", "dead", "suspect", {at: reply, "*": reply, "/": reply}, "", at)


def silent(name: str, lang: str, title: str, main: str, at: str, front: str) -> Behaviour:
    """A page that is none, of a site that answers 404 to made-up addresses; ``front`` is its front page."""
    row = gone(f"nameless-{name}", page(lang, title, main), at, alone=True)
    assert isinstance(row.reply, dict)
    row.reply["/"] = same(page(lang, title, front, news=True))
    for n, each in enumerate(neighbours(Uri.parse(f"http://a.test{at}"))):
        row.reply[each.target] = same(page(lang, f"{n} {title}", f"<h1>{n}</h1>" + front))
    return row


def living(name: str, text: str, at: str, front: str, other: Reply | None = None, whole: bool = False) -> Behaviour:
    """A page that is one, with its front page, and neighbours as short as itself, or ``whole``."""
    long = page("pl", "Kurier", _PL)
    row = lives(f"nameless-{name}", text, at)
    assert isinstance(row.reply, dict)
    row.reply["/"] = same(front)
    for n, each in enumerate(neighbours(Uri.parse(f"http://a.test{at}"))):
        row.reply[each.target] = same(long if whole else text.replace("<p>", f"<p>{n} "))
    if other is not None:
        row.reply["*"] = other
    return row


_PL = prose("Zapraszamy do czytania. Od trzydziestu lat piszemy o ludziach znad Bugu i o ich sadach.", times=12)
_RU = prose("Музей работает с 1911 года. В залах выставлены сёдла, чаши и вышивки степных мастериц.", times=12)
_UK = prose("Наш часопис виходить щокварталу. Друкуємо спогади, листи й розвідки про млини та броди.", times=12)
_BE = prose("Наш архіў захоўвае кнігі прыходаў. Чытальня адчынена па аўторках і чацвярах.", times=12)
_EN = prose("The society was founded by ferrymen. Its journal prints letters, ledgers and maps of fords.", times=12)
_DE = prose("Der Verein sammelt Urkunden der Müller. Das Jahrbuch erscheint jeden Herbst in Görlitz.", times=12)
_CS = prose("Spolek vydává sborník o mlýnech a brodech. Badatelna je otevřena ve středu a v pátek.", times=12)


async def _language(x: Exchange) -> None:
    """A site that shows its front page in the usual language for what it does not know."""
    await same(page("pl", "Kurier znad Bugu", _PL, news=True))(x)  # type: ignore[operator]


def nameless() -> list[Behaviour]:
    """All rows; names are host names."""
    return [
        # ---- one page for every address
        everywhere("pl-jedna", "pl", "Kurier znad Bugu", _PL, "/osadnictwo"),
        everywhere("ru-jedna", "ru", "Музей степи", _RU, "/collection/kurgan"),
        everywhere("uk-jedna", "uk", "Часопис «Брід»", _UK, "/spohady"),
        everywhere("be-jedna", "be", "Архіў прыходаў", _BE, "/fondy/vopisy"),
        everywhere("en-jedna", "en", "Society of Ferrymen", _EN, "/ledgers"),
        everywhere("de-jedna", "de", "Verein der Müller", _DE, "/urkunden/wassermuehle.html"),
        everywhere("cs-jedna", "cs", "Spolek mlynářů", _CS, "/sbornik/brody/"),
        everywhere(
            "pl-kanon", "pl", "Sady nad Bugiem", _PL, "/jablonie", head="<link rel=canonical href='/strona-startowa'>"
        ),
        # ---- a message of the site's own, and 404 for made-up addresses
        silent("pl-zniknelo", "pl", "Kurier znad Bugu", "<p>Ten kawałek łąki już skoszono.</p>", "/teksty/841", _PL),
        silent(
            "ru-unesli", "ru", "Музей степи", "<p>Экспонат унесли в запасник, и ключ потерян.</p>", "/item/5521", _RU
        ),
        silent("uk-vyyikhav", "uk", "Часопис «Брід»", "<p>Цей аркуш вирвали з підшивки.</p>", "/arkush/77", _UK),
        silent("be-niama", "be", "Архіў прыходаў", "<p>Гэтую справу чытач панёс дадому.</p>", "/sprava/310", _BE),
        silent(
            "en-sailed", "en", "Society of Ferrymen", "<p>That ferry has sailed, sorry about it.</p>", "/map/93", _EN
        ),
        silent("de-mahlt", "de", "Verein der Müller", "<p>Hier mahlt schon lange keiner mehr.</p>", "/blatt/1204", _DE),
        silent("cs-odplavalo", "cs", "Spolek mlynářů", "<p>Tenhle list už odplaval po proudu.</p>", "/list/62", _CS),
        silent(
            "en-shelf", "en", "Ledger Library", "<p>An empty shelf, and the cat asleep on it.</p>", "/shelf/b-17", _EN
        ),
        # ---- living: a site of one page, whatever the address
        living("l-cv", (one := page("en", "Ada Ferry", _EN, bare=True)), "/cv", one, same(one)),
        living("l-wizytowka", (two := page("pl", "Sad Buczka", _PL, bare=True)), "/oferta", two, same(two)),
        # a language, an index, a section that is the front page itself and is in its own menu
        living("l-jezyk", page("pl", "Kurier znad Bugu", _PL, news=True), "/pl/", page("pl", "Kurier", _PL), _language),
        living(
            "l-start", page("pl", "Kurier znad Bugu", _PL, news=True), "/start", page("pl", "Kurier", _PL), _language
        ),
        living(
            "l-dzial",
            (three := page("de", "Verein der Müller", "<p><a href=/aktuelles>Aktuelles</a></p>" + _DE, news=True)),
            "/aktuelles",
            three,
            same(three),
        ),
        # one word, a name in another language, beside real 404s and beside one page for the rest
        living("l-slowo", page("cs", "Mlýny a brody na Odře", _CS, news=True), "/mills", page("cs", "Spolek", _CS)),
        living(
            "l-slowo-soft",
            page(
                "ru",
                "Сёдла кочевников",
                prose("Седло делали из берёзы, обтягивали кожей и украшали серебром."),
                news=True,
            ),
            "/saddles",
            page("ru", "Музей степи", _RU, news=True),
            same(page("ru", "Музей степи", _RU, news=True)),
        ),
        # short pages of a site with one title for all
        living(
            "l-karta",
            page("de", "Kartei", "<p>Müller, Anton, Schneider, geb. 1871 in Görlitz.</p>"),
            "/karte/2231",
            page("de", "Kartei", _DE),
        ),
        living(
            "l-foto",
            page("uk", "Світлини", "<img src=/f/9.jpg><p>Біля броду після дощу.</p>"),
            "/f/9",
            page("uk", "Світлини", _UK),
        ),
        living(
            "l-haslo",
            page("cs", "Slovník", "<p>brod: mělké místo, kudy se přechází řeka.</p>"),
            "/heslo/17-brod",
            page("cs", "Slovník", _CS),
        ),
        living(
            "l-wiersz",
            page("pl", "Wiersze", "<p>Idzie lis przez las,<br>niesie wiatr i czas.</p>"),
            "/wiersz/12",
            page("pl", "Wiersze", _PL),
        ),
        living(
            "l-sygnatura",
            page("be", "Вопісы", "<p>Ф. 136, воп. 13, спр. 990. Метрыка.</p>"),
            "/opis/990",
            page("be", "Вопісы", _BE),
        ),
        # short ones among long ones, with a name, a figure or a signature of their own
        living(
            "l-nota",
            page("pl", "Nota o sadach", "<p>Sady wymarzły, a ludzie odeszli.</p>"),
            "/nota/5",
            page("pl", "Kurier", _PL),
            whole=True,
        ),
        living(
            "l-errata",
            page("de", "Blatt", "<p>Auf Seite 12 lies Brücke statt Lücke.</p>"),
            "/blatt/8",
            page("de", "Blatt", _DE),
            whole=True,
        ),
        living(
            "l-list",
            page("ru", "Журнал", "<p>Спасибо за журнал! Ваш читатель Антон Бродов.</p>"),
            "/pisma/21",
            page("ru", "Журнал", _RU),
            whole=True,
        ),
        living(
            "l-akord",
            page("en", "Tunes", "<p>The miller's jig, in D, two parts.</p>"),
            "/tune/31",
            page("en", "Tunes", _EN),
        ),
        living(
            "l-cytat",
            page("ru", "Пословицы", "<p>Не зная броду, не суйся в воду.</p>"),
            "/p/404-1",
            page("ru", "Пословицы", _RU),
        ),
    ]


__all__ = ["A", "nameless"]
