"""A hundred more behaviours, after the pages that well-known walls, hosts, registrars and programs give.

Written before their rules.
"""

from __future__ import annotations

import asyncio
import gzip
import struct
import zlib

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.servers import Exchange

_MENU = {
    "pl": "Strona główna|O nas|Numery|Autorzy|Kontakt|Polityka prywatności",
    "ru": "Главная|О журнале|Номера|Авторы|Контакты|Поиск по сайту",
    "uk": "Головна|Про часопис|Номери|Автори|Контакти|Пошук",
    "be": "Галоўная|Пра часопіс|Нумары|Аўтары|Кантакты|Пошук",
    "en": "Home|About|Issues|Authors|Contact|Privacy policy",
    "de": "Startseite|Über uns|Hefte|Autoren|Kontakt|Impressum",
    "cs": "Úvod|O nás|Čísla|Autoři|Kontakt|Ochrana údajů",
    "lt": "Pradžia|Apie mus|Numeriai|Autoriai|Kontaktai|Paieška",
    "fr": "Accueil|À propos|Numéros|Auteurs|Contact|Mentions légales",
}
_PROSE = {
    "pl": "Zimą wóz grzązł w śniegu, a podróżni nocowali u młynarza, który spisywał ich imiona. ",
    "ru": "Зимой обоз вяз в снегу, и путники ночевали у мельника, который записывал их имена. ",
    "uk": "Узимку обоз грузнув у снігу, і подорожні ночували в мірошника, який записував їхні імена. ",
    "be": "Зімой абоз гразнуў у снезе, і падарожныя начавалі ў млынара, які запісваў іх імёны. ",
    "en": "In winter the carts sank into the snow, and travellers slept at the miller's, who wrote down their names. ",
    "de": "Im Winter versanken die Wagen im Schnee, und die Reisenden schliefen beim Müller. ",
    "cs": "V zimě se vozy bořily do sněhu a pocestní spali u mlynáře, který zapisoval jejich jména. ",
    "lt": "Žiemą vežimai klimpo sniege, o keliauninkai nakvojo pas malūnininką. ",
    "fr": "L'hiver, les chariots s'enfonçaient dans la neige et les voyageurs dormaient chez le meunier. ",
}
TITLE = "Księga młynarza z Rudawki"
AT = "/teksty/2014/ksiega-mlynarza"


def page(lang: str, title: str, body: str, head: str = "") -> str:
    """A page of a site: menus, styles, a footer."""
    menu = "".join(f"<li><a href='/m{n}'>{w}</a></li>" for n, w in enumerate(_MENU[lang].split("|")))
    return (
        f"<!DOCTYPE html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>"
        f"<link rel=stylesheet href=/s.css><style>body{{margin:0}}</style>{head}</head><body class=site>"
        f"<header><a href=/>Rudawka</a><nav><ul>{menu}</ul></nav></header><main>{body}</main>"
        "<footer>© 2009–2024 Rudawka</footer><script src=/app.js></script></body></html>"
    )


def prose(lang: str, times: int = 25) -> str:
    return f"<p>{_PROSE[lang] * times}</p>"


def article(lang: str = "pl", title: str = TITLE) -> str:
    return page(lang, title, f"<h1>{title}</h1>{prose(lang)}")


