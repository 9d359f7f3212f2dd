"""What is read from a page: text, languages, widgets, links, and whether it speaks of what was claimed."""

import time

import pytest

from eccp.validation.web.languages import guess_language, language_code, language_named
from eccp.validation.web.links import Link
from eccp.validation.web.mentions import fold_word, mentions
from eccp.validation.web.reading import read

HOME = "https://www.cluster.example/en/"
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
  <title>
    Alpine  Water &amp; Wood Cluster</title>
  <style>p { color: red }</style>
  <script>var text = "<p>not shown</p>";</script>
  <link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" hreflang="x-default" href="/">
  <meta property="og:locale:alternate" content="fr_FR">
  <meta http-equiv="Content-Language" content="en, sl">
</head>
<body>
  <nav><a href="/en/about-us">Who we are</a><a href="/en/services/">What we offer</a>
    <a href="https://cluster.example/en/network/members#all">Our network</a>
    <a href="/en/projects">Projects</a><a href="/en/news">News</a><a href="/en/news/2">More news</a>
    <a href="/en/news/3">Even more news</a><a href="/en/services.pdf">Services as a file</a>
    <a href="https://elsewhere.example/members">Members</a>
    <a href="mailto:us@cluster.example">News by mail</a>
    <a href="/en/">Services</a><a href="/it">Italiano</a><a href="http://hr.cluster.example/">x</a>
    <a href="/?lang=pl"><img src="flag.png" alt=""></a><a href="/cz-home"><img alt="Čeština"></a></nav>
  <noscript>Switch it on</noscript>
  <svg><title>Logo</title><text>drawn</text></svg>
  <h1>Water</h1><p>We off<b>er</b> train\u00ading
     to all our&nbsp;members.<br>Join&#33;</p><template>hidden</template>
  <!-- a comment <p>not shown</p> -->
