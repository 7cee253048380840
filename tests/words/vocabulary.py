"""What stands beside a field and is none: labels, roles, words that refer back. The checker's own lists."""

from __future__ import annotations

_PAGE = "s ss str strona strony stron lpp p р pp page pages с сс стр стор c cc seite seiten sv pag"
_VOLUME = (
    "cz część części ч часть части частина t tom tomy tomu vol vols volume volumes т тт том тома томі bd "
    "band roč sv ročník r rok rocznik jg jahrgang anno a année e v кн књ díl svazek"
)
_ISSUE = (
    "nr numer numery no nos issue iss z zesz zeszyt н no вып выпуск вип випуск heft h č čís číslo ч n номер numéro "
    "fasc št núm sz seria serya"
)
_EDITION = (
    "wyd wydanie изд издание е вид видання ed edn edition aufl auflage выд выданне vyd vydání nd rd th st ое ª º éd e"
)
_EDITOR = (
    "red pod redakcją redakcja redaktor redaktorzy za ред під "
    "пад под рэд редакцией редакцією рэдакцыяй ed eds edited "
    "by editor editors hrsg hg hgg hrsgg herausgegeben von v nauk naukową "
    "opr oprac opracował opracowała opracowanie zebrał wydał "
    "рэдкал редкол редкал гал гл изд подгот подготовил подготовка відп отв общ заг загальною общей "
    "публ коммент и сост составитель упоряд упорядник уклад уклаў падр склад dir éd éds vydal edd usp uspořádal "
    "uspořádala sud sudarė par parengė sast sastādīja ur uredil uredio szerk szerkesztette a cura di sous la de "
    "wyb wybór wybrał wybrała редак por"
)
_TRANSLATOR = (
    "tłum tłumaczenie tłumaczył tłumaczyła przeł przełożył przełożyła przekład пер перевод переклад пераклад trans "
    "transl translated by tr übers přel přeložil přeložila traduit par trad с з z ze ang przekł przekładzie w "
    "jęz języka яз языка мови мовы niem niemieckiego szwedzkiego нем англ španělštiny"
)
_TITLES = "ks bp abp kard o p prof dr hab mgr inż dipl ing doc gen rev hl св митр архиеп еп свящ прот проф акад"
_PREFACE = "wstęp wstępem przedmowa posłowie прадм предисл предисловие вступ передм передмова рец preface foreword"
_HELP = "in zusammenarbeit verbindung unter mitarbeit mitwirkung mit von współpracy współpraca"
_IN = "w in в у ў en dans v ve im we во кн u hasło heslo art zb zbiorze tomie pracy zbiorowej сб зб"
_ACCESSED = (
    "geprüft dostęp data dostępu z dnia dn odczyt odczytu accessed access дата обращения звернення доступу доступа "
    "зварот "
    "звароту доступ viewed retrieved on last visited online abgerufen am cit zugriff zuletzt consulté le "
    "citováno przeglądany w wgląd pobrano просмотра посещения перегляду žiūrėta letzter"
)
_ONLINE = (
    "verfügbar unter інтернет портал веб сайт вебсайт веб online internet электронный электрон "
    "электр електронний електрон электронны ресурс рэсурс режим доступа доступу url http https www "
    "available at dostupné z dostępne dostępny dostępna na pod adresem stronie strona internetowa doi dostęp доступ "
    "сайт see from retrieved рэжым доступна доступно за адресою"
)
_DATE = "r rok roku року rr г год года гг р рік року y z dn dnia from от від за g ot vid vom of en"
_AND = "u i and oraz и та і й und et a y & ze wraz ir"
_ETAL = "al und andere u a ua i in wsp inni inne др ін інш другие інші others"

_CITED = "hier tu tutaj here at zde здесь тут ici qui"  # "S. 1–20, hier S. 12": which of the pages are cited

