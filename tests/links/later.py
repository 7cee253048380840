"""Eighty behaviours more, written after the rules of :mod:`links.seen` and before any of them was looked at."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.seen import article, page, plain, prose
from links.servers import Exchange

TITLE = "Кобзарі Полісся та їхні пісні"
AT = "/statti/2016/kobzari-polissia"
ARTICLE = answer(article("uk", TITLE))


def later() -> list[Behaviour]:
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"later-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "dead", "suspect", reply, title, at)

    def dead(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "dead", "dead-now", reply, title, at)

    def walled(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "blocked", reply, title, at)

    def down(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "unreachable", reply, title, at)

    def all_(body: str | bytes, status: str = "200 OK", *headers: str) -> Reply:
        return {"*": answer(body, status, *headers)}

    def soft(name: str, lang: str, title: str, heading: str, text: str, cited: str = "", same: bool = True) -> None:
        body = page(lang, title, f"<h1>{heading}</h1><p>{text}</p>")
        gone(name, all_(body) if same else answer(body), cited)

    # ------------------------------------------------------------ archives' own pages
    dead(
        "wayback-missing",
        all_(
            plain(
                "Internet Archive Wayback Machine",
                "<h2>Hrm.</h2><p>The Wayback Machine has not archived"
                " that URL.</p><p>This page is not available on the web because page does not exist</p>",
            ),
            "404 Not Found",
        ),
        at="/web/20140501000000/http://rudawka.test/a",
    )
    gone(
        "archive-missing-200",
        all_(plain("Webarchiv", "<h1>No captures found</h1><p>This archive holds no captures of this address.</p>")),
        at="/wayback/http://rudawka.test/a",
    )
    walled(
        "archive-captcha",
        all_(
            plain(
                "archive",
                "<h1>One more step</h1><p>Please complete the security check to access</p>"
                "<div class=g-recaptcha></div><p>Why do I have to complete a CAPTCHA?</p>",
            ),
            "429 Too Many Requests",
        ),
        at="/AbC1d",
    )
    walled(
        "archive-excluded",
        all_(
            plain(
                "Internet Archive Wayback Machine",
                "<h2>Sorry.</h2><p>This URL has been excluded from the Wayback Machine.</p>",
            ),
            "403 Forbidden",
        ),
        at="/web/2014/http://x.test/",
    )

    # ------------------------------------------------------------ repositories, registries, publishers
    dead(
        "doi",
        all_(
            plain(
                "DOI Not Found",
                "<h2>DOI Not Found</h2><p>10.1234/abcd.2016.55</p><p>This DOI cannot be found in the DOI System.</p>",
            ),
            "404 Not Found",
        ),
        at="/10.1234/abcd.2016.55",
    )
    soft(
        "doi-200",
        "en",
        "Handle System",
        "Not found",
        "The handle you requested, 10.1234/abcd, cannot be found in the Handle System.",
        same=False,
    )
    dead(
        "tombstone-410",
        all_(page("en", "Tombstone", "<h1>This record has been removed</h1><p>Reason: duplicate.</p>"), "410 Gone"),
    )
    soft(
        "tombstone-200",
        "en",
        "Zbirnyk Repository",
        "Record removed",
        "This record was removed from the repository on request of the author. Its metadata are kept.",
        TITLE,
    )
    soft(
        "ojs-unpublished",
        "uk",
        "Поліський вісник",
        "Помилка",
        "Ця стаття не опублікована або була знята з публікації.",
        TITLE,
        same=False,
    )
    walled(
        "ojs-subscription",
        {
            AT: to("/login?source=%2Fstatti%2F2016%2Fkobzari-polissia"),
            "/login": answer(
                page(
                    "uk", "Увійти", "<form method=post><input name=username><input type=password name=password></form>"
                )
            ),
        },
        TITLE,
    )
    lives(
        "eprints-abstract",
        answer(
            page(
                "uk",
                f"{TITLE} - Інституційний репозитарій",
                f"<h1>{TITLE}</h1><p>Full text not available from this repository.</p>" + prose("uk", 4),
            )
        ),
        TITLE,
        "/id/eprint/4412/",
    )
    lives(
        "restricted-file",
        answer(
            page(
                "en",
                "Kobzars of Polesia",
                "<h1>Kobzars of Polesia</h1>" + prose("en", 8) + "<p>File: "
                "restricted to repository staff only. Request a copy.</p>",
            )
        ),
        at="/handle/1/4412",
    )
    walled(
        "publisher-403-body",
        all_(plain("Validation", "<p>Sorry, we could not verify your browser.</p>"), "403 Forbidden"),
    )
    lives("publisher-cookie-q", {"*": _once("cookies_ok=1", answer(article("uk", TITLE)))}, TITLE)
    gone(
        "journal-moved",
        all_(
            page(
                "en",
                "Polissia Review has a new home",
                "<h1>Polissia Review has a new home</h1><p>From 2019 the "
                "journal is published elsewhere; old links do not work any more. Please search the new site."
                "</p>",
            )
        ),
        TITLE,
    )
    gone("cms-empty-list", all_(page("ru", "Полесье: статьи", "<h1>Статьи</h1><p>Всего записей: 0</p>")), TITLE)
    gone(
        "forum",
        answer(page("ru", "Форум Полесья • Информация", "<p>Запрошенной темы не существует.</p>")),
        at="/viewtopic.php?t=771",
    )
    gone(
        "forum-private",
        all_(page("pl", "Forum", "<p>Nie znaleziono wątku lub nie masz do niego uprawnień.</p>")),
        at="/t/12-kobzari",
    )
    gone(
        "image-host",
        answer(plain("Фотохостинг", "<p>Изображение удалено или срок его хранения истёк.</p>")),
        at="/i/8kd2.html",
    )
    gone(
        "document-host",
        answer(
            page(
                "en",
                "Docs for free",
                "<p>The document you are trying to view has been deleted because of a copyright complaint.</p>",
            )
        ),
        at="/doc/99812/kobzari",
    )
    gone(
        "video",
        answer(page("uk", "Відео", "<p>Це відео більше не доступне, оскільки обліковий запис автора закрито.</p>")),
        TITLE,
        "/watch?v=aB3",
    )
    gone("shortener", all_(plain("Link not found", "<h1>This short link has expired</h1>")), at="/3xYz")
    gone(
        "geocities",
        {
            AT: to("http://pages.test:{port}/discontinued.html"),
            "/discontinued.html": answer(
                plain(
                    "Web hosting pages",
                    "<h1>Sorry, free pages are no longer available</h1><p>The service was closed in 2013.</p>",
                )
            ),
        },
        TITLE,
    )

    # ------------------------------------------------------------ nothing found, in further words and languages
    soft(
        "pl-zniknal",
        "pl",
        "Kurier Poleski",
        "Ojej",
        "Ten tekst zniknął z naszego serwisu. Sprawdź, czy adres jest poprawny.",
        same=False,
    )
    soft("pl-numer", "pl", "Kurier Poleski – błąd", "Wystąpił błąd", "Nie ma dokumentu o numerze 4471.", same=False)
    soft(
        "ru-ustarela",
        "ru",
        "Полесье сегодня",
        "Ой!",
        "Ссылка, по которой вы перешли, устарела или содержит опечатку.",
        same=False,
    )
    soft("ru-neverno", "ru", "Полесье", "Неверный адрес", "Проверьте адрес и попробуйте ещё раз.")
    soft(
        "uk-nemaie",
        "uk",
        "Поліський вісник",
        "На жаль, такої сторінки немає",
        "Перейдіть на головну або скористайтеся пошуком.",
        same=False,
    )
    soft("uk-stara", "uk", "Поліський вісник", "Сайт оновлено", "Сторінку зі старого сайту не перенесено на новий.")
    soft("be-vydalena", "be", "Палессе", "Старонка выдалена", "Аўтар выдаліў гэты допіс.", same=False)
    soft("de-leer", "de", "Polesien-Archiv", "Kein Treffer", "Zu dieser Nummer gibt es keinen Datensatz.")
    soft(
        "de-umzug",
        "de",
        "Polesien-Archiv",
        "Diese Seite gibt es nicht mehr",
        "Wir haben unsere Website neu aufgebaut.",
        same=False,
    )
    soft("cs-hups", "cs", "Polesí", "Hups", "Tady nic není. Stránka se možná přestěhovala.")
    soft("lt-nera", "lt", "Polesė", "Tokio puslapio nėra", "Patikrinkite adresą arba grįžkite į pradžią.", same=False)
    soft("fr-plus", "fr", "Polésie", "Désolé", "Le document que vous cherchez n'est plus en ligne.", same=False)
    soft("en-adrift", "en", "The Polesian", "Nothing but reeds here", "You have wandered off the path.")

    # ------------------------------------------------------------ parked, stopped, taken over
    gone(
        "ua-parked",
        all_(
            plain(
                "Домен припарковано",
                "<h1>polissia.test</h1><p>Цей домен зареєстровано та припарковано. Ви власник? Підключіть хостинг.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "by-blocked",
        all_(
            plain(
                "Сайт временно недоступен",
                "<h1>Сайт временно отключён</h1><p>Владельцу необходимо обратиться в службу поддержки хостинга.</p>",
            )
        ),
    )
    gone(
        "hosting-pl",
        all_(
            plain(
                "Strona zablokowana",
                "<h1>Usługa hostingowa wygasła</h1><p>Skontaktuj się z Biurem Obsługi Klienta.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "wix",
        all_(plain("Connect your domain", "<h1>Looks like this domain isn't connected to a website yet</h1>")),
        TITLE,
    )
    gone(
        "shop-closed",
        all_(
            page(
                "en",
                "Opening soon",
                "<h1>Opening soon</h1><p>Be the first to know when we launch.</p><form><input type=email></form>",
            )
        ),
        TITLE,
    )
    gone(
        "taken-over",
        all_(
            page(
                "en",
                "Best Online Casinos 2024 – Reviews & Bonuses",
                "<h1>Best online casinos</h1><p>" + "Play "
                "slots and claim free spins at our top rated casinos today. " * 30 + "</p>",
            )
        ),
        TITLE,
    )
    gone(
        "taken-over-untitled",
        all_(page("en", "Garden furniture and patio ideas", "<h1>Patio ideas</h1>" + prose("en"))),
    )
    gone(
        "cpanel-default",
        {
            AT: to("/cgi-sys/defaultwebpage.cgi"),
            "/cgi-sys/defaultwebpage.cgi": answer(
                plain(
                    "Default Web Site Page",
                    "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p>",
                )
            ),
        },
    )
    gone("index-of", all_(plain("Index of /", "<h1>Index of /</h1><ul><li><a href=cgi-bin/>cgi-bin/</a></ul>")), TITLE)
    dead(
        "platform-404",
        all_(plain("Site Not Found", "<h1>Site Not Found</h1><p>Why am I seeing this?</p>"), "404 Not Found"),
    )
    down("origin-521", all_(plain("Web server is down", "<h1>Error 521</h1>"), "521 <none>"))
    down("ssl-525", all_("error code: 525", "525 <none>"))

    # ------------------------------------------------------------ walls, gates
    walled(
        "cookies-needed",
        all_(plain("Cookies required", "<p>This site needs cookies. Please allow them and reload.</p>")),
        TITLE,
    )
    walled(
        "age",
        {
            AT: to("/agecheck?return=%2Fstatti%2F2016%2Fkobzari-polissia"),
            "/agecheck": answer(plain("Are you 18?", "<p>Please enter your date of birth.</p>")),
        },
        TITLE,
    )
    walled(
        "queue",
        {
            AT: to(
                "http://queue.test:{port}/?c=org&t=http%3A%2F%2Flater-queue.test%3A{port}%2Fstatti%2F2016%2Fkobzari-polissia"
            ),
            "/": answer(
                plain(
                    "Queue",
                    "<h1>You are now in line</h1><p>When it is your turn, you will have 10 minutes to enter "
                    "the website.</p>",
                )
            ),
        },
        TITLE,
    )
    walled("pl-robot", all_(plain("Weryfikacja", "<p>Zanim przejdziesz dalej, potwierdź, że jesteś człowiekiem.</p>")))
    walled(
        "ru-too-often",
        all_(plain("Слишком много запросов", "<p>С вашего адреса поступает слишком много запросов.</p>")),
        TITLE,
    )
    walled(
        "turnstile",
        all_(
            plain(
                "polissia.test",
                "<p>Verifying...</p><div class=cf-turnstile data-sitekey=0x4></div><script src="
                "https://challenges.cloudflare.com/turnstile/v0/api.js></script>",
            )
        ),
    )
    walled(
        "kasada",
        all_(
            '<html><head></head><body><script>window.KPSDK={};KPSDK.now=Date.now</script><script src="/149e/ips.js?'
            'KPSDK-x=1"></script></body></html>',
            "429 Too Many Requests",
        ),
    )
    add(
        "intranet",
        "open",
        "suspect",
        all_(
            plain(
                "Restricted", "<p>This collection can be viewed only from computers in the library's reading room.</p>"
            )
        ),
        TITLE,
    )
    walled(
        "paywall-door",
        {
            AT: to("/subscribe?next=/statti/2016/kobzari-polissia"),
            "/subscribe": answer(page("uk", "Передплата", "<h1>Оберіть передплату</h1><p>Від 99 грн на місяць.</p>")),
        },
        TITLE,
    )

    # ------------------------------------------------------------ living
    async def by_agent(x: Exchange) -> None:
        await x.raw(ARTICLE if "Mozilla" in x.headers.get("user-agent", "") else answer("", "404 Not Found"))

    async def early(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + ARTICLE)

    lives("browser-only", by_agent, TITLE)
    lives("hints", early, TITLE)
    lives(
        "viewer",
        {
            "/files/kobzari.pdf": to("/viewer.html?file=%2Ffiles%2Fkobzari.pdf"),
            "/viewer.html": answer(
                plain("PDF viewer", "<div id=viewer></div><iframe src=/files/raw/kobzari.pdf></iframe>")
            ),
        },
        at="/files/kobzari.pdf",
    )
    lives(
        "moved-with-from",
        {
            AT: to("/blog/kobzari?from=%2Fstatti%2F2016%2Fkobzari-polissia", "301 Moved Permanently"),
            "/blog/kobzari": ARTICLE,
        },
        TITLE,
    )
    lives(
        "moved-untitled", {AT: to("/uk/kobzari-polissia/", "308 Permanent Redirect"), "/uk/kobzari-polissia/": ARTICLE}
    )
    lives("language-root", {AT: to("/uk" + AT), "/uk" + AT: ARTICLE})
    lives(
        "captcha-below",
        answer(
            page(
                "uk",
                TITLE,
                f"<h1>{TITLE}</h1>" + prose("uk") + "<form><p>Залиште коментар</p><div "
                "class=g-recaptcha></div></form><script src=https://www.google.com/recaptcha/api.js></script>",
            )
        ),
    )
    lives(
        "short-with-login",
        answer(
            page(
                "pl",
                "Kobziarze Polesia",
                "<h1>Kobziarze Polesia</h1><p>Zbiór 14 nagrań z lat 1931–1938."
                "</p><aside><form><input name=u><input type=password></form></aside>",
            )
        ),
        at="/zbiory/771",
    )
    lives(
        "notice-js",
        answer(
            page(
                "en",
                "Kobzars",
                "<div class=notice>Please enable JavaScript for the map.</div><h1>Kobzars</h1><p>"
                "Forty singers are known by name.</p>",
            )
        ),
        at="/people/kobzars",
    )
    lives(
        "catalogue",
        answer(
            page(
                "pl",
                "Katalog",
                "<h2>Kobziarze Polesia / J. Lis. - Pińsk, 1936</h2><p>Brak egzemplarzy do wypożyczenia.</p>",
            )
        ),
        at="/katalog?id=99182",
    )
    lives(
        "ominous-gone",
        answer(article("en", "The page is gone: lost leaves of the Polesian gospel")),
        at="/essays/the-page-is-gone",
    )
    lives(
        "ominous-suspended",
        answer(article("en", "Account suspended: bookkeeping in the Pinsk trade")),
        at="/essays/account-suspended",
    )
    lives(
        "ominous-uk",
        answer(article("uk", "Доступ заборонено: архіви й цензура 1930-х")),
        at="/statti/dostup-zaboroneno",
    )
    lives(
        "ominous-short",
        answer(
            plain(
                "Under construction",
                "<h1>Under construction: the Pinsk bridge in 1912</h1><p>Six photographs "
                "from the collection of the museum, with notes.</p>",
            )
        ),
        at="/photos/pinsk-bridge-construction",
    )
    lives(
        "gzip-twice-named",
        answer(
            gzip.compress(article("uk", TITLE).encode()),
            "200 OK",
            "Content-Encoding: gzip",
            "Content-Encoding: identity",
        ),
        TITLE,
    )
    down(
        "br-unasked-pdf",
        answer(b"\x8b\x00\x80" + b"\xaa" * 4000, "200 OK", "Content-Encoding: br", kind="application/pdf"),
    )
    lives("status-word", bare("HTTP/1.1 200 Not Found\r\nContent-Type: text/html\r\n\r\n", article("uk", TITLE)), TITLE)
    lives("no-http", bare("HTTP/1.0 200\r\n\r\n", article("uk", TITLE)), TITLE)
    lives("number-only", answer(article("uk", TITLE)), at="/node/4412")
    lives("route-ignores-tail", {"*": ARTICLE}, TITLE, "/n/4412/whatever")
    lives(
        "long-list", answer(page("pl", "Spis artykułów", "<h1>Spis artykułów</h1>" + prose("pl"))), at="/spis/1936/nr-4"
    )
    lives("page-of-list", {"*": _by_number}, at="/spis?strona=7")
    gone(
        "one-long-page",
        {"*": answer(page("pl", "Kurier Poleski", "<h1>Wiadomości</h1>" + prose("pl")))},
        at="/artykul/4471",
    )
    gone(
        "one-long-page-slug",
        {"*": answer(page("ru", "Полесье", "<h1>Новости</h1>" + prose("ru")))},
        at="/novosti/most-cherez-pripyat.html",
    )
    return found


def _once(cookie: str, reply: bytes) -> Callable[[Exchange], Awaitable[None]]:
    async def answering(x: Exchange) -> None:
        if cookie in x.headers.get("cookie", ""):
            await x.raw(reply)
        else:
            await x.redirect(x.path + "?cookies=check", 302, {"Set-Cookie": f"{cookie}; Path=/; SameSite=Lax"})

    return answering


async def _by_number(x: Exchange) -> None:
    number = x.target.rpartition("=")[2]
    if not number.isdecimal() or int(number) > 40:
        await x.raw(answer(page("pl", "Spis", "<p>Strona jest poza zakresem.</p>"), "404 Not Found"))
    else:
        await x.raw(answer(page("pl", f"Spis, strona {number}", prose("pl"))))
