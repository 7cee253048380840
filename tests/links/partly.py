"""Pages without a cited title on sites that answer 404 to made-up addresses: eighty messages of which a list has some
words at most, and 120 living pages that sound like one."""

from __future__ import annotations

from links.behaviours import Behaviour
from links.unworded import gone, lives, page


def _none(n: int, lang: str, at: str, title: str, main: str, *, news: bool = False) -> Behaviour:
    return gone(f"partly-{n}-{lang}", page(lang, title, main, news=news), at, alone=True)


def _lives(n: int, lang: str, at: str, title: str, main: str, *, news: bool = False) -> Behaviour:
    return lives(f"partly-l{n}-{lang}", page(lang, title, main, news=news), at)


def partly() -> list[Behaviour]:
    """All rows; names are host names."""
    return [*_titled(), *_records(), *_denying(), *_unseen()]


def _titled() -> list[Behaviour]:
    """Messages, and titles that sound like one."""
    return [
        _none(1, "pl", "/teksty/841", "Kurier znad Bugu", "<h1>Tej notatki już u nas nie przeczytasz</h1>"),
        _none(
            2,
            "pl",
            "/artykul/7120",
            "Pod tym adresem nic już nie stoi",
            "<h1>Pod tym adresem nic już nie stoi</h1><p>Zajrzyj na stronę główną albo do spisu numerów.</p>",
            news=True,
        ),
        _none(
            3,
            "pl",
            "/dokument/55",
            "Biblioteka w Brodach",
            "<h2>Dokument, o który pytasz, gdzieś się zapodział</h2><p>Spróbuj później.</p>",
        ),
        _none(
            4,
            "pl",
            "/wpis?id=9914",
            "Blog o sadach",
            "<p>Nie udało nam się odszukać tego wpisu w naszych zbiorach.</p>",
            news=True,
        ),
        _none(5, "ru", "/news/30412", "Новости Полесья", "<h1>Этой заметки в нашей газете больше не прочесть</h1>"),
        _none(
            6,
            "ru",
            "/collection/5521",
            "Музей степи",
            "<h1>Хм…</h1><p>По указанному адресу у нас ничего не лежит.</p>",
            news=True,
        ),
        _none(
            7,
            "ru",
            "/stati/kurgan-12",
            "Страница, за которой вы пришли, куда-то подевалась",
            "<p>Страница, за которой вы пришли, куда-то подевалась. Загляните на главную.</p>",
        ),
        _none(8, "ru", "/doc/88", "Архив", "<h1>Запрошенный документ из архива изъят</h1><p>Вернитесь назад.</p>"),
        _none(9, "uk", "/dopys/77", "Часопис «Брід»", "<h1>Цього допису ви тут уже не побачите</h1>", news=True),
        _none(
            10,
            "uk",
            "/p/40112",
            "Часопис «Брід»",
            "<h2>Отакої</h2><p>За цією адресою вже ніхто не мешкає.</p>",
        ),
        _none(
            11,
            "uk",
            "/statti/mlyny-8",
            "Сторінка, яку ви шукаєте, щезла безслідно",
            "<h1>Сторінка, яку ви шукаєте, щезла безслідно</h1>",
        ),
        _none(12, "be", "/tekst/310", "Архіў прыходаў", "<h1>Гэтага тэксту на сайце ўжо не прачытаць</h1>"),
        _none(
            13,
            "be",
            "/page/612",
            "Наша вёска",
            "<p>Старонкі з такім нумарам мы не захавалі. Вярніцеся на галоўную.</p>",
            news=True,
        ),
        _none(14, "be", "/a/1904", "Па гэтым адрасе нічога не засталося", "<p>Прабачце.</p>"),
        _none(
            15,
            "en",
            "/story/2231",
            "The page you came for has wandered off – Steppe Review",
            "<h1>The page you came for has wandered off</h1><p>Try the front page instead.</p>",
        ),
        _none(
            16,
            "en",
            "/map/93",
            "Society of Ferrymen",
            "<h1>There is nothing left to read at this address</h1>",
            news=True,
        ),
        _none(17, "en", "/articles/18820", "Steppe Review", "<h1>This article is no longer with us</h1>"),
        _none(
            18,
            "en",
            "/docs/ledger-7",
            "Ledger Library",
            "<p>We looked everywhere but could not track down that document.</p>",
            news=True,
        ),
        _none(
            19,
            "en",
            "/node/5510",
            "Hello",
            "<h1>That story has been taken off our shelves</h1><p>Its editors decided so in spring.</p>",
        ),
        _none(20, "de", "/artikel/1204", "Heimatbote", "<h1>Diese Seite hat sich aus dem Staub gemacht</h1>"),
        _none(
            21,
            "de",
            "/beitrag/88",
            "Den Beitrag, den Sie suchen, führen wir nicht mehr",
            "<p>Stöbern Sie in unseren neuen Heften.</p>",
            news=True,
        ),
        _none(
            22,
            "de",
            "/urkunde/62",
            "Verein der Müller",
            "<h2>Huch!</h2><p>Unter dieser Adresse wohnt niemand mehr.</p>",
        ),
        _none(
            23,
            "de",
            "/dok/990",
            "Stadtarchiv",
            "<h1>Das gewünschte Dokument konnten wir nirgends aufstöbern</h1><p>Bitte prüfen Sie die Adresse.</p>",
        ),
        _none(24, "cs", "/list/62", "Spolek mlynářů", "<h1>Stránka, kterou hledáte, se někam zatoulala</h1>"),
        _none(
            25,
            "cs",
            "/clanek/7001",
            "Lidový kurýr",
            "<h1>Na této adrese už nic nebydlí</h1><p>Pokračujte na titulní stranu.</p>",
            news=True,
        ),
        _none(26, "cs", "/a/5512", "Tento článek si u nás už nepřečtete", "<p>Omlouváme se.</p>"),
        _none(27, "fr", "/article/318", "La Gazette", "<h1>La page que vous cherchez s'est fait la malle</h1>"),
        _none(
            28,
            "fr",
            "/doc/4410",
            "Archives du moulin",
            "<p>Ce document n'est plus rangé à cette adresse.</p>",
            news=True,
        ),
        _none(29, "lt", "/straipsnis/71", "Kraštiečių balsas", "<h1>Šio straipsnio pas mus nebeperskaitysite</h1>"),
        _none(
            30,
            "lt",
            "/p/8123",
            "Puslapis, kurio ieškote, kažkur nuklydo",
            "<h1>Puslapis, kurio ieškote, kažkur nuklydo</h1><p>Grįžkite į pradžią.</p>",
        ),
        # ---- living
        _lives(
            1,
            "pl",
            "/teksty/842",
            "Zaginiona strona kroniki",
            "<h1>Zaginiona strona kroniki</h1><p>Karta czternasta przepadła w pożarze ratusza. Jej treść znamy z "
            "odpisu "
            "proboszcza Kruka, który w 1811 roku przepisał połowę wpisów.</p>",
        ),
        _lives(
            2,
            "pl",
            "/wiadomosci/9008",
            "Nie znaleziono grobu Jana Kota",
            "<h1>Nie znaleziono grobu Jana Kota</h1><p>Archeolodzy zakończyli prace przy starej cerkwi. Odkryto "
            "fundamenty "
            "dzwonnicy i dwie monety.</p>",
            news=True,
        ),
        _lives(
            3,
            "pl",
            "/wiersz/15",
            "Nie ma takiego miasta",
            "<h1>Nie ma takiego miasta</h1><p>Nie ma takiego miasta,<br>jest tylko woda i trzcina.</p>",
        ),
        _lives(
            4,
            "pl",
            "/felieton/31",
            "Artykuł, którego nie napisałem",
            "<h1>Artykuł, którego nie napisałem</h1><p>Miał być o młynach. Pojechałem, wypiłem herbatę z młynarzem i "
            "wróciłem bez notatek.</p>",
        ),
        _lives(
            5,
            "pl",
            "/akty/1920-44",
            "Artykuł 12 został uchylony",
            "<h1>Artykuł 12 został uchylony</h1><p>Ustawa z dnia 4 marca 1920 r. o przewozach promowych. Art. 12 "
            "uchylono "
            "rozporządzeniem z 1927 r.</p>",
        ),
        _lives(
            6,
            "ru",
            "/pesni/8",
            "Нет такого города",
            "<h1>Нет такого города</h1><p>Нет такого города на реке,<br>есть песок и парус вдалеке.</p>",
        ),
        _lives(
            7,
            "ru",
            "/dnevnik/3",
            "Страница, вырванная из дневника",
            "<h1>Страница, вырванная из дневника</h1><p>Вера Бродова вспоминает, как цензор вырвал лист о паводке.</p>",
            news=True,
        ),
        _lives(
            8,
            "ru",
            "/zakon/58",
            "Статья 58 больше не действует",
            "<h1>Статья 58 больше не действует</h1><p>Дума исключила её из устава мельничного общества.</p>",
        ),
        _lives(
            9,
            "ru",
            "/rassledovaniya/12",
            "Документ не найден: судьба одного завещания",
            "<h1>Документ не найден: судьба одного завещания</h1><p>Нотариус Лапин искал его двадцать лет и нашёл "
            "только конверт с печатью.</p>",
        ),
        _lives(
            10,
            "uk",
            "/reportazh/5",
            "Цього села вже немає на мапі",
            "<h1>Цього села вже немає на мапі</h1><p>Від Бродок лишилися криниця, сад і три родини за річкою.</p>",
        ),
        _lives(
            11,
            "uk",
            "/kraj/16",
            "Зниклі адреси старого Поділля",
            "<h1>Зниклі адреси старого Поділля</h1><p>Вулиця Млинова, 3. Будинок розібрали на цеглу навесні.</p>",
            news=True,
        ),
        _lives(
            12,
            "uk",
            "/proza/40",
            "Сторінка, якої не було",
            "<h1>Сторінка, якої не було</h1><p>Оповідання Остапа Броди про палітурника, що вклеїв у книгу зайвий "
            "аркуш.</p>",
        ),
        _lives(
            13,
            "be",
            "/knihi/9",
            "Кніга, якой больш няма",
            "<h1>Кніга, якой больш няма</h1><p>Метрыка царквы згарэла ў 1915 годзе. Захаваўся толькі пералік "
            "імёнаў.</p>",
        ),
        _lives(
            14,
            "be",
            "/listy/22",
            "Артыкул не прыняты",
            "<h1>Артыкул не прыняты</h1><p>Ліст рэдактара Адаму Броду, 1926 год: занадта доўга пра жорны.</p>",
        ),
        _lives(
            15,
            "en",
            "/essays/61",
            "The article that never was",
            "<h1>The article that never was</h1><p>In 1932 a ferryman promised our journal a history of tolls. He sent "
            "us a pike instead.</p>",
        ),
        _lives(
            16,
            "en",
            "/radio/14",
            "This address no longer answers",
            "<h1>This address no longer answers</h1><p>A radio play in two acts by Ada Ferry. Cast: a postman, a "
            "widow, a "
            "dog.</p>",
        ),
        _lives(
            17,
            "en",
            "/notes/207",
            "A page missing from the Ford Book",
            "<h1>A page missing from the Ford Book</h1><p>Folio 14 was cut out before 1600; the stub shows a red "
            "initial.</p>",
            news=True,
        ),
        _lives(
            18,
            "en",
            "/blog/318",
            "We could not find the graves",
            "<h1>We could not find the graves</h1><p>Nettles covered the yard, and the sexton was away in Lublin.</p>",
        ),
        _lives(
            19,
            "en",
            "/news/4402",
            "The document has been moved to the National Library",
            "<h1>The document has been moved to the National Library</h1><p>The charter of 1411 left the town hall on "
            "Monday in an oak box.</p>",
        ),
        _lives(
            20,
            "en",
            "/poem/77",
            "Nothing left at Number Seven",
            "<h1>Nothing left at Number Seven</h1><p>Nothing left at Number Seven<br>but a bell rope and a hook.</p>",
        ),
        _lives(
            21,
            "de",
            "/strassen/31",
            "Diese Straße gibt es nicht mehr",
            "<h1>Diese Straße gibt es nicht mehr</h1><p>Die Mühlgasse verschwand 1952 unter dem Stausee, mit ihr elf "
            "Häuser.</p>",
        ),
        _lives(
            22,
            "de",
            "/erzaehlung/4",
            "Die verschwundene Seite",
            "<h1>Die verschwundene Seite</h1><p>Eine Erzählung von Anton Müller über einen Küster und seine Bibel.</p>",
        ),
        _lives(
            23,
            "de",
            "/recht/48",
            "Artikel 48 gilt nicht mehr",
            "<h1>Artikel 48 gilt nicht mehr</h1><p>Das Wassergesetz von 1913 trat zum Jahresende außer Kraft.</p>",
            news=True,
        ),
        _lives(
            24,
            "cs",
            "/kronika/6",
            "Ztracená stránka kroniky",
            "<h1>Ztracená stránka kroniky</h1><p>List sedmý vytrhl kronikář sám, když se pohádal s rychtářem.</p>",
        ),
        _lives(
            25,
            "cs",
            "/povidka/12",
            "Adresa, která neexistuje",
            "<h1>Adresa, která neexistuje</h1><p>Povídka Jana Brodského o listonoši a domě číslo nula.</p>",
        ),
        _lives(
            26,
            "cs",
            "/zpravy/905",
            "Dokument se nenašel, pátrání pokračuje",
            "<h1>Dokument se nenašel, pátrání pokračuje</h1><p>Archiváři z Opavy prohledali půdu fary i sklep "
            "pivovaru.</p>",
            news=True,
        ),
        _lives(
            27,
            "fr",
            "/etudes/19",
            "La page qui manque au manuscrit",
            "<h1>La page qui manque au manuscrit</h1><p>Le feuillet 14 du cartulaire fut vendu à Lyon en 1789.</p>",
        ),
        _lives(
            28,
            "fr",
            "/code/l12",
            "Cet article n'est plus en vigueur",
            "<h1>Cet article n'est plus en vigueur</h1><p>Article L. 12 du code des moulins, abrogé par la loi "
            "du 3 mai "
            "1921.</p>",
        ),
        _lives(
            29,
            "lt",
            "/apsakymai/2",
            "Dingęs puslapis",
            "<h1>Dingęs puslapis</h1><p>Jono Brastos apsakymas apie knygrišį ir raudoną siūlą.</p>",
        ),
        _lives(
            30,
            "lt",
            "/kaimai/54",
            "Šio kaimo nebėra žemėlapyje",
            "<h1>Šio kaimo nebėra žemėlapyje</h1><p>Brastų kaimą 1959 metais užliejo marios, liko tik kryžius ant "
            "kalvos.</p>",
        ),
    ]