</body></html>"""


def test_page_is_read():
    reading = read(PAGE, HOME)

    assert reading.title == "Alpine Water & Wood Cluster"
    assert reading.text.endswith("Water\nWe offer training\nto all our members.\nJoin!")
    for unseen in ("not shown", "color", "Switch", "drawn", "hidden", "Logo"):
        assert unseen not in reading.text
    assert reading.language == "en"
    assert reading.languages == ("cs", "de", "en", "fr", "hr", "it", "pl", "sl")
    assert reading.translated_by == ""
    assert reading.links == (
        Link("about", "https://www.cluster.example/en/about-us", "Who we are"),
        Link("services", "https://www.cluster.example/en/services/", "What we offer"),
        Link("members", "https://cluster.example/en/network/members", "Our network"),
        Link("projects", "https://www.cluster.example/en/projects", "Projects"),
        Link("news", "https://www.cluster.example/en/news", "News"),
        Link("news", "https://www.cluster.example/en/news/2", "More news"),
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Über uns", "about"),
        ("Qui sommes-nous / À propos", "about"),
        ("Leistungen", "services"),
        ("Szolgáltatások", "services"),
        ("Usługi", "services"),
        ("Υπηρεσίες", "services"),
        ("Mitglieder", "members"),
        ("Członkowie", "members"),
        ("Miembros", "members"),
        ("Projekte", "projects"),
        ("Hankkeet", "projects"),
        ("Aktuelles", "news"),
        ("Новини", "news"),
        ("Naujienos", "news"),
    ],
)
def test_links_are_known_in_many_languages(text, kind):
    reading = read(f'<a href="page?id=7">{text}</a>', HOME)

    assert reading.links == (Link(kind, "https://www.cluster.example/en/page?id=7", text),)


@pytest.mark.parametrize("text", ["Contact", "Tagliatelle", "Clandestine", "2024"])
def test_links_of_other_kinds_are_left(text):
    assert read(f'<a href="/x">{text}</a>', HOME).links == ()


def test_links_start_from_the_base_the_page_gives():
    reading = read('<base href="/sub/"><a href="news">News</a>', HOME)

    assert reading.links == (Link("news", "https://www.cluster.example/sub/news", "News"),)


def test_links_need_to_know_the_page():
    reading = read('<a href="/news">News</a><a href="https://a.example/news">News</a>')

    assert reading.links == ()


@pytest.mark.parametrize("href", ["http://[broken/", "http://a.example:x/", "javascript:news()", "#news", ""])
def test_links_that_are_none_are_left(href):
    assert read(f'<a href="{href}">News</a>', HOME).links == ()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('<div class="gtranslate_wrapper"></div>', "GTranslate"),
        ('<script src="//translate.google.com/translate_a/element.js?cb=x"></script>', "Google Translate"),
        ('<div id="google_translate_element"></div>', "Google Translate"),
        ('<script src="https://cdn.weglot.com/weglot.min.js"></script>', "Weglot"),
        ("<p>We translate documents for our members.</p>", ""),
    ],
)
def test_widget_that_translates_is_noticed(source, name):
    assert read(source).translated_by == name


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("just words", "just words"),
        ("<p>One<p>Two", "One\nTwo"),
        ("<p>One <![unknown thing]> Two</p>", "One Two"),
        ("<p>One<![endif]>Two", "OneTwo"),
        ("<p>One <![ Two", "One"),
        ("<p>One <!-- Two", "One"),
        ("<p>One <script> Two", "One"),
        ("<noscript><p>Zero<body><p>One", "One"),
        ("<svg><svg>Zero</svg>Zero</svg>One", "One"),
        ("</svg></a></p>One", "One"),
        ("<p>1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("\x00\ufffd<p \x00>One", "\x00\ufffd\nOne"),
    ],
)
def test_broken_page_is_read_as_far_as_it_makes_sense(html, text):
    assert read(html, HOME).text == text


@pytest.mark.parametrize(
    "unit", ["<!--", "<![", "<a ", "</", "<svg></a>", "<a b='", "&", "<script></", "<svg>", "<a href=x>"]
)
def test_hostile_page_ends(unit):
    """Each takes minutes where the time grows with the square of the page, a second where it does not."""
    began = time.process_time()

    read(unit * (300_000 // len(unit)), HOME)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("EN-gb", "en"), ("nb_NO", "no"), (" de ", "de"), ("x-default", ""), ("zz", ""), ("", "")],
)
def test_language_code(tag, code):
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("English", "en"),
        ("DE", "de"),
        ("EN (English)", "en"),
        ("Français", "fr"),
        ("GB", "en"),
        ("CZ", "cs"),
        ("IT services", ""),
        ("English version of our news", ""),
        ("→", ""),
    ],
)
def test_language_named(label, code):
    assert language_named(label) == code


# One sentence as it might stand on a cluster's home page.
SENTENCES = {
    "bg": "Клъстерът е сдружение на предприятия, които работят заедно за по-добри продукти и за"
    " развитие на региона.",
    "cs": "Klastr je sdružení firem, které spolupracují na vývoji nových produktů a při vstupu na"
    " trhy, kde se jim daří.",
    "da": "Klyngen er et netværk af virksomheder, der arbejder sammen om nye produkter, og vi"
    " hjælper med at finde det rette.",
    "de": "Der Cluster ist ein Netzwerk von Unternehmen, die gemeinsam an neuen Produkten arbeiten"
    " und sich dabei helfen.",
    "el": "Το cluster είναι ένα δίκτυο επιχειρήσεων που συνεργάζονται για την ανάπτυξη νέων"
    " προϊόντων και για τις αγορές.",
    "en": "The cluster is a network of companies that work together on new products and help each"
    " other to enter markets.",
    "es": "El clúster es una red de empresas que trabajan juntas en nuevos productos y se ayudan"
    " para entrar en los mercados.",
    "et": "Klaster on ettevõtete võrgustik, mis töötab koos uute toodete kallal ja aitab oma"
    " liikmeid, et nad oleks edukad.",
    "fi": "Klusteri on yritysten verkosto, joka kehittää uusia tuotteita ja auttaa jäseniä, sekä on"
    " mukana hankkeissa, jotka ovat.",
    "fr": "Le cluster est un réseau d'entreprises qui travaillent ensemble sur de nouveaux produits"
    " et dans les marchés.",
    "hr": "Klaster je mreža poduzeća koja zajedno rade na novim proizvodima i koje su članice, a"
    " podrška se daje za izvoz.",
    "hu": "A klaszter egy vállalati hálózat, amely új termékeket fejleszt, és az a célja, hogy a"
    " tagok sikeresek legyenek.",
    "it": "Il cluster è una rete di imprese che lavorano insieme a nuovi prodotti e si aiutano con"
    " i mercati della regione.",
    "lt": "Klasteris yra įmonių tinklas, kuris kartu kuria naujus produktus ir padeda savo nariams,"
    " kad jie būtų sėkmingi.",
    "lv": "Klasteris ir uzņēmumu tīkls, kas kopā izstrādā jaunus produktus un palīdz, lai tie ir"
    " veiksmīgi, kā arī par to.",
    "nl": "Het cluster is een netwerk van bedrijven die samen aan nieuwe producten werken en elkaar"
    " helpen om te groeien.",
    "no": "Klyngen er et nettverk av bedrifter som jobber sammen om nye produkter, og vi hjelper"
    " våre medlemmer å vokse ut av det.",
    "pl": "Klaster jest siecią firm, które wspólnie pracują nad nowymi produktami i pomagają sobie"
    " przy wejściu na rynki.",
    "pt": "O cluster é uma rede de empresas que trabalham em novos produtos e não só, com os"
    " mercados da região para uma.",
    "ro": "Clusterul este o rețea de companii care lucrează la produse noi și sunt ajutate să intre"
    " pe piețe din alte țări.",
    "sk": "Klaster je združenie firiem, ktoré spolupracujú na nových produktoch a pri vstupe na"
    " trhy, aby sa im darilo ako.",
    "sl": "Grozd je mreža podjetij, ki skupaj delajo na novih izdelkih in se podpirajo pri izvozu,"
    " da bi tudi za nas.",
    "sv": "Klustret är ett nätverk av företag som arbetar tillsammans med nya produkter och vi"
    " hjälper dem att växa för det.",
    "tr": "Küme, yeni ürünler için birlikte çalışan ve üyelerine destek olan bir ağ olarak bu"
    " bölgede daha çok iş.",
    "uk": "Кластер є мережею підприємств, які разом працюють над новими продуктами та допомагають"
    " за межами і для ринків.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_language_is_guessed(code):
    guess = guess_language(SENTENCES[code] * 3)

    assert guess.language == code
    assert 0 < guess.confidence <= 1


def test_language_of_a_menu_is_not_guessed():
    assert guess_language("Home Contact Login 2024") == ("", 0.0)


def test_longer_text_is_surer():
    short, long = (guess_language(SENTENCES["en"][:60] * times) for times in (1, 5))

    assert short.confidence < long.confidence


TEXT = (
    "Our members enjoy regular trainings in ADDITIVE manufacturing, help with internationalization, and "
    "b2b-matchmaking. We organise Dienstleistungen für Größe, réseautage, and the Łódź start-ups’ fair. "
    "It is a community of companies; AI and R&D are at its heart. Water, and then the technologies. "
    "Nothing about wood, only an article."
)


@pytest.mark.parametrize(
    "label",
    [
        "training",
        "Trainings",
        "TRAINING",
        "additive manufacturing",
        "Manufacturing, additive",
        "internationalisation",
        "matchmaking",
        "B2B matchmaking",
        "reseautage",
        "Grosse",
        "Lodz",
        "startup",
        "Start-up",
        "company",
        "AI",
        "R&D",
        "water technologies",
        "technology for water",
        "organize",
    ],
)
def test_text_mentions(label):
    assert mentions(TEXT, {"term": [label]})["term"] is not None


@pytest.mark.parametrize(
    "label",
    [
        "IT",  # "it" is another word
        "art",  # "heart" does not begin with it, and "article" is more than its plural
        "rain",
        "fin",
        "additive wood",  # too far apart
        "textile",
        "for the",
        "",
        "…",
    ],
)
def test_text_does_not_mention(label):
    assert mentions(TEXT, {"term": [label]}) == {"term": None}


def test_mentions_knows_terms_by_any_label_but_not_by_key():
    found = mentions(
        TEXT, {"matchmaking": ["Partnersuche"], "training": ["Schulung", "training"], "none": []}
    )

    assert found["matchmaking"] is None
    assert "trainings" in found["training"]
    assert found["none"] is None


def test_snippet_shows_the_words_around():
    text = "one two three " * 20 + "the\n wanted\tword " + "four five six " * 20

    assert mentions(text, {"w": ["wanted"]}) == {
        "w": "…three one two three one two three one two three one two three the wanted word"
        " four five six four five six four five six four five six four…"
    }


def test_snippet_of_a_short_text_is_the_text():
    assert mentions("Training for all", {"t": ["training"]}) == {"t": "Training for all"}


def test_snippet_is_of_the_first_hit():
    assert mentions("seminar " + "x " * 200 + "training", {"t": ["training", "seminar"]})["t"].startswith(
        "seminar"
    )


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Große", "grosse"),
        ("ŁÓDŹ", "lodz"),
        ("Start-Up", "startup"),
        ("Ångström", "angstrom"),
        ("digitalization", "digitalisation"),
        ("Υπηρεσίες", "ypiresies"),
        ("size", "size"),
    ],
)
def test_fold_word(word, folded):
    assert fold_word(word) == folded