KINDS: dict[str, str] = {"page": _PAGE, "locator": f"{_PAGE} {_CITED}", "number-of-pages": _PAGE + " ил іл il л арк k",
    "volume": f"{_VOLUME} {_CITED}",
    "number-of-volumes": _VOLUME + " bde bände voll w в у і и tomach томах частях częściach частинах",
    "issue": _ISSUE, "edition": _EDITION,
    "editor": f"{_EDITOR} {_TITLES}", "translator": _TRANSLATOR,
    "container-title": _IN + " " + _ONLINE, "container-author": _IN,
    "accessed": _ACCESSED, "URL": _ONLINE + " " + _ACCESSED, "DOI": "doi " + _ONLINE, "ISBN": "isbn", "ISSN": "issn",
    "issued": _DATE + " a judgment", "gazette-date": _DATE,
    "director": "reż reżyseria dir directed by реж режисер режиссёр режиссер рэж režie regie",
    "producer": "prod produkcja produced by прод",
    "author": _TITLES, "number": "nr no poz № n", "collection-number": _VOLUME + " " + _ISSUE,
    "interviewer": "rozm rozmawia rozmawiał rozmawiała", "archive": _IN,
    "archive_location": _IN, "contributor": f"{_EDITOR} {_PREFACE} {_HELP}",
    "supplement-number": "dod", "part-number": "cz ч part pt část vol",
    "edition-remark": _EDITION,
    "collection-title": "seria ser coll", "publisher": "nakł nakładem wyd изд"}  # fmt: skip
"""Variable -> the words that may stand right beside its value and only say what it is."""

ROLES = {"editor": set(_EDITOR.split()), "translator": set(_TRANSLATOR.split()) - {"с", "з", "z"}}
PREFACE = set(_PREFACE.split())
AND = set(_AND.split())
ETAL = set(_ETAL.split())
LABELS = {variable: set(found.split()) for variable, found in KINDS.items()}
LOCATORS = {name: set(found.split()) for name, found in {
    "folio": "k karta karty kart f fo fos fol ff "
    "fols folio л лл лист листы арк аркуш bl blatt fo fo. l ll ark arkush c cc carta "
    "list listy arkush arkushi lapas lapai",
    "chapter": "rozdz rozdział гл глава розд розділ ch chap chaps chapter chapters kap",
    "note": "przyp przypis прим n note fn", "article": "art артикул ст стаття article",
    "column": "kol szp стб стлб ст col cols coll spalte sp", "section": "par § sec sect art nb rn",
    "figure": "ryc rys il рис fig", "table": "tab табл table", "issue": "nr № no",
    "document": "dok док doc", "verse": "w", "canon": "kan kanon can canon кан",
}.items()}  # fmt: skip
"""Labels of cited places that are no pages; each must come back as a label of the same kind."""
NAMES = {"author", "editor", "translator", "director", "container-author", "contributor", "interviewer", "recipient",
         "producer", "collection-editor", "editorial-director", "reviewed-author", "composer", "illustrator",
         "compiler", "host", "organizer", "performer", "original-author", "script-writer", "series-creator",
         "executive-producer", "guest", "narrator", "chair", "curator"}  # fmt: skip
DATES = {"issued", "accessed", "original-date", "event-date", "submitted", "available-date"}
FIGURES = {"page", "locator", "volume", "issue", "edition", "number", "number-of-volumes", "number-of-pages",
           "collection-number", "chapter-number", "section", "part-number", "version"}  # fmt: skip
PROSE = {"comment", "signal", "language"}
"""Fields of the citations that are the author's own words or nothing printed."""
REFERENCES = {"ibid", "op-cit", "idem", "short"}
IDEM = set("tenże taż tejże tegoż ciż też też idem eadem ead iidem eaedem id ejusdem его ее её он она же она те той та "
           "ж жа ті його її derselbe dieselbe dies ders týž táž тамсама ён яна яны le même "
           "la même".split())  # fmt: skip

TERMS = {
    "video": "wideo video видео відео відэа vidéo", "film": "film фильм фільм", "map": "mapa map карта Karte carte",
    "in": "у ў в w", "edition": "выд", "editor": "рэд", "volume": "т", "translator": "пер",
    "dataset": "zbiór danych dataset набор данных набір даних", "post-weblog": "blog блог", "webpage": "strona сайт",
}  # fmt: skip
"""Terms of CSL 1.0.2 that the locale files of most languages lack."""
MONTHS = (
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
)
"""Months with and without a day: locale files have one of the two only."""