def _records() -> list[Behaviour]:
    """Messages, and short records."""
    found: list[Behaviour] = []
    n = 100
    for lang, title, main in (
        ("pl", "Gazeta Mazur", "<h1>Oj, tej recenzji już nie pokazujemy</h1>"),
        ("pl", "Archiwum wsi", "<p>Takiego dokumentu w naszej bazie po prostu nie trzymamy. Wróć do wyszukiwarki.</p>"),
        ("pl", "Co za pech!", "<h1>Co za pech!</h1><p>Wpis, po który przyszedłeś, zapadł się pod ziemię.</p>"),
        ("pl", "Muzeum", "<h2>Ten eksponat nie jest już wystawiany na naszej witrynie</h2>"),
        ("ru", "Вестник", "<h1>Под этим номером у нас ничего не напечатано</h1>"),
        ("ru", "Ой", "<p>Материал, который вы хотели открыть, растворился в воздухе.</p>"),
        ("ru", "Библиотека", "<h1>Такую книгу мы на полках не держим</h1><p>Посмотрите в каталоге.</p>"),
        ("uk", "Вісник", "<h1>Тут цієї статті вже не почитаєш</h1>"),
        ("uk", "Бібліотека", "<p>Документа, по який ви завітали, ми не зберегли.</p>"),
        ("be", "Веснік", "<h1>Артыкул, які вы хацелі адкрыць, некуды падзеўся</h1>"),
        ("be", "Музей", "<p>Тут пуста: гэтай старонкі больш ніхто не трымае.</p>"),
        ("en", "The Ferry Post", "<h1>Whatever you hoped to read here has been swept away</h1>"),
        ("en", "Well…", "<p>Nobody here remembers this page. Head back home?</p>"),
        ("en", "Mill Museum", "<h1>The record you were after isn't in our catalogue these days</h1>"),
        ("de", "Oderblatt", "<h1>Hier stand einmal ein Artikel, jetzt steht hier nichts mehr</h1>"),
        ("de", "Archiv", "<p>Zu dieser Nummer liegt uns kein Dokument vor. Zurück zur Übersicht.</p>"),
        ("cs", "Noviny", "<h1>Tuhle stránku jsme už dávno odklidili</h1>"),
        ("cs", "Muzeum", "<p>Pod tímto odkazem už žádný text nevisí.</p>"),
        ("fr", "Le Bac", "<h1>Plus personne ne publie cette page ici</h1>"),
        ("lt", "Muziejus", "<h1>Tokio dokumento mūsų fonduose nelaikome</h1>"),
    ):
        n += 1
        found.append(_none(n, lang, f"/x/{n * 37}", title, main, news=n % 2 == 0))
    for lang, title, main in (
        ("pl", "Karta 204", "<h1>Młyn w Brodach</h1><p>Do tego obiektu nie dodano jeszcze fotografii.</p>"),
        ("pl", "Nie ma mnie w domu", "<h1>Nie ma mnie w domu</h1><p>Piosenka z tomu „Przewoźnik”, 1931.</p>"),
        ("pl", "Errata", "<p>W tym numerze na stronie 14 nie wydrukowano nazwiska autora, Jana Kota.</p>"),
        ("pl", "Ten dokument nie kłamie", "<h1>Ten dokument nie kłamie</h1><p>Wystawa w ratuszu, wstęp wolny.</p>"),
        ("ru", "Паром", "<h1>Паром на Случи</h1><p>К этой записи ещё нет комментариев.</p>"),
        ("ru", "Эта книга не о войне", "<h1>Эта книга не о войне</h1><p>Беседа с Верой Бродовой.</p>"),
        ("ru", "Поправка", "<p>В нашей статье о паромах не указан год постройки моста: 1911.</p>"),
        ("uk", "Цей текст не для друку", "<h1>Цей текст не для друку</h1><p>Спогад складача Остапа.</p>"),
        ("uk", "Фото 8", "<p>Брід улітку. Автора цієї світлини ми не знаємо.</p>"),
        ("be", "Гэты ліст не дайшоў", "<h1>Гэты ліст не дайшоў</h1><p>З пошты Адама Брода, 1921.</p>"),
        ("be", "Запіс 12", "<h1>Песня пра млын</h1><p>Тэкст гэтай песні не захаваўся.</p>"),
        ("en", "Item 44: Ledger of tolls", "<p>This item has not been digitised. Ask at the desk.</p>"),
        ("en", "This story does not end well", "<h1>This story does not end well</h1><p>By Ada Ferry.</p>"),
        ("en", "Correction", "<p>Our article on fords did not name its photographer, A. Kos.</p>"),
        ("de", "Dieses Buch ist kein Roman", "<h1>Dieses Buch ist kein Roman</h1><p>Von Anton Müller.</p>"),
        ("de", "Blatt 9", "<h1>Mühle bei Görlitz</h1><p>Zu diesem Bild gibt es keine Angaben.</p>"),
        ("cs", "Tento dopis neodešel", "<h1>Tento dopis neodešel</h1><p>Z pozůstalosti J. Brodského.</p>"),
        ("cs", "Fotografie 3", "<p>Brod v létě. Autora tohoto snímku neznáme.</p>"),
        ("fr", "Ceci n'est pas une page", "<h1>Ceci n'est pas une page</h1><p>Huile sur bois, 1931.</p>"),
        ("lt", "Nuotrauka 5", "<h1>Malūnas prie Brastos</h1><p>Šios nuotraukos autoriaus nežinome.</p>"),
    ):
        n += 1
        found.append(_lives(n, lang, f"/x/{n * 37}", title, main, news=n % 2 == 0))
    return found


