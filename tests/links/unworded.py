"""Sites that answer 200 for what is gone, and sites that do not: each with what it gives for a made-up address.

Half of the pages that are gone say so in words that no list has, or not at all; the rest of their site is what tells.
The living ones are those that such evidence might wrong: short pages, ominous titles, routes that read only a part of
the address, sites that never say 404.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable

from links.behaviours import Behaviour, answer
from links.servers import Exchange

_MENUS = {
    "pl": "Aktualności|Wydarzenia|Redakcja|Archiwum|Kontakt|Prenumerata|Współpraca|Zaloguj",
    "ru": "Новости|События|О редакции|Архив|Контакты|Подписка|Авторам|Войти",
    "uk": "Новини|Події|Про редакцію|Архів|Контакти|Передплата|Авторам|Увійти",
    "be": "Навіны|Падзеі|Пра рэдакцыю|Архіў|Кантакты|Падпіска|Аўтарам|Увайсці",
    "en": "News|Events|About|Archive|Contact|Subscribe|For authors|Sign in",
    "de": "Aktuelles|Termine|Über uns|Archiv|Kontakt|Abonnement|Für Autoren|Anmelden",
    "cs": "Aktuality|Akce|O nás|Archiv|Kontakt|Předplatné|Pro autory|Přihlásit",
    "lt": "Naujienos|Renginiai|Apie mus|Archyvas|Kontaktai|Prenumerata|Autoriams|Prisijungti",
    "fr": "Actualités|Événements|À propos|Archives|Contact|Abonnement|Aux auteurs|Connexion",
}
_HEADLINES = {
    "pl": "Otwarto wystawę haftu w ratuszu|Nowy most nad Bugiem|Konkurs recytatorski|Zmarł kronikarz miasta|"
    "Remont dworca potrwa do jesieni|Gmina kupiła stary młyn|Targi miodu w sobotę|Jubileusz chóru parafialnego",
    "ru": "В ратуше открылась выставка вышивки|Новый мост через Припять|Итоги конкурса чтецов|Умер летописец города|"
    "Ремонт вокзала продлится до осени|Старую мельницу выкупили|Ярмарка мёда в субботу|Юбилей хора",
    "uk": "У ратуші відкрили виставку вишивки|Новий міст через Случ|Підсумки конкурсу читців|Помер літописець міста|"
    "Ремонт вокзалу триватиме до осені|Громада купила млин|Ярмарок меду в суботу|Ювілей хору",
    "be": "У ратушы адкрылі выставу вышыўкі|Новы мост цераз Прыпяць|Вынікі конкурсу чытальнікаў|Памёр летапісец горада|"
    "Рамонт вакзала да восені|Стары млын выкупілі|Кірмаш мёду ў суботу|Юбілей хору",
    "en": "Embroidery show opens at the town hall|A new bridge over the river|Poetry contest decided|A chronicler dies|"
    "Station works to last until autumn|Council buys the old mill|Honey fair on Saturday|A choir turns fifty",
    "de": "Stickereien im Rathaus|Neue Brücke über die Oder|Vorlesewettbewerb entschieden|Stadtchronist gestorben|"
    "Bahnhof bis Herbst Baustelle|Gemeinde kauft alte Mühle|Honigmarkt am Samstag|Kirchenchor feiert",
    "cs": "Výstava výšivek na radnici|Nový most přes Odru|Recitační soutěž zná vítěze|Zemřel městský kronikář|"
    "Nádraží v opravě do podzimu|Obec koupila starý mlýn|Medový trh v sobotu|Sbor slaví výročí",
    "lt": "Rotušėje siuvinėjimų paroda|Naujas tiltas per Nemuną|Skaitovų konkursas baigėsi|Mirė miesto metraštininkas|"
    "Stotis remontuojama iki rudens|Savivaldybė pirko malūną|Medaus mugė šeštadienį|Choro jubiliejus",
    "fr": "Broderies à l'hôtel de ville|Un nouveau pont sur la rivière|Concours de récitation|Le chroniqueur est mort|"
    "La gare en travaux jusqu'à l'automne|La commune rachète le moulin|Foire au miel samedi|La chorale a cinquante ans",
}
_counter = itertools.count(7001)


def _menu(lang: str) -> str:
    return (
        "<nav><ul>"
        + "".join(f"<li><a href=/s{n}>{w}</a></li>" for n, w in enumerate(_MENUS[lang].split("|")))
        + "</ul></nav>"
    )


def _news(lang: str) -> str:
    rows = _HEADLINES[lang].split("|")
    return (
        "<aside>"
        + "".join(
            f"<div class=item><a href=/n/{n}>{w}</a> <span>{n + 3}.0{n + 1}.2024</span></div>"
            for n, w in enumerate(rows)
        )
        + "</aside>"
    )


def page(
    lang: str,
    title: str,
    main: str,
    *,
    head: str = "",
    body: str = "",
    bare: bool = False,
    news: bool = False,
    foot: str = "",
) -> str:
    """A page of a site: menu, main part, headlines, foot."""
    chrome = "" if bare else _menu(lang)
    side = _news(lang) if news else ""
    return (
        f"<!DOCTYPE html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body{' ' + body if body else ''}>{chrome}<main>{main}</main>{side}<footer>{foot}</footer></body></html>"
    )


Reply = bytes | Callable[[Exchange], Awaitable[None]]


def same(text: str, *headers: str, kind: str = "text/html; charset=utf-8") -> Reply:
    """The page, with what each answer has of its own filled in: {path}, {rand}, {now}."""

    async def reply(x: Exchange) -> None:
        number = next(_counter)
        filled = text.replace("{path}", x.target).replace("{rand}", f"{number * 2654435761 % 2**32:08x}")
        await x.raw(
            answer(
                filled.replace("{now}", f"{number % 24:02}:{number % 60:02}:{number % 59:02}"),
                "200 OK",
                *headers,
                kind=kind,
            )
        )
        x.close()

    return reply


MISSING = answer("<html><title>404</title><h1>404</h1></html>", "404 Not Found")
_FRONT = answer(page("en", "Front page", "".join(f"<p>{row}.</p>" for row in _HEADLINES["en"].split("|"))))
S, A = "suspect", "alive"


def gone(
    name: str,
    text: str,
    at: str,
    *,
    title: str = "",
    alone: bool = False,
    kind: str = "text/html; charset=utf-8",
    headers: tuple[str, ...] = (),
) -> Behaviour:
    """A page that is none; ``alone``: only the cited address has it, a made-up one gets a 404."""
    reply = same(text, *headers, kind=kind)
    return Behaviour(
        f"unworded-{name}", "dead", S, {at: reply, "/": _FRONT, "*": MISSING if alone else reply}, title, at
    )


def lives(
    name: str,
    text: str,
    at: str,
    *,
    title: str = "",
    other: Reply = MISSING,
    kind: str = "text/html; charset=utf-8",
    headers: tuple[str, ...] = (),
) -> Behaviour:
    """A page that is one; ``other`` is what the rest of its site gives."""
    reply = same(text, *headers, kind=kind)
    return Behaviour(f"unworded-{name}", "living", A, {at: reply, "*": other}, title, at)


def prose(*sentences: str, times: int = 3) -> str:
    return "".join(f"<p>{s}</p>" for _ in range(times) for s in sentences)


def gone_rows() -> list[Behaviour]:
    return [
        # ---- Polish
        gone(
            "pl-nic-tu",
            page("pl", "Kurier Nadbużański", "<h2>Hm, pusto…</h2><p>Pod tym adresem nic już nie mieszka.</p>"),
            "/artykul/szlaki-stepu",
        ),
        gone(
            "pl-zgubiony",
            page(
                "pl",
                "Zgubiony trop – Muzeum Stepu",
                "<p>Trop się urywa. Spróbuj od <a href=/>początku</a>.</p>",
                news=True,
            ),
            "/zbiory/karta/88",
            title="Siodło z kurhanu",
        ),
        gone(
            "pl-wyparowala",
            page(
                "pl",
                "Ups",
                "<h1>Ta treść wyparowała</h1><p>Może znajdziesz ją w wyszukiwarce?</p><form><input name=q></form>",
                bare=True,
            ),
            "/teksty/karawany.html",
            title="Karawany stepu",
        ),
        gone(
            "pl-wiadomosci",
            page("pl", "Wiadomości powiatowe", "", news=True, foot="Redakcja 2024"),
            "/2014/05/otwarcie-mostu.html",
            title="Otwarcie mostu w Brodach",
        ),
        gone(
            "pl-echo",
            page(
                "pl",
                "Biblioteka Kresowa",
                "<p>Adres <b>{path}</b> nie prowadzi donikąd.</p><small>{now} {rand}</small>",
            ),
            "/katalog/rekord/1923",
        ),
        gone(
            "pl-wakacje",
            page(
                "pl",
                "Instytut Wschodni",
                "<h1>Ta podstrona wyjechała</h1><p>Po przebudowie serwisu część adresów straciła ważność.</p>",
                body="class='node error404 sidebar-left'",
            ),
            "/badania/osadnictwo",
            alone=True,
        ),
        gone(
            "pl-klasa",
            page("pl", "Gazeta Stepowa", "<h1>A to psikus</h1>", body="class='page-not-found logged-out'", news=True),
            "/kultura/1234",
            alone=True,
        ),
        gone(
            "pl-json",
            '{"blad": true, "status": 404, "opis": "brak rekordu"}',
            "/api/rekord/12",
            kind="application/json",
            alone=True,
        ),
        gone(
            "pl-wycofano",
            page(
                "pl",
                "Czasopismo Polesie",
                "<h1>Tekst wycofano</h1><p>Redakcja wycofała ten tekst z serwisu na prośbę autora.</p>",
            ),
            "/numer/3/tekst/5",
            alone=True,
            title="Chłopi Polesia",
        ),
        gone(
            "pl-przekierowanie-brak",
            page(
                "pl",
                "Repozytorium",
                "<p>Obiekt o wskazanym identyfikatorze usunięto z bazy lub nigdy go w niej nie było.</p>",
            ),
            "/dlibra/publication/998",
        ),
        gone(
            "pl-noindex",
            page(
                "pl",
                "Dom Kultury",
                "<p>Zapraszamy!</p>",
                head="<meta name=robots content='noindex, follow'>",
                news=True,
            ),
            "/historia/kronika-1932",
            title="Kronika domu ludowego",
        ),
        gone(
            "pl-xrobots",
            page("pl", "Towarzystwo Naukowe", "<p>Wybierz dział z menu.</p>"),
            "/rocznik/tom7.htm",
            title="Rocznik, tom siódmy",
            headers=("X-Robots-Tag: noindex",),
        ),
        # ---- Russian
        gone(
            "ru-pusto",
            page("ru", "Степной вестник", "<h2>Здесь пусто</h2><p>Кажется, вы свернули не туда.</p>"),
            "/news/2011/03/14",
        ),
        gone(
            "ru-zabludilis",
            page("ru", "Вы заблудились", "<p>Такого места на карте нашего сайта нет.</p>", news=True),
            "/articles/kochevniki",
            title="Кочевники и город",
        ),
        gone(
            "ru-oj",
            page(
                "ru",
                "Ой-ой",
                "<h1>Ой-ой</h1><p>Что-то пошло не так, и мы не сумели отыскать то, что вы хотели.</p>",
                bare=True,
            ),
            "/lib/read/51",
        ),
        gone("ru-novosti", page("ru", "Портал района", "", news=True), "/index.php?id=4711", title="Открытие моста"),
        gone(
            "ru-net-v-baze",
            page(
                "ru",
                "Электронный каталог",
                "<p>Запись отсутствует в базе данных.</p><p>Запрос {rand} обработан в {now}.</p>",
            ),
            "/opac/card?id=120033",
        ),
        gone(
            "ru-snyat",
            page("ru", "Журнал «Рубеж»", "<p>Публикация снята с сайта по решению редколлегии.</p>"),
            "/journal/2009/4/7",
            alone=True,
        ),
        gone("ru-klass", page("ru", "Музей", "<p>Увы и ах</p>", body="id=error-404"), "/fond/12/delo/9", alone=True),
        gone(
            "ru-schema",
            page(
                "ru",
                "Институт этнографии",
                "<p>Вернитесь на главную.</p>",
                head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage","name":"404"}</script>',
                news=True,
            ),
            "/people/ivanov",
            title="Иванов Пётр Сергеевич",
        ),
        gone(
            "ru-kopilka",
            page(
                "ru",
                "Копилка рефератов",
                "<ul>" + "".join(f"<li><a href=/r{n}>Реферат {n}</a></li>" for n in range(40)) + "</ul>",
            ),
            "/referat/step-i-gorod",
            title="Степь и город в XIX веке",
        ),
        gone(
            "ru-og",
            page(
                "ru",
                "Радио Полесье",
                "<p>Слушайте нас!</p>",
                head='<meta property="og:url" content="/404"><meta property="og:type" content="website">',
                news=True,
            ),
            "/efir/2015/zapis-9",
            alone=True,
            title="Беседа с летописцем",
        ),
        # ---- Ukrainian
        gone(
            "uk-nema",
            page("uk", "Голос Поділля", "<h1>Тут нічого немає</h1><p>Схоже, цю публікацію прибрали.</p>"),
            "/stattia/kozaky",
        ),
        gone(
            "uk-pereyihaly",
            page(
                "uk", "Ми переїхали", "<p>Оновлений сайт не містить старих сторінок. Скористайтеся меню.</p>", news=True
            ),
            "/arhiv/1999/12.html",
            title="Козацькі могили",
        ),
        gone(
            "uk-zapys",
            page("uk", "Електронний каталог", "<p>За ідентифікатором {path} запису в каталозі немає.</p>"),
            "/record/7781",
        ),
        gone("uk-klas", page("uk", "Район", "<p>Йой…</p>", body='class="is-404"'), "/novyny/88123", alone=True),
        gone(
            "uk-holovna",
            page("uk", "Краєзнавчий музей", "<p>Ласкаво просимо до музею!</p>", news=True),
            "/kolektsiya/shabli",
            title="Шаблі гетьманської доби",
        ),
        gone(
            "uk-vydaleno-avtorom",
            page("uk", "Блоги", "<p>Автор вирішив прибрати цей допис.</p>"),
            "/blog/4412",
            alone=True,
        ),
        gone(
            "uk-json",
            '{"error":{"code":404,"message":"nema takoho"}}',
            "/items/55",
            kind="application/json; charset=utf-8",
        ),
        # ---- Belarusian
        gone(
            "be-niama",
            page("be", "Голас Палесся", "<h1>Нічога тут няма</h1><p>Мабыць, тэкст перанеслі ці прыбралі.</p>"),
            "/artykul/12",
        ),
        gone(
            "be-zabludzili",
            page("be", "Заблукалі?", "<p>Гэтая сцежка нікуды не вядзе.</p>", news=True),
            "/spadchyna/zamak",
            title="Замак у Міры",
        ),
        gone("be-site", page("be", "Архівы Палесся", "", news=True), "/fond/8", title="Фонд маёнтка"),
        gone("be-klas", page("be", "Музей", "<p>Ой</p>", body='class="http-404"'), "/eksponat/3", alone=True),
        # ---- English
        gone(
            "en-tumbleweed",
            page("en", "Steppe Review", "<h1>Tumbleweeds</h1><p>Nothing lives at this address any more.</p>"),
            "/issue/12/roads-of-the-steppe",
        ),
        gone(
            "en-lost",
            page("en", "Lost your way?", "<p>Even nomads take a wrong turn now and then. Try the menu.</p>", news=True),
            "/essays/caravans",
            title="Caravans of the Steppe",
        ),
        gone(
            "en-home",
            page("en", "Borderland Museum", "<p>Plan your visit: open daily from ten to five.</p>", news=True),
            "/collection/object/1288",
            title="Saddle from a kurgan",
        ),
        gone(
            "en-retired",
            page(
                "en",
                "University Press",
                "<h1>This title has been retired from our website</h1><p>We keep only books in print here.</p>",
            ),
            "/book/9780000000002",
            alone=True,
        ),
        gone("en-json", '{"success": false, "error": "no such document"}', "/documents/4411", kind="application/json"),
        gone(
            "en-errorcode",
            page(
                "en",
                "Journal Platform",
                "<p>Your request failed.</p><p>Reference {rand}</p>",
                head='<meta name="prerender-status-code" content="404">',
            ),
            "/doi/full/77",
            alone=True,
        ),
        gone(
            "en-class",
            page("en", "Local History Society", "<p>Oh dear.</p>", body='class="error404 wp-custom-logo"', news=True),
            "/2009/11/mill/",
            alone=True,
        ),
        gone(
            "en-canonical",
            page("en", "Chronicle", "<p>Today in the county.</p>", head='<link rel="canonical" href="/">', news=True),
            "/2012/07/bridge.html",
            title="The bridge at Brody reopens",
        ),
        gone(
            "en-withdrawn",
            page(
                "en",
                "Repository",
                "<h1>Item withdrawn</h1><p>Access to this item was ended at the depositor's request.</p>",
            ),
            "/handle/1234/5678",
            alone=True,
        ),
        gone(
            "en-listing",
            page("en", "Search the catalogue", "<form><input name=q></form><p>Your search matched 0 records.</p>"),
            "/record?id=b12345678",
        ),
        # ---- German
        gone(
            "de-leer",
            page("de", "Heimatbote", "<h1>Hier ist nichts (mehr)</h1><p>Der Beitrag wurde wohl verschoben.</p>"),
            "/beitrag/steppenwege",
        ),
        gone(
            "de-holzweg",
            page("de", "Auf dem Holzweg", "<p>Dieser Pfad endet hier.</p>", news=True),
            "/texte/karawanen",
            title="Karawanen der Steppe",
        ),
        gone(
            "de-start",
            page("de", "Stadtarchiv Brody", "<p>Willkommen im Stadtarchiv.</p>", news=True),
            "/bestand/4/22",
            title="Bestand Zunftwesen",
        ),
        gone(
            "de-datensatz",
            page("de", "Katalog", "<p>Zu der Nummer liegt kein Datensatz vor.</p><p>Sitzung {rand}</p>"),
            "/titel?nr=99812",
        ),
        gone(
            "de-klasse",
            page("de", "Verein", "<p>Tja.</p>", body='class="page-404"', news=True),
            "/chronik/1932",
            alone=True,
        ),
        gone(
            "de-depubliziert",
            page(
                "de",
                "Rundfunk",
                "<p>Aus rechtlichen Gründen dürfen wir diesen Beitrag nicht länger anbieten (depubliziert).</p>",
            ),
            "/sendung/4711",
            alone=True,
            title="Wege der Steppe",
        ),
        # ---- Czech
        gone(
            "cs-prazdno",
            page("cs", "Lidový kurýr", "<h1>Tady je prázdno</h1><p>Odkaz asi zestárl.</p>"),
            "/clanek/stepni-cesty",
        ),
        gone(
            "cs-bloudite",
            page("cs", "Bloudíte?", "<p>Cesta tudy nevede.</p>", news=True),
            "/texty/karavany",
            title="Karavany stepi",
        ),
        gone(
            "cs-uvod",
            page("cs", "Muzeum Slezska", "<p>Vítejte v muzeu.</p>", news=True),
            "/sbirky/77",
            title="Sedlo z mohyly",
        ),
        gone("cs-klasa", page("cs", "Obec", "<p>Jejda</p>", body='id="page-404"'), "/uredni-deska/12", alone=True),
        # ---- Lithuanian
        gone(
            "lt-tuscia",
            page("lt", "Pamario žinios", "<h1>Čia tuščia</h1><p>Tekstas tikriausiai perkeltas.</p>"),
            "/straipsnis/keliai",
        ),
        gone(
            "lt-pradzia",
            page("lt", "Krašto muziejus", "<p>Kviečiame apsilankyti.</p>", news=True),
            "/rinkiniai/44",
            title="Balnas iš pilkapio",
        ),
        gone("lt-iraso", page("lt", "Katalogas", "<p>Įrašo su tokiu numeriu kataloge nebėra.</p>"), "/irasas/8123"),
        gone(
            "lt-klase",
            page("lt", "Seniūnija", "<p>Oi</p>", body='class="error-page error-404"'),
            "/naujiena/5",
            alone=True,
        ),
        # ---- French
        gone(
            "fr-vide",
            page("fr", "Revue des steppes", "<h1>Il n'y a rien ici</h1><p>L'article a dû changer d'adresse.</p>"),
            "/article/routes",
        ),
        gone(
            "fr-perdu",
            page("fr", "Perdu ?", "<p>Ce chemin ne mène nulle part.</p>", news=True),
            "/textes/caravanes",
            title="Caravanes de la steppe",
        ),
        gone(
            "fr-accueil",
            page("fr", "Musée des confins", "<p>Le musée vous accueille tous les jours.</p>", news=True),
            "/collection/91",
            title="Selle d'un kourgane",
        ),
        gone(
            "fr-notice",
            page("fr", "Catalogue", "<p>Aucune notice ne répond à ce numéro.</p><i>{now}</i>"),
            "/notice/55120",
        ),
    ]


_SOFT_PL = same(page("pl", "Kurier", "<h2>Pusto</h2><p>Nic tu nie ma.</p>", news=True))
_HOME_EN = same(page("en", "Borderland Museum", "<p>Plan your visit: open daily from ten to five.</p>", news=True))


def living_rows() -> list[Behaviour]:
    def any_slug(name: str, text: str, at: str, title: str = "") -> Behaviour:
        """The route reads the number in front; the rest of the address may be anything."""
        stem = at.rpartition("/")[0] + "/"

        async def reply(x: Exchange) -> None:
            if x.target.startswith(stem):
                await whole(x)  # type: ignore[operator]
            else:
                await x.raw(MISSING)
                x.close()

        whole = same(text)
        return Behaviour(f"unworded-{name}", "living", A, {at: reply, "*": reply}, title, at)

    return [
        # ---- short living pages
        lives(
            "l-pl-wizytowka",
            page(
                "pl", "Jan Nowicki", "<p>Adiunkt w Zakładzie Historii Stepu. Pokój 212, dyżur we wtorki.</p>", bare=True
            ),
            "/~jnowicki/",
            title="",
        ),
        lives(
            "l-pl-krotki",
            page("pl", "Most w Brodach – Kurier", "<h1>Most w Brodach</h1><p>Most otwarto w sobotę.</p>", news=True),
            "/2014/05/most.html",
            title="Most w Brodach",
            other=_SOFT_PL,
        ),
        lives(
            "l-pl-krotki-bez",
            page("pl", "Most w Brodach – Kurier", "<h1>Most w Brodach</h1><p>Most otwarto w sobotę.</p>", news=True),
            "/2014/05/most.html",
            other=_SOFT_PL,
        ),
        lives("l-ru-kratko", page("ru", "Часовня", "<p>Часовня 1887 года. Фото автора.</p>", bare=True), "/foto/17"),
        lives(
            "l-en-photo",
            page("en", "Mill, 1932", "<img src=/mill.jpg><p>Gift of the family.</p>"),
            "/photo/1932-04",
            other=_HOME_EN,
        ),
        lives(
            "l-de-karte",
            page("de", "Karteikarte 2231", "<p>Müller, Anton. Schneider. 1871.</p>", bare=True),
            "/kartei/2231",
        ),
        lives("l-cs-heslo", page("cs", "mohyla", "<p>mohyla, -y, ž.: navršený hrob</p>", bare=True), "/heslo/mohyla"),
        lives(
            "l-lt-trumpai",
            page("lt", "Balnas", "<p>Balnas, XVII a., oda.</p>"),
            "/rinkiniai/44",
            other=same(page("lt", "Krašto muziejus", "<p>Kviečiame.</p>", news=True)),
        ),
        lives("l-fr-court", page("fr", "Moulin", "<p>Moulin banal, détruit en 1944.</p>"), "/lieu/moulin"),
        lives("l-be-karotka", page("be", "Млын", "<p>Млын згарэў у 1944 г.</p>", bare=True), "/miesca/mlyn"),
        # ---- ominous titles
        lives(
            "l-en-lost-cities",
            page(
                "en",
                "Lost: The Cities That Nobody Finds",
                "<h1>Lost</h1>" + prose("Cities vanish. Sand takes the walls, and the wells dry up."),
                news=True,
            ),
            "/essays/lost",
            title="Lost: The Cities That Nobody Finds",
        ),
        lives(
            "l-en-missing",
            page(
                "en",
                "Missing pages – Library blog",
                "<h1>Missing pages</h1>" + prose("Of the codex eleven leaves are missing.", times=2),
            ),
            "/blog/missing-pages",
        ),
        lives(
            "l-en-404-room",
            page("en", "Room 404", "<h1>Room 404</h1>" + prose("A hotel story in four parts."), bare=True),
            "/stories/room-404",
        ),
        lives(
            "l-pl-nie-ma",
            page(
                "pl",
                "Nie ma już tamtego miasta – Przegląd",
                "<h1>Nie ma już tamtego miasta</h1>" + prose("Wspomnienia z Brodów spisane po latach."),
            ),
            "/wspomnienia/brody",
            title="Nie ma już tamtego miasta",
        ),
        lives(
            "l-pl-zniknely",
            page(
                "pl",
                "Zniknęły księgi metrykalne",
                "<h1>Zniknęły księgi metrykalne</h1><p>Z kancelarii parafialnej zniknęły trzy księgi.</p>",
                news=True,
            ),
            "/kronika/ksiegi",
            other=_SOFT_PL,
        ),
        lives(
            "l-ru-ischezli",
            page(
                "ru",
                "Исчезнувшие деревни",
                "<h1>Исчезнувшие деревни</h1>" + prose("Сёл больше нет, остались кладбища."),
            ),
            "/derevni/ischeznuvshie",
        ),
        lives(
            "l-ru-oshibka",
            page("ru", "Ошибка летописца", "<h1>Ошибка летописца</h1>" + prose("Летописец ошибся на год.", times=1)),
            "/st/oshibka",
            title="Ошибка летописца",
        ),
        lives(
            "l-uk-vydaleni",
            page(
                "uk",
                "Видалені рядки: цензура 1930-х",
                "<h1>Видалені рядки</h1>" + prose("Цензор викреслив три сторінки.", times=2),
            ),
            "/tsenzura/riadky",
        ),
        lives(
            "l-de-verschollen",
            page(
                "de",
                "Verschollen",
                "<h1>Verschollen</h1>" + prose("Das Manuskript gilt seit 1945 als verschollen.", times=1),
            ),
            "/ms/verschollen",
        ),
        lives(
            "l-fr-introuvable",
            page(
                "fr",
                "L'introuvable manuscrit",
                "<h1>L'introuvable manuscrit</h1>" + prose("On ne l'a jamais retrouvé.", times=1),
            ),
            "/billets/introuvable",
        ),
        lives(
            "l-cs-nenalezeno",
            page("cs", "Co se nenašlo v mohyle", "<h1>Co se nenašlo v mohyle</h1>" + prose("Zlato chybělo.", times=1)),
            "/mohyla/co-se-nenaslo",
        ),
        # ---- "not found" of something else
        lives(
            "l-en-no-comments",
            page(
                "en",
                "The Mill – Local History",
                "<h1>The Mill</h1>"
                + prose("Built in 1880.", times=1)
                + "<section>No comments found. Image not available.</section>",
            ),
            "/places/mill",
            title="The Mill",
        ),
        lives(
            "l-pl-brak-okladki",
            page(
                "pl",
                "Katalog – Kowalski, Step",
                "<h1>Kowalski A., Step, Lwów 1931</h1><p>Sygn. 1234. Brak okładki. Nie znaleziono egzemplarzy.</p>",
            ),
            "/katalog/1234",
            title="Step",
        ),
        lives(
            "l-ru-net-ekz",
            page("ru", "Каталог", "<h1>Иванов И. Степь. Киев, 1913</h1><p>Экземпляры не найдены. Заказать копию.</p>"),
            "/opac?rec=55",
            title="Степь",
        ),
        lives(
            "l-uk-nema-oblozhky",
            page(
                "uk",
                "Каталог",
                "<h2>Петренко О. Могили. Львів, 1931</h2><p>Обкладинки немає. Вільних примірників не знайдено.</p>",
            ),
            "/record/9",
        ),
        lives(
            "l-de-keine-treffer",
            page(
                "de",
                "Bibliothek",
                "<h1>Müller: Die Steppe. Wien 1901</h1><p>Keine Exemplare gefunden. Keine Bewertungen vorhanden.</p>",
            ),
            "/titel/1901",
        ),
        lives(
            "l-en-related-none",
            page(
                "en",
                "Item 5678 – Repository",
                "<h1>Caravans of the Steppe</h1><p>Author: Smith. 2004. No files attached. No related items found.</p>",
            ),
            "/handle/1234/5678",
            title="Caravans of the Steppe",
        ),
        # ---- repositories, catalogues, newspapers
        lives(
            "l-pl-repo",
            page(
                "pl",
                "Repozytorium UŁ",
                "<h1>Osadnictwo stepowe</h1><p>Nowicki J. 2009. Wyświetl/Otwórz: tekst.pdf (1,2 MB)</p>",
            ),
            "/handle/11089/1234",
            title="Osadnictwo stepowe",
            other=same(page("pl", "Repozytorium UŁ", "<p>Wyszukaj w repozytorium</p><form></form>")),
        ),
        lives(
            "l-pl-repo-bez",
            page(
                "pl",
                "Repozytorium UŁ",
                "<h1>Osadnictwo stepowe</h1><p>Nowicki J. 2009. Wyświetl/Otwórz: tekst.pdf (1,2 MB)</p>",
            ),
            "/handle/11089/1234",
            other=same(page("pl", "Repozytorium UŁ", "<p>Wyszukaj w repozytorium</p><form></form>")),
        ),
        lives(
            "l-pl-dlibra",
            page(
                "pl",
                "Polska Biblioteka",
                "<h1>Kalendarz kresowy 1932</h1><p>Lwów. Prawa: domena publiczna.</p><a href=/c>Pokaż treść</a>",
                head="<meta name=robots content=noindex>",
            ),
            "/dlibra/publication/77",
            title="Kalendarz kresowy",
        ),
        lives(
            "l-en-hathi",
            page("en", "Catalog Record: The steppe", "<h1>The steppe</h1><p>Full view: v.1, v.2</p>", news=True),
            "/Record/000123",
            other=same(page("en", "Catalog", "<p>No record.</p>")),
        ),
        lives(
            "l-ru-elib",
            page(
                "ru",
                "Электронная библиотека",
                "<p>Иванов И. И. Кочевники. — Ташкент, 1926. — 44 с.</p><a href=/pdf>Скачать</a>",
            ),
            "/item/1926",
            other=same(page("ru", "Электронная библиотека", "<p>Поиск</p>")),
        ),
        lives(
            "l-en-newspaper",
            page(
                "en",
                "Borderland Chronicle",
                "<h1>Bridge at Brody reopens</h1>" + prose("The bridge was reopened on Saturday.", times=2),
                news=True,
            ),
            "/2012/07/bridge.html",
            title="Bridge at Brody reopens",
            other=same(page("en", "Borderland Chronicle", "", news=True)),
        ),
        lives(
            "l-en-newspaper-bare",
            page(
                "en",
                "Borderland Chronicle",
                "<h1>Bridge at Brody reopens</h1>" + prose("The bridge was reopened on Saturday.", times=2),
                news=True,
            ),
            "/2012/07/bridge.html",
            other=same(page("en", "Borderland Chronicle", "", news=True)),
        ),
        lives(
            "l-fr-noindex",
            page(
                "fr",
                "Archives",
                "<h1>Fonds du moulin</h1><p>3 cartons, 1821-1907.</p>",
                head="<meta name=robots content='noindex,nofollow'>",
            ),
            "/fonds/12",
        ),
        lives(
            "l-de-xrobots",
            page("de", "Archiv", "<h1>Zunftbuch</h1><p>Papier, 84 Bl.</p>"),
            "/bestand/9",
            headers=("X-Robots-Tag: noindex",),
        ),
        # ---- routes that read a part of the address
        any_slug(
            "l-slug-news",
            page(
                "en", "Bridge reopens – News", "<h1>Bridge reopens</h1>" + prose("The bridge was reopened on Saturday.")
            ),
            "/news/48121/bridge-reopens",
        ),
        any_slug(
            "l-slug-title",
            page("pl", "Otwarto most – Portal", "<h1>Otwarto most</h1>" + prose("W sobotę otwarto most.")),
            "/wiadomosci/48121/otwarto-most",
            title="Otwarto most",
        ),
        any_slug(
            "l-slug-short",
            page("ru", "Мост", "<h1>Мост открыт</h1><p>Мост открыли в субботу.</p>"),
            "/novosti/48121/most",
        ),
        any_slug("l-slug-item", page("uk", "Шабля", "<p>Шабля, XVII ст.</p>"), "/item/5512/shablia"),
        any_slug(
            "l-slug-book",
            page("de", "Die Steppe", "<h1>Die Steppe</h1><p>Wien 1901, 211 S.</p>"),
            "/book/881/die-steppe",
            title="Die Steppe",
        ),
        any_slug(
            "l-slug-page",
            page("cs", "Kronika", "<h1>Kronika obce</h1>" + prose("Roku 1932 shořel mlýn.")),
            "/kronika/view/1",
        ),
        # ---- queries
        lives(
            "l-query-id",
            page("pl", "Portal – Otwarcie mostu", "<h1>Otwarcie mostu</h1>" + prose("W sobotę otwarto most.", times=1)),
            "/index.php?id=4711",
            other=same(page("pl", "Portal", "", news=True)),
        ),
        lives(
            "l-query-wiki",
            page("en", "Kurgan – Wiki", "<h1>Kurgan</h1><p>A kurgan is a mound.</p>"),
            "/w/index.php?title=Kurgan&oldid=12",
            other=same(page("en", "Bad title – Wiki", "<p>The requested page title is invalid.</p>")),
        ),
        lives(
            "l-wiki-stub",
            page("uk", "Курган — Вікі", "<h1>Курган</h1><p>Курган — насип. Ця стаття є заготовкою.</p>"),
            "/wiki/Kurhan",
            other=same(page("uk", "Створення сторінки", "<p>Такої статті ще немає. Створіть її!</p>")),
        ),
        # ---- sites that show one page, or never say 404
        lives(
            "l-home-all",
            page("en", "Borderland Museum", "<p>Plan your visit: open daily from ten to five.</p>", news=True),
            "/",
            other=_HOME_EN,
        ),
        lives(
            "l-one-page",
            page(
                "pl",
                "Zakład Historii Stepu",
                "<h1>Zakład Historii Stepu</h1>" + prose("Zakład powstał w 1957 roku i bada osadnictwo.", times=8),
            ),
            "/zaklad",
            title="Zakład Historii Stepu",
            other=same(
                page(
                    "pl",
                    "Zakład Historii Stepu",
                    "<h1>Zakład Historii Stepu</h1>" + prose("Zakład powstał w 1957 roku i bada osadnictwo.", times=8),
                )
            ),
        ),
        lives(
            "l-error-home",
            page("ru", "Музей: коллекция сабель", "<p>Сабли XVII века, 14 предметов.</p>", news=True),
            "/kollektsiya/sabli",
            other=same(page("ru", "Музей", "<p>Добро пожаловать!</p>", news=True)),
        ),
        lives(
            "l-class-word",
            page(
                "en",
                "Error pages of the codex",
                "<h1>Error pages of the codex</h1>" + prose("Scribes err."),
                body='class="post-404 single"',
            ),
            "/codex/errors",
        ),
        lives(
            "l-class-id",
            page(
                "pl",
                "Szlak",
                "<h1>Szlak</h1>" + prose("Szlak wiódł przez bród."),
                body='class="postid-404 page-id-404"',
            ),
            "/szlak/404",
        ),
        lives(
            "l-canonical-other",
            page(
                "en",
                "Caravans",
                "<h1>Caravans</h1>" + prose("Camels walked."),
                head='<link rel="canonical" href="/essays/caravans-of-the-steppe">',
            ),
            "/e/77",
        ),
        # ---- other kinds
        lives(
            "l-json-record",
            '{"id": 12, "title": "Szlaki stepu", "errors": [], "error": null, "status": "ok"}',
            "/api/rekord/12",
            kind="application/json",
        ),
        lives(
            "l-json-csl",
            '{"title":"Error analysis","status":"published","code":404}',
            "/csl/9",
            kind="application/json",
        ),
        lives(
            "l-pdf-viewer",
            page("en", "steppe.pdf", "<div id=viewer></div><iframe src=/files/steppe.pdf></iframe>", bare=True),
            "/view/steppe.pdf",
        ),
        lives(
            "l-pdf-embed",
            page("pl", "Podgląd", "<object data=/pliki/tom7.pdf type=application/pdf></object>", bare=True),
            "/podglad/tom7",
        ),
        lives(
            "l-text",
            "Szlaki stepu\n\nKarawany szły od studni do studni.\n",
            "/txt/szlaki.txt",
            kind="text/plain; charset=utf-8",
        ),
        lives(
            "l-djvu-frame",
            "<html><head><title>Том</title></head><frameset cols='*,*'><frame src=/a><frame src=/b></frameset></html>",
            "/tom3/index.htm",
        ),
        lives(
            "l-video",
            page("uk", "Розмова з літописцем", "<video src=/v.mp4></video>"),
            "/watch?v=abc123",
            title="Розмова з літописцем",
        ),
        lives(
            "l-links-list",
            page(
                "de",
                "Linksammlung Steppe",
                "<ul>" + "".join(f"<li><a href=//h{n}.test/>Quelle {n}</a></li>" for n in range(30)) + "</ul>",
            ),
            "/links.html",
        ),
    ]


def unworded() -> list[Behaviour]:
    return [*gone_rows(), *living_rows()]