def plain(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def zstd(data: bytes) -> bytes:
    """A Zstandard frame of raw blocks."""
    frame = b"\x28\xb5\x2f\xfd" + bytes([0xA0]) + struct.pack("<I", len(data))
    for at in range(0, len(data), 60000):
        piece = data[at : at + 60000]
        frame += struct.pack("<I", (len(piece) << 3) | (at + 60000 >= len(data)))[:3] + piece
    return frame


def brotli(data: bytes) -> bytes:
    """A Brotli stream of uncompressed meta-blocks (RFC 7932, section 9.2)."""
    out = b""
    first = True
    for at in range(0, len(data), 60000):
        piece = data[at : at + 60000]
        # WBITS of 16 is one 0 bit; ISLAST 0, MNIBBLES 0 (4), MLEN-1 in 16 bits, ISUNCOMPRESSED 1
        bits = ((len(piece) - 1) << 3) | (1 << 19)
        if first:
            out += struct.pack("<I", bits << 1)[:3]
            first = False
        else:
            out += struct.pack("<I", bits)[:3]
        out += piece
    return out + b"\x03"


ARTICLE = answer(article())


def seen() -> list[Behaviour]:
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"seen-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "dead", "suspect", reply, title, at)

    def dead(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "dead", "dead-now", reply, title, at)

    def walled(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "blocked", reply, title, at)

    def failing(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "suspect", reply, title, at)

    def down(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "unreachable", reply, title, at)

    def everywhere(body: str | bytes, status: str = "200 OK", *headers: str) -> Reply:
        return {"*": answer(body, status, *headers)}

    # ------------------------------------------------------------ walls against programs
    walled(
        "anubis",
        everywhere(
            plain(
                "Making sure you&#39;re not a bot!",
                "<main><h1 id=title class=centered-div>Making sure you&#39;re not a bot!</h1><img "
                "src=/.within.website/x/"
                "cmd/anubis/static/img/pensive.webp><p id=status>Loading...</p><script async type=module src=/.within."
                "website/x/cmd/anubis/static/js/main.mjs></script><details><summary>Why am I seeing "
                "this?</summary><p>You"
                " are seeing this because the administrator of this website has set up Anubis to protect the server "
                "against the scourge of AI companies aggressively scraping websites. This can and does cause "
                "downtime for"
                " the websites, which makes their resources inaccessible for "
                "everyone.</p></details><noscript><p>Sadly, "
                "you must enable JavaScript to get past this challenge.</p></noscript></main>",
                '<script id="anubis_challenge" type="application/json">{"rules":{"difficulty":4}}</script>',
            )
        ),
        TITLE,
    )
    walled(
        "anubis-pl",
        everywhere(
            plain(
                "Upewniamy się, że nie jesteś botem!",
                "<h1>Upewniamy się, że nie jesteś botem!</h1><p id=status>Ładowanie...</p><p>Niestety, musisz włączyć "
                "JavaScript, aby przejść tę weryfikację.</p><footer>Chronione przez Anubis od Techaro.</footer>",
                '<script id="anubis_challenge" type="application/json">{}</script>',
            )
        ),
    )
    walled(
        "ddos-guard",
        everywhere(
            plain(
                "DDoS-Guard",
                "<div id=h1>Checking your browser before accessing rudawka.test</div><p id=wait>Please wait a few "
                "seconds."
                " Once this check is complete, the website will open automatically</p><p id=request-id>Request ID: 9f8e"
                "</p>",
                "<script src=/.well-known/ddos-guard/js-challenge/index.js></script>",
            ),
            "200 OK",
            "Server: ddos-guard",
        ),
        TITLE,
    )
    walled(
        "akamai-verify",
        everywhere(
            '<!DOCTYPE html><html><head><meta http-equiv="refresh" content="5; URL=\'/teksty/2014/ksiega-mlynarza?'
            "bm-verify=AAQAAAAJ_____2'\" /></head><body><script>var i=1732; var j=i+Number('1'+'8');var xhr=new "
            "XMLHttpRequest();xhr.open('POST','/_sec/verify?provider=interstitial',false);xhr.send(JSON.stringify({"
            "'bm-verify':'AAQ','pow':j}));window.location.reload();</script></body></html>"
        ),
    )
    walled(
        "f5-rejected",
        everywhere(
            "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please "
            "consult with "
            "your administrator.<br><br>Your support ID is: 8712345609876<br><br><a href='javascript:history.back();'>"
            "[Go Back]</a></body></html>"
        ),
        TITLE,
    )
    walled(
        "f5-challenge",
        everywhere(
            '<!DOCTYPE html><html><head><meta http-equiv="Pragma" content="no-cache"/><script type="text/javascript">'
            '(function(){window["bobcmn"]="10111101010200000006200000005";})();</script><script src="/TSPD/08d?type=9">'
            "</script><noscript>Please enable JavaScript to view the page content.<br/>Your support ID is: 177.<br/>"
            "</noscript></head><body></body></html>"
        ),
    )
    walled(
        "incapsula",
        everywhere(
            '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><script src="/_Incapsula_'
            'Resource?SWJIYLWA=719d34d31c8e"></script></head><body style="margin:0px;height:100%"><iframe '
            'id="main-iframe"'
            ' src="/_Incapsula_Resource?CWUDNSAI=24&xinfo=9-1" width="100%">Request unsuccessful. Incapsula '
            "incident ID: "
            "1254000110-3347</iframe></body></html>"
        ),
    )
    walled(
        "sucuri",
        everywhere(
            "<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable "
            "javascript "
            "before you are allowed to see this page.</noscript><script>var s={},u,c,U,r,i,l=0,a,e=eval,w=String."
            "fromCharCode,sucuri_cloudproxy_js='',S='dj1TdHJpbmcuZnJvbUNoYXJDb2Rl';</script></html>"
        ),
    )
    walled(
        "sgcaptcha",
        {
            AT: answer(
                '<html><head><link rel="icon" href="data:;"><meta http-equiv="refresh" '
                'content="0;/.well-known/sgcaptcha/'
                '?r=%2Fteksty&y=ipc:1.2.3.4:1700"></meta></head></html>',
                "202 Accepted",
            ),
            "/.well-known/sgcaptcha/": answer(
                plain(
                    "Robot Challenge Screen",
                    "<h1>Checking the site connection security</h1><p>rudawka.test needs to "
                    "review the security of your connection before proceeding.</p>",
                ),
                "202 Accepted",
            ),
        },
    )
    walled(
        "imunify",
        everywhere(
            plain(
                "One moment, please...",
                "<div class=container><img class=spinner><h1>Please wait while your request is being verified...</h1>"
                "<form id=wsidchk-form style=display:none action='/z0f76a1d14fd21a8fb5fd0d03e0fdc3d3cedae52f' "
                "method=get>"
                "<input type=hidden id=wsidchk name=wsidchk></form></div>",
            )
        ),
        TITLE,
    )
    walled(
        "cookie-by-script",
        everywhere(
            '<html><body><script type="text/javascript" src="/aes.js" ></script><script>function toNumbers(d){var e=[];'
            "return e}var "
            'a=toNumbers("f655ba9d09a112d4968c63579db590b4");document.cookie="__test="+toHex(slowAES.decrypt'
            '(c,2,a,b))+"; max-age=21600; path=/"; location.href="/teksty/2014/ksiega-mlynarza?i=1";</script><noscript>'
            "This site requires Javascript to work, please enable Javascript in your browser or use a browser with "
            "Javascript support</noscript></body></html>"
        ),
    )
    walled(
        "vercel",
        everywhere(
            plain("Vercel Security Checkpoint", "<p id=header-text>We're verifying your browser</p>"),
            "429 Too Many Requests",
            "X-Vercel-Mitigated: challenge",
        ),
    )
    walled(
        "press-and-hold",
        everywhere(
            plain(
                "Access to this page has been denied.",
                "<div class=px-captcha-container><div class=px-captcha-header>Before we continue...</div><div class="
                "px-captcha-message>Press &amp; Hold to confirm you are a human (and not a bot).</div><p>Reference "
                "ID 8f6</p>"
                "</div><script src=/captcha/captcha.js></script>",
            )
        ),
        TITLE,
    )
    walled(
        "yandex-captcha",
        {
            AT: to("/showcaptcha?cc=1&mt=8C&retpath=aHR0cHM6&t=2"),
            "/showcaptcha": answer(
                plain(
                    "Вы не робот?",
                    "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но "
                    "запросы с вашего устройства похожи на автоматические.</p><form action=/checkcaptcha><input "
                    "type=submit value='Я не робот'></form>",
                )
            ),
        },
        TITLE,
    )
    walled(
        "radware",
        {
            AT: to("http://validate.perfdrive.test:{port}/validate?ssa=1a&ssb=2b&ssc=http%3A%2F%2Frudawka"),
            "/validate": answer(
                plain(
                    "Radware Captcha Page",
                    "<h1>We apologize for the inconvenience...</h1><p>...but your "
                    "activity and behavior on this site made us think that you are a bot.</p><p>Please solve this "
                    "CAPTCHA to request unblock to the website</p>",
                )
            ),
        },
    )
    walled(
        "ru-browser-check",
        everywhere(
            plain(
                "Проверка браузера",
                "<h1>Проверяем ваш браузер</h1><p>Это займёт несколько секунд. После "
                "проверки вы будете автоматически перенаправлены на сайт.</p><script src=/vddosw3data.js></script>",
            )
        ),
        TITLE,
    )
    walled(
        "under-attack",
        everywhere(
            plain(
                "Just a moment...",
                "<h1>Checking your browser before accessing rudawka.test.</h1><p>This process is "
                "automatic. Your browser will redirect to your requested content shortly.</p><p>DDoS protection by "
                "Cloudflare</p><form id=challenge-form action=/?__cf_chl_jschl_tk__=1></form>",
            ),
            "503 Service Unavailable",
            "Server: cloudflare",
        ),
    )
    walled(
        "limited-by-owner",
        everywhere(
            plain(
                "Your access to this site has been limited",
                "<h1>Your access to this site has been limited by the site "
                "owner</h1><p>Your access to this service has been limited. (HTTP response code 503)</p><p>If "
                "you think "
                "you have been blocked in error, contact the owner of this site for assistance.</p>",
            ),
            "503 Service Unavailable",
        ),
    )
    walled(
        "region-200",
        everywhere(
            page(
                "en",
                "Not available in your region",
                "<h1>Sorry, this content is not available in your region"
                "</h1><p>Due to licensing rights this page can only be viewed in certain countries.</p>",
            )
        ),
        TITLE,
    )
    walled(
        "eea-200",
        everywhere(
            plain(
                "rudawka.test",
                "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting "
                "to access this website from a country belonging to the European Economic Area (EEA) including "
                "the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot "
                "be granted at this time.</p>",
            )
        ),
    )
    walled(
        "provider-warning",
        {
            AT: to("http://warning.provider.test:{port}/zapret?id=17&url=rudawka"),
            "/zapret": answer(
                plain(
                    "Доступ ограничен",
                    "<h1>Доступ к запрашиваемому ресурсу ограничен</h1><p>Доступ к "
                    "информационному ресурсу ограничен на основании Федерального закона от 27 июля 2006 г. "
                    "№ 149-ФЗ «Об информации».</p>",
                )
            ),
        },
    )
    walled(
        "filter-page",
        everywhere(
            plain(
                "Web Filter Violation",
                "<h2>FortiGuard Intrusion Prevention - Access Blocked</h2><h3>Web Page "
                "Blocked</h3><p>You have tried to access a web page that is in violation of your Internet usage "
                "policy.</p><p>Category: Newly Observed Domain</p>",
            )
        ),
        TITLE,
    )
    walled(
        "cs-robot",
        everywhere(
            plain(
                "Ověření",
                "<h1>Ověřujeme, že nejste robot</h1><p>Vyčkejte prosím několik sekund, poté budete přesměrováni.</p>",
            )
        ),
        TITLE,
    )
    walled(
        "pdf-robot",
        everywhere(
            plain(
                "Rudawka Direct",
                "<h1>Are you a robot?</h1><p>Please confirm you are a human by completing the "
                "captcha challenge below.</p><p>Reference number: 8e21</p>",
            )
        ),
        TITLE,
        "/science/article/pii/S0304/pdfft.pdf",
    )
    walled("waf-202", everywhere("", "202 Accepted", "x-amzn-waf-action: challenge", "Server: CloudFront"))
    walled(
        "fr-robot",
        everywhere(
            plain(
                "Vérification de sécurité",
                "<p>Nous vérifions que vous n'êtes pas un robot. Veuillez activer "
                "JavaScript et les cookies pour continuer.</p>",
            )
        ),
    )
    walled(
        "uk-access",
        everywhere(
            plain(
                "Доступ заборонено",
                "<h1>Доступ заборонено</h1><p>Ваша IP-адреса заблокована адміністратором "
                "сайту через підозрілу активність.</p>",
            )
        ),
        TITLE,
    )

    # ------------------------------------------------------------ logins, consent, payment
    walled(
        "cas-303",
        {
            AT: to("/cas/login?service=http%3A%2F%2Frudawka", "303 See Other"),
            "/cas/login": answer(
                plain(
                    "CAS – Central Authentication Service",
                    "<form method=post id=fm1><label>Username"
                    "<input name=username></label><label>Password<input type=password name=password></label>"
                    "<input type=hidden name=execution value=e1s1><button>LOGIN</button></form>",
                )
            ),
        },
        TITLE,
    )
    failing(
        "saml-post",
        everywhere(
            '<html><body onload="document.forms[0].submit()"><noscript><p><strong>Note:</strong> Since your browser '
            "does not support JavaScript, you must press the Continue button once to proceed.</p></noscript><form "
            'action="https&#x3a;&#x2f;&#x2f;idp.uni.test&#x2f;idp&#x2f;profile&#x2f;SAML2&#x2f;POST&#x2f;SSO" '
            'method="post"><input type="hidden" name="RelayState" value="ss"/><input type="hidden" '
            'name="SAMLRequest" value="PD94"/><noscript><input type="submit" value="Continue"/></noscript></form>'
            "</body></html>"
        ),
    )
    walled(
        "consent-way",
        {
            AT: to("/zustimmung?url=http%3A%2F%2Frudawka%2Fteksty"),
            "/zustimmung": answer(
                plain(
                    "Rudawka Zeitung",
                    "<h1>Rudawka mit Werbung lesen</h1><p>Besuchen Sie unsere Seite "
                    "wie gewohnt mit Werbung und Tracking. Details zum Tracking finden Sie in der "
                    "Datenschutzerklärung.</p><button>Einverstanden</button><p>Oder nutzen Sie das Pur-Abo."
                    "</p>",
                )
            ),
        },
        TITLE,
    )
    walled(
        "cookie-absent",
        {
            AT: to("/action/cookieAbsent"),
            "/action/cookieAbsent": answer(
                page(
                    "en",
                    "Cookie Absent",
                    "<h1>Error - Cookies Turned Off</h1><p>This site "
                    "requires the use of cookies to function. Please enable cookies in your browser."
                    "</p>",
                )
            ),
        },
    )

    async def cookie_set(x: Exchange) -> None:
        if "cookieSet=1" in x.target and "GUID=7" in x.headers.get("cookie", ""):
            await x.redirect(AT)
        elif "GUID=7" in x.headers.get("cookie", ""):
            await x.raw(ARTICLE)
        else:
            await x.redirect(AT + "?cookieSet=1", 302, {"Set-Cookie": "GUID=7; path=/; HttpOnly"})

    lives("cookie-set", cookie_set, TITLE)
    walled(
        "google-signin",
        {
            AT: to("http://accounts.test:{port}/v3/signin/identifier?continue=https%3A%2F%2Fdocs&service=wise"),
            "/v3/signin/identifier": answer(
                plain(
                    "Sign in - Accounts",
                    "<h1>Sign in</h1><p>to continue to Docs</p><input "
                    "type=email name=identifier aria-label='Email or phone'><button>Next</button>",
                )
            ),
        },
        TITLE,
    )
    lives(
        "paywalled",
        answer(
            page(
                "en",
                "The Miller's Book of Rudawka - Borderland Review",
                "<h1>The Miller's Book of Rudawka</h1><p>In winter the carts sank.</p><div class=paywall><h2>Subscribe "
                "to continue reading</h2><p>Already a subscriber? Log in.</p><form><input type=password></form></div>",
            )
        ),
        "The Miller's Book of Rudawka",
    )
    walled(
        "ezproxy",
        {
            AT: to("http://login.ezproxy.test:{port}/ezproxy/login?qurl=http%3A%2F%2Frudawka"),
            "/ezproxy/login": answer(
                plain(
                    "Library proxy",
                    "<h1>Log in with your library card</h1><form method=post><input "
                    "name=user><input type=password name=pass></form>",
                )
            ),
        },
    )
    walled(
        "invited-readers",
        everywhere(
            plain(
                "Rudawka Notes",
                "<p>This blog is open to invited readers only</p><p>It doesn't look like you have "
                "been invited to read this blog. If you think this is a mistake, you might want to contact the "
                "blog author and request an invitation.</p>",
            )
        ),
        TITLE,
    )

    # ------------------------------------------------------------ nothing found, 200
    def soft(
        name: str, lang: str, title: str, text: str, heading: str = "", cited: str = "", same: bool = True
    ) -> None:
        body = page(lang, title, f"<h1>{heading or title}</h1><p>{text}</p>")
        reply: Reply = everywhere(body) if same else answer(body)
        gone(name, reply, cited)

    soft(
        "pl-ups",
        "pl",
        "Rudawka – portal",
        "Mogła zostać usunięta albo zmieniła adres. Skorzystaj z wyszukiwarki.",
        "Ups! Tej strony już tu nie ma",
    )
    soft("pl-artykul", "pl", "Rudawka", "Artykuł o podanym numerze nie istnieje w bazie.", "Komunikat", same=False)
    soft(
        "ru-snyat",
        "ru",
        "Рудавка. Журнал",
        "Возможно, редакция удалила его по просьбе автора.",
        "Материал снят с публикации",
        same=False,
    )
    soft("ru-element", "ru", "Рудавка – краеведческий портал", "Элемент не найден!", "Статьи", same=False)
    soft("uk-vydaleno", "uk", "Рудавка", "Можливо, його перенесено до архіву.", "Матеріал видалено", TITLE, same=False)
    soft(
        "be-niama",
        "be",
        "Рудаўка",
        "Праверце, ці правільна вы набралі адрас.",
        "Такой старонкі на сайце няма",
        same=False,
    )
    soft(
        "de-artikel",
        "de",
        "Rudawka Nachrichten",
        "Der gewünschte Artikel ist leider nicht mehr verfügbar.",
        "Hinweis",
        same=False,
    )
    soft("cs-clanek", "cs", "Rudawka", "Článek, který hledáte, byl odstraněn nebo přesunut.", "Upozornění", same=False)
    soft("lt-nerasta", "lt", "Rudavka", "Galbūt jis buvo perkeltas arba ištrintas.", "Puslapis nerastas", same=False)
    soft(
        "fr-envolee",
        "fr",
        "Rudawka",
        "Le lien que vous avez suivi est peut-être rompu.",
        "Oups, cette page s'est envolée",
        same=False,
    )
    soft(
        "en-moved-site",
        "en",
        "Rudawka Institute",
        "Our website has been redesigned and the page you are looking for no "
        "longer exists. Please start from the home page.",
        "We have a new website",
        same=False,
    )
    gone("ru-empty-frame", everywhere(page("ru", "Рудавка", "<div class=content></div>")), "Книга мельника из Рудавки")
    soft(
        "en-withdrawn",
        "en",
        "Repository of Rudawka",
        "This item has been withdrawn and is no longer available.",
        "Item withdrawn",
        "The Miller's Book of Rudawka",
        same=False,
    )
    soft(
        "en-identifier",
        "en",
        "Repository of Rudawka: Invalid Identifier",
        'The identifier "123456789/42" does not correspond to a valid item in this repository.',
        "Invalid Identifier",
        same=False,
    )
    gone(
        "vk-page",
        everywhere(
            plain("Ошибка", "<div class=message_page><h2>Ошибка</h2><p>Страница удалена либо ещё не создана.</p></div>")
        ),
        at="/id_rudawka",
    )
    gone(
        "disk",
        everywhere(
            plain(
                "Диск",
                "<h1>Ничего не найдено</h1><p>Возможно, владелец удалил файлы или закрыл к ним "
                "доступ, а может быть, вы опечатались в ссылке.</p>",
            )
        ),
        TITLE,
        "/d/AbC3dEf",
    )
    gone(
        "deleted-document",
        answer(
            plain(
                "Deleted document | Docshare",
                "<h1>This document was deleted by its owner</h1><p>Find other documents like this one.</p>",
            )
        ),
        at="/document/38812/Ksiega",
    )
    gone(
        "journal-purged",
        answer(plain("Ошибка — Живой дневник", "<h1>Журнал удалён и очищен</h1><p>Этот журнал удалён владельцем.</p>")),
        at="/1422.html",
    )
    gone(
        "typo-subdomain",
        {
            AT: to("/typo/?subdomain=rudawka"),
            "/typo/": answer(
                page(
                    "en",
                    "rudawka.test",
                    "<h1>rudawka.test doesn’t exist</h1><p>Do you want to register this address?</p>",
                )
            ),
        },
        TITLE,
    )
    dead(
        "account-410",
        everywhere(
            page("en", "Account deactivated", "<h1>410</h1><p>User deactivated or deleted their account.</p>"),
            "410 Gone",
        ),
    )
    gone(
        "pdf-front",
        everywhere(page("pl", "Rudawka – Instytut", "<h1>Witamy</h1>" + prose("pl", 6))),
        at="/pliki/ksiega_mlynarza_2014.pdf",
    )
    failing("pdf-empty", answer(b"", kind="application/pdf"), at="/pliki/tom3.pdf")
    gone(
        "no-results",
        {
            AT: to("/?s=ksiega+mlynarza"),
            "/": answer(
                page(
                    "pl",
                    "Wyniki wyszukiwania",
                    "<h1>Brak wyników dla „ksiega mlynarza”</h1><p>Spróbuj innych słów.</p>",
                )
            ),
        },
        TITLE,
    )
    gone(
        "json-record",
        answer('{"success": false, "message": "Record not found"}', kind="application/json"),
        at="/api/records/77",
    )
    failing(
        "php-fatal",
        answer(
            "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function mysql_connect() in "
            "/home/rudawka/public_html/inc/db.php:14\nStack trace:\n#0 {main}\n  thrown in <b>/home/"
            "rudawka/public_html/inc/db.php</b> on line <b>14</b><br />"
        ),
    )
    failing(
        "yellow-screen",
        answer(
            plain(
                "Runtime Error",
                "<span><h1>Server Error in '/' Application.<hr width=100%></h1>"
                "<h2><i>Runtime Error</i></h2></span><b> Description: </b>An application error "
                "occurred on the server.",
            )
        ),
    )
    failing(
        "joomla-offline",
        everywhere(
            plain(
                "Rudawka - Offline", "<p>Strona jest w trakcie prac konserwacyjnych.<br>Prosimy spróbować później.</p>"
            )
        ),
        TITLE,
    )
    gone(
        "mod-speling",
        answer(
            "<html><head><title>300 Multiple Choices</title></head><body><h1>Multiple Choices</h1>The "
            "document name you requested (<code>/teksty/2014/ksiega-mlynarza</code>) could not be found "
            "on this server. However, we found documents with names similar to the one you requested."
            "<ul><li><a href=/teksty/2014/ksiega-mlyna>ksiega-mlyna</a></ul></body></html>",
            "300 Multiple Choices",
        ),
    )
    gone(
        "closed-service",
        everywhere(
            page(
                "en",
                "Farewell from Pagehost",
                "<h1>Pagehost has closed</h1><p>After eleven years "
                "our free pages were switched off on 31 March. Thank you.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "ojs-index",
        {
            "/index.php/rudawka/article/view/123": to("/index.php/rudawka/index"),
            "/index.php/rudawka/index": answer(
                page("en", "Rudawka Studies", "<h1>Current Issue</h1>" + prose("en", 5))
            ),
        },
        at="/index.php/rudawka/article/view/123",
    )

    # ------------------------------------------------------------ parked, sold, switched off
    gone(
        "lander",
        {
            AT: answer(
                '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}'
                "</script></head></html>"
            ),
            "/lander": answer(
                '<!doctype html><html lang="en"><head><title></title><script defer="defer" src="https:'
                '//img1.wsimg.com/parking-lander/static/js/main.js"></script></head><body><div '
                'id="root"></div></body></html>'
            ),
        },
    )
    gone(
        "for-sale-way",
        {
            AT: to("http://marketplace.test:{port}/domain-for-sale.cfm?d=rudawka&e=test"),
            "/domain-for-sale.cfm": answer(
                plain(
                    "Rudawka.test is for sale",
                    "<h1>Rudawka.test</h1><p>is for sale. Buy it now: $2,895. 30-day money back guarantee.</p>",
                )
            ),
        },
    )
    gone(
        "home-parked",
        everywhere(
            plain(
                "Domena rudawka.test jest utrzymywana na serwerach",
                "<h1>rudawka.test</h1><p>Ta "
                "domena została zarejestrowana i zaparkowana. Jeśli jesteś właścicielem, zaloguj "
                "się do panelu klienta.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "not-linked",
        everywhere(
            plain(
                "Домен не прилинкован",
                "<h1>Домен не прилинкован ни к одной из директорий на "
                "сервере!</h1><p>Если вы владелец сайта, прилинкуйте домен в панели управления."
                "</p>",
            )
        ),
    )
    gone(
        "fr-hosting",
        everywhere(
            plain(
                "Félicitations ! Votre domaine a bien été créé",
                "<h1>Site en construction</h1><p>"
                "Votre hébergement est prêt, vous pouvez maintenant publier votre site.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "suspended-way",
        {
            AT: to("http://rudawka-host.test:{port}/cgi-sys/suspendedpage.cgi"),
            "/cgi-sys/suspendedpage.cgi": answer(
                plain(
                    "Account Suspended",
                    "<h1>Account Suspended</h1><p>"
                    "This Account has been suspended.</p><p>Contact your hosting"
                    " provider for more information.</p>",
                )
            ),
        },
    )
    gone(
        "server-default",
        everywhere(
            plain(
                "Welcome to nginx!",
                "<h1>Welcome to nginx!</h1><p>If you see this page, the "
                "nginx web server is successfully installed and working. Further configuration "
                "is required.</p>",
            )
        ),
    )
    gone(
        "sold-casino",
        everywhere(
            page(
                "en",
                "Rudawka88: Slot Gacor Hari Ini & Situs Slot Resmi",
                "<h1>Slot Gacor</h1><p>" + "Daftar situs slot resmi dengan bonus new member dan deposit pulsa. " * 25,
            )
        ),
        TITLE,
    )
    gone(
        "delegation-ended",
        everywhere(
            plain(
                "rudawka.test",
                "<p>Срок регистрации домена rudawka.test истёк. Администратор "
                "домена может продлить регистрацию в личном кабинете.</p>",
            )
        ),
    )
    gone(
        "de-coming",
        everywhere(
            plain(
                "rudawka.test",
                "<h1>Hier entsteht eine neue Internetpräsenz</h1><p>Diese Domain wurde"
                " soeben im Kundenauftrag registriert.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "lt-stopped",
        everywhere(
            plain(
                "Svetainė sustabdyta", "<h1>Svetainė laikinai sustabdyta</h1><p>Kreipkitės į savo paslaugų teikėją.</p>"
            )
        ),
    )
    gone(
        "uk-hosting",
        everywhere(
            plain(
                "Хостинг призупинено",
                "<h1>Обслуговування сайту призупинено</h1><p>Закінчився термін оплати хостингу.</p>",
            )
        ),
        TITLE,
    )
    gone(
        "cs-parked",
        everywhere(
            plain(
                "rudawka.test",
                "<h1>Doména je zaparkovaná</h1><p>Tato doména je registrována, ale nemá zatím žádný obsah.</p>",
            )
        ),
    )
    down(
        "origin-dns",
        everywhere(
            plain("Origin DNS error | rudawka.test", "<h1>Error 1016</h1><h2>Origin DNS error</h2>"),
            "530 <none>",
            "Server: cloudflare",
        ),
    )
    dead("no-app", everywhere(plain("No such app", "<p>There's nothing here, yet.</p>"), "404 Not Found"))
    dead(
        "bucket",
        everywhere(
            '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key '
            "does not exist.</Message><Key>teksty/ksiega</Key></Error>",
            "404 Not Found",
        ),
    )
    down(
        "bandwidth",
        everywhere(
            plain("509 Bandwidth Limit Exceeded", "<h1>Bandwidth Limit Exceeded</h1>"), "509 Bandwidth Limit Exceeded"
        ),
    )

    # ------------------------------------------------------------ living
    body = article().encode()
    long_head = page("pl", TITLE, f"<h1>{TITLE}</h1>" + prose("pl"))
    down("brotli-unasked", answer(brotli(body), "200 OK", "Content-Encoding: br"))
    down("zstd-unasked", answer(zstd(body), "200 OK", "Content-Encoding: zstd"), TITLE)
    lives(
        "gzip-garbage", answer(gzip.compress(body) + b"\0\0<!-- cached -->", "200 OK", "Content-Encoding: gzip"), TITLE
    )
    lives(
        "gzip-members",
        answer(gzip.compress(body[:500]) + gzip.compress(body[500:]), "200 OK", "Content-Encoding: gzip"),
        TITLE,
    )
    lives("deflate-raw", answer(zlib.compress(body)[2:-4], "200 OK", "Content-Encoding: deflate"), TITLE)
    lives("http2-line", bare("HTTP/2 200\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", body), TITLE)
    lives(
        "cp1251",
        bare(
            "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n",
            article("ru", "Книга мельника из Рудавки")
            .replace("charset=utf-8", "charset=windows-1251")
            .encode("cp1251", "replace"),
        ),
        "Книга мельника из Рудавки",
    )
    lives(
        "koi8-bare",
        bare(
            "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n",
            article("ru", "Книга мельника из Рудавки")
            .replace("<meta charset=utf-8>", "")
            .replace("©", "")
            .replace("–", "-")
            .encode("koi8-r"),
        ),
        "Книга мельника из Рудавки",
    )
    lives(
        "utf16",
        bare("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"\xff\xfe" + article().encode("utf-16-le")),
        TITLE,
    )
    lives(
        "title-late",
        answer(
            "<!DOCTYPE html><html><head><style>"
            + "/* x */" * 60000
            + "</style><title>"
            + TITLE
            + "</title></head><body>"
            + prose("pl")
            + "</body></html>"
        ),
        TITLE,
    )

    async def dripping(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n")
        for at in range(0, len(body), 400):
            await x.raw(body[at : at + 400])
            await asyncio.sleep(0.4)
        x.close()

    lives("dripping", dripping, TITLE)

    async def by_language(x: Exchange) -> None:
        if x.path.startswith(("/pl/", "/en/")):
            await x.raw(ARTICLE)
        else:
            await x.redirect(("/pl" if "pl" in x.headers.get("accept-language", "pl") else "/en") + x.path, 302)

    lives("by-language", {"*": by_language}, TITLE)
    lives("ominous-404", answer(article("pl", "404: historia jednego numeru wagonu")), at="/teksty/404-historia")
    lives(
        "ominous-ru",
        answer(article("ru", "Страница не найдена: утраченные листы летописи")),
        "Страница не найдена: утраченные листы летописи",
        "/listy/utrachennye",
    )
    lives(
        "ominous-sale",
        answer(article("en", "Domain for Sale? The market in names before 1914")),
        at="/essays/domain-for-sale",
    )
    lives("ominous-captcha", answer(article("en", "Are you a robot? A history of the Turing test")), at="/essays/robot")
    lives(
        "ominous-login",
        answer(article("de", "Anmeldung und Zugang: Bibliotheken um 1900")),
        at="/aufsatz/anmeldung-zugang",
    )
    lives(
        "octet-pdf",
        answer(
            b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj<<>>endobj\n" * 200 + b"%%EOF",
            "200 OK",
            'Content-Disposition: attachment; filename="ksi%C4%99ga.pdf"',
            kind="application/force-download",
        ),
        TITLE,
        "/index.php/r/article/download/12/9",
    )
    lives(
        "spa-og",
        answer(
            '<!doctype html><html><head><meta charset=utf-8><title>Rudawka</title><meta property="og:title" '
            f'content="{TITLE}"><script type=module src=/a.js></script></head><body><div id=root></div>'
            "<noscript>You need to enable JavaScript to run this app.</noscript></body></html>"
        ),
        TITLE,
    )
    failing(
        "spa-shell",
        everywhere(
            "<!doctype html><html><head><title>Biblioteka</title><script defer src=/main.9f.js></script>"
            "</head><body><app-root></app-root></body></html>"
        ),
        TITLE,
        "/handle/11089/4711",
    )
    lives("no-location", answer(article(), "302 Found"), TITLE)
    lives(
        "to-landing",
        {"/bitstream/1/2/ksiega.pdf": to("/handle/1/2"), "/handle/1/2": answer(article())},
        TITLE,
        "/bitstream/1/2/ksiega.pdf",
    )
    lives("partial", answer(body, "206 Partial Content", f"Content-Range: bytes 0-{len(body) - 1}/{len(body)}"), TITLE)
    lives(
        "frames",
        answer(
            "<html><head><title>Rudawka</title></head><frameset rows='80,*'><frame src=/gora.htm><frame "
            "src=/dol.htm><noframes>Ramki</noframes></frameset></html>"
        ),
        at="/rudawka/index.htm",
    )
    lives("short-note", answer(plain("Rudawka", "<p>Młyn stał nad rzeką do 1944 r.</p>")), at="/mlyny/rudawka.html")
    lives(
        "old-html",
        bare(
            "HTTP/1.0 200 OK\nServer: thttpd\nContent-Type: text/html\n\n",
            "<TITLE>Rudawka</TITLE><BODY BGCOLOR=white><H1>Rudawka</H1>" + _PROSE["pl"] * 9,
        ),
        at="/~jk/rudawka.htm",
    )
    lives(
        "wiki-redirect",
        {
            "/wiki/Rudavka": answer(
                page(
                    "en", "Rudawka – Encyclopaedia", "<p>(Redirected from Rudavka)</p><h1>Rudawka</h1>" + prose("en", 3)
                )
            )
        },
        at="/wiki/Rudavka",
    )
    lives(
        "notice-above",
        answer(
            page(
                "pl",
                f"{TITLE} | Rudawka",
                "<div class='alert error'>Wystąpił błąd podczas ładowania "
                f"komentarzy. Spróbuj ponownie później.</div><h1>{TITLE}</h1>" + prose("pl"),
            )
        ),
    )
    lives(
        "new-design",
        {
            AT: to("/artykuly/4471,ksiega-mlynarza-z-rudawki.html", "301 Moved Permanently"),
            "/artykuly/4471,ksiega-mlynarza-z-rudawki.html": answer(long_head),
        },
        TITLE,
    )
    return found