def _denying() -> list[Behaviour]:
    """Messages, and records that lack something."""
    found: list[Behaviour] = []
    n = 200
    for lang, title, main in (
        ("pl", "Kronika", "<h1>Tutaj był kiedyś artykuł, ale już go nie ma</h1>"),
        ("pl", "Głos znad Wkry", "<p>Tej podstrony nigdzie u nas nie widać. Wróć na początek.</p>"),
        ("pl", "Oj!", "<h1>Adres, który otwierasz, prowadzi donikąd</h1>"),
        ("ru", "Голос", "<h1>Здесь была статья, но её уже убрали со стены</h1>"),
        ("ru", "Каталог", "<p>Карточки с таким шифром у нас не водится.</p>"),
        ("uk", "Голос", "<h1>Матеріал, що вас цікавить, у нас більше не друкується</h1>"),
        ("uk", "Каталог", "<p>Такого запису в жодній з наших шухляд немає.</p>"),
        ("be", "Голас", "<h1>Тут была навіна, ды сплыла</h1>"),
        ("en", "The Gleaner", "<h1>You have reached a page we no longer keep</h1>"),
        ("en", "Hmm", "<p>Sorry, but our librarian cannot lay hands on this document.</p>"),
        ("de", "Die Mühle", "<h1>Wir können Ihnen diesen Artikel hier leider nicht mehr zeigen</h1>"),
        ("de", "Tja", "<p>Die Seite, zu der Sie wollten, haben wir eingemottet.</p>"),
        ("cs", "Brod", "<h1>Takový záznam v naší kartotéce nevedeme</h1>"),
        ("fr", "Le Gué", "<h1>Vous cherchiez un article ? Il n'y en a plus ici</h1>"),
        ("lt", "Brasta", "<h1>Čia straipsnio jau niekas neberas</h1>"),
    ):
        n += 1
        found.append(_none(n, lang, f"/y/{n * 37}", title, main, news=n % 2 == 0))
    for lang, title, main in (
        ("pl", "Młyn, olej", "<h1>Młyn, olej na płótnie</h1><p>Brak zdjęcia tego obrazu.</p>"),
        ("pl", "Jan Kot", "<h1>Jan Kot</h1><p>Nie ma go już z nami.</p>"),
        ("pl", "Sady", "<h1>Sady</h1><p>Nakład wyczerpany. Książki nie ma już w sprzedaży.</p>"),
        ("pl", "Ogłoszenie 12", "<p>Sprzedam łódź. Ogłoszenie nieaktualne od 1 maja.</p>"),
        ("pl", "Przystań", "<h1>Przystań</h1><p>Brak nadchodzących wydarzeń.</p>"),
        ("pl", "Indeks osób: K", "<p>Kot Jan, 12. Kruk Adam, 14. Brak haseł na literę Q.</p>"),
        ("pl", "Tu już nie kursuje prom", "<h1>Tu już nie kursuje prom</h1><p>Fotoreportaż.</p>"),
        ("pl", "Nikt tu nie czyta", "<h1>Nikt tu nie czyta</h1><p>Jednoaktówka Ady Brodowej.</p>"),
        ("ru", "Лодка", "<h1>Лодка</h1><p>Изображение отсутствует. Инв. 311.</p>"),
        ("ru", "Песня 7", "<h1>Песня 7</h1><p>Ноты не сохранились, текст записан в Бродах.</p>"),
        ("ru", "Вера Бродова", "<h1>Вера Бродова</h1><p>Её больше нет с нами.</p>"),
        ("ru", "Здесь никто не живёт", "<h1>Здесь никто не живёт</h1><p>Повесть, 1931.</p>"),
        ("ru", "Сборник", "<h1>Сборник «Паром»</h1><p>Тираж распродан, книги больше нет в продаже.</p>"),
        ("uk", "Човен", "<h1>Човен</h1><p>Зображення немає.</p>"),
        ("uk", "Лист 4", "<h1>Лист 4</h1><p>Кінець документа втрачено.</p>"),
        ("uk", "Тут уже не співають", "<h1>Тут уже не співають</h1><p>Нарис Остапа Броди.</p>"),
        ("be", "Човен", "<h1>Човен</h1><p>Няма здымка.</p>"),
        ("be", "Адам Брод", "<h1>Адам Брод</h1><p>Ужо не жыве ў вёсцы.</p>"),
        ("en", "Ferry bell", "<h1>Ferry bell</h1><p>No image available.</p>"),
        ("en", "Toll song", "<h1>Toll song</h1><p>There are no comments on this post yet.</p>"),
        ("en", "Ada Ferry", "<h1>Ada Ferry</h1><p>She is no longer with us.</p>"),
        ("en", "Fords of the Wkra", "<h1>Fords of the Wkra</h1><p>This book is no longer in print.</p>"),
        ("en", "Map 3", "<h1>Map 3</h1><p>The original of this map has been lost since 1914.</p>"),
        ("en", "Nobody lives here", "<h1>Nobody lives here</h1><p>A song, two verses.</p>"),
        ("en", "Tide table", "<h1>Tide table</h1><p>No events are planned here this month.</p>"),
        ("de", "Glocke", "<h1>Glocke</h1><p>Kein Bild vorhanden.</p>"),
        ("de", "Mühlenbuch", "<h1>Mühlenbuch</h1><p>Das Buch ist vergriffen und wird nicht mehr gedruckt.</p>"),
        ("de", "Brief 8", "<h1>Brief 8</h1><p>Die letzte Seite dieses Briefes fehlt.</p>"),
        ("de", "Hier wohnt keiner mehr", "<h1>Hier wohnt keiner mehr</h1><p>Erzählung.</p>"),
        ("cs", "Zvon", "<h1>Zvon</h1><p>Obrázek není k dispozici.</p>"),
        ("cs", "Tady už nikdo nemele", "<h1>Tady už nikdo nemele</h1><p>Črta.</p>"),
        ("cs", "Rukopis 5", "<h1>Rukopis 5</h1><p>Druhý list se nezachoval.</p>"),
        ("fr", "La cloche", "<h1>La cloche</h1><p>Pas d'image disponible.</p>"),
        ("fr", "Lettre 3", "<h1>Lettre 3</h1><p>La fin du document est perdue.</p>"),
        ("lt", "Varpas", "<h1>Varpas</h1><p>Nuotraukos nėra.</p>"),
    ):
        n += 1
        found.append(_lives(n, lang, f"/y/{n * 37}", title, main, news=n % 2 == 0))
    return found


def _unseen() -> list[Behaviour]:
    """Messages and short pages that were written when the rules stood."""
    found: list[Behaviour] = []
    n = 300
    for lang, title, main in (
        ("pl", "Kurier", "<h1>Szukana podstrona już u nas nie mieszka</h1>"),
        ("pl", "Kurier", "<p>Strony, której szukasz, tu nie znajdziesz.</p>"),
        ("pl", "Zbiory", "<h1>Zapytałeś o kartę, której u nas nie ma</h1><p>Przejdź do katalogu.</p>"),
        ("ru", "Летопись", "<h1>Такого номера газеты мы не выпускали</h1>"),
        ("ru", "Летопись", "<p>Ссылка, по которой вы пришли, давно никуда не ведёт.</p>"),
        ("uk", "Літопис", "<h1>За цим посиланням уже порожньо, статті нема</h1>"),
        ("uk", "Літопис", "<p>Новини, яку ви шукаєте, ми тут не тримаємо.</p>"),
        ("be", "Летапіс", "<h1>Дакумента, які вы шукаеце, у нас не было і няма</h1>"),
        ("en", "Annals", "<h1>Looks as if the page you followed has slipped its moorings</h1>"),
        ("en", "Annals", "<p>No longer here: the article was folded into our yearbook.</p>"),
        ("de", "Annalen", "<h1>Der von Ihnen gesuchte Aufsatz steht hier nicht mehr im Regal</h1>"),
        ("de", "Annalen", "<p>Hier gibt es leider keine solche Seite zu lesen.</p>"),
        ("cs", "Letopis", "<h1>Článek, který hledáte, jsme tu už neudrželi</h1>"),
        ("fr", "Annales", "<h1>Ici, plus aucune page de ce nom</h1>"),
        ("lt", "Metraštis", "<h1>Ieškomo įrašo čia jau seniai neturime</h1>"),
    ):
        n += 1
        found.append(_none(n, lang, f"/z/{n * 37}", title, main, news=n % 2 == 0))
    for lang, title, main in (
        ("pl", "Tu nie ma lasu", "<p>Tu nie ma lasu,<br>tylko pamięć lasu.</p>"),
        ("pl", "Adresy, których już nie ma", "<p>Spis ulic Brodów sprzed 1914 roku.</p>"),
        ("pl", "List, który nie dotarł", "<h1>List, który nie dotarł</h1>"),
        ("pl", "Karta 9", "<p>Karta pusta. Na odwrocie pieczęć młynarza.</p>"),
        ("pl", "Nie szukaj mnie tutaj", "<h1>Nie szukaj mnie tutaj</h1><p>Wiersz z 1929 roku.</p>"),
        ("pl", "Dwór w Brodach", "<p>Dworu już nie ma. Zostały lipy i studnia.</p>"),
        ("ru", "Письмо, которого не ждали", "<h1>Письмо, которого не ждали</h1><p>Рассказ.</p>"),
        ("ru", "Здесь был город", "<p>Здесь был город, а теперь вода.</p>"),
        ("ru", "Лист 9", "<p>Лист пуст. На обороте печать мельника.</p>"),
        ("ru", "Усадьба", "<p>Усадьбы уже нет. Остались липы и колодец.</p>"),
        ("ru", "Вас здесь не было", "<h1>Вас здесь не было</h1><p>Стихи разных лет.</p>"),
        ("uk", "Тут був брід", "<p>Тут був брід, а нині ставок.</p>"),
        ("uk", "Книга, якої не видали", "<h1>Книга, якої не видали</h1><p>Огляд рукопису.</p>"),
        ("uk", "Адреса невідома", "<h1>Адреса невідома</h1><p>Листи до зниклого брата.</p>"),
        ("be", "Тут быў млын", "<p>Тут быў млын, цяпер толькі камень.</p>"),
        ("be", "Ліст без адраса", "<h1>Ліст без адраса</h1><p>Апавяданне.</p>"),
        ("en", "You can't get there from here", "<h1>You can't get there from here</h1><p>Map quiz.</p>"),
        ("en", "Here was a mill", "<p>Here was a mill; now there is a stone.</p>"),
        ("en", "The record that you never played", "<p>Song lyrics by Ada Ferry, 1931.</p>"),
        ("en", "A book you will not put down", "<p>Review of Fords by A. Kos.</p>"),
        ("en", "No such street", "<h1>No such street</h1><p>Walks through a drowned town.</p>"),
        ("en", "Leaf 9", "<p>Leaf blank. A miller's seal on the verso.</p>"),
        ("de", "Hier stand die Mühle", "<p>Hier stand die Mühle, jetzt liegt hier ein Stein.</p>"),
        ("de", "Ein Brief, der nie ankam", "<h1>Ein Brief, der nie ankam</h1><p>Novelle.</p>"),
        ("de", "Blatt 9", "<p>Blatt leer. Auf der Rückseite das Siegel des Müllers.</p>"),
        ("cs", "Tady stával mlýn", "<p>Tady stával mlýn, dnes jen kámen.</p>"),
        ("cs", "List, který nedošel", "<h1>List, který nedošel</h1><p>Povídka.</p>"),
        ("cs", "List 9", "<p>List prázdný. Na rubu pečeť mlynáře.</p>"),
        ("fr", "Ici coulait un gué", "<p>Ici coulait un gué, il ne reste qu'une pierre.</p>"),
        ("fr", "La lettre jamais reçue", "<h1>La lettre jamais reçue</h1><p>Conte.</p>"),
        ("fr", "Vous n'êtes pas d'ici", "<h1>Vous n'êtes pas d'ici</h1><p>Poème, 1931.</p>"),
        ("lt", "Čia buvo malūnas", "<p>Čia buvo malūnas, dabar tik akmuo.</p>"),
        ("lt", "Laiškas, kurio negavau", "<h1>Laiškas, kurio negavau</h1><p>Apsakymas.</p>"),
        ("lt", "Lapas 9", "<p>Lapas tuščias. Kitoje pusėje malūnininko antspaudas.</p>"),
        ("pl", "Artykuł 9", "<p>Art. 9. (uchylony)</p>"),
    ):
        n += 1
        found.append(_lives(n, lang, f"/z/{n * 37}", title, main, news=n % 2 == 0))
    return found
