"""Which language a text is written in, guessed by its commonest words, and what sites call languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

# The commonest words of running text, chosen by hand; where neighbours share a word it counts for both.
STOP_WORDS = {
    "bg": "и в на за от да се с по е са като до не че или със за към при които този тази това",
    "ca": "el la els les de del i a en que per amb un una és no al més com les aquest aquesta són dels seva",
    "cs": "a v na se je že s z do pro o k jsou jako i nebo od za by který které která při také své může jsme",
    "da": "og i at er en den til på de med for det som af et har ikke kan vi om fra ved vores jer"
    " også bliver",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch"
    " werden wir sie",
    "el": "και το της η του την των στο για με να που τα από σε οι τη στην τον είναι στη τους ένα μας",
    "en": "the of and to in is for that with on as are by this from be or at an our we you which it their",
    "es": "de la que el en y los del las por con para una un se su al es como más lo sus nuestra son entre o",
    "et": "ja on ei et ning kui oma mis ka see selle või meie mida aga kus seda eest saab olla välja kes",
    "fi": "ja on ei se että joka ovat myös oli sekä tai kuin ole mukaan jossa kanssa sen jotka voi me hän",
    "fr": "de la et le les des en un une du dans pour que qui est sur par au avec plus sont nos"
    " nous vous aux",
    "hr": "i u je na se za da od s su a o kao te ili koji koja koje iz do biti što kroz nije svoje",
    "hu": "a az és hogy nem is egy van ez meg de csak el mint ki vagy valamint között által után"
    " azt ezt során",
    "it": "di e il la che in per un del le dei con della una è sono i alla al da nel delle gli anche più",
    "lt": "ir į iš kad su yra tai kaip bei apie ne ar už nuo taip arba jau buvo savo mūsų prie dėl",
    "lv": "un ir no ar uz par kā arī tiek vai gan pie lai kas bet ne tika mūsu to savu pēc šo būt",
    "nl": "de het een en van in is dat op te voor met zijn aan er om ook als bij door naar wij ons"
    " worden niet",
    "no": "og i det er på en til som å for med av de at har ikke vi om den fra ved eller kan våre også blir",
    "pl": "i w na z do się nie to że o jest dla od oraz po jak za przez są przy ich które który lub nas",
    "pt": "de a o que e do da em um para com uma os no na por dos as ao mais das não são nos pela à",
    "ro": "de și în la cu a pe din pentru care este sau prin mai sunt o un ale al că ca fi nu unei dintre",
    "ru": "и в на с по не что для к из от о это как а или при также его мы за до все которые",
    "sk": "a v na sa je že s z do pre o k sú ako aj alebo od za by ktorý ktoré ktorá pri tiež svoje môže sme",
    "sl": "in v je na za se so z da ki s pri kot po tudi od iz ali do ter ni pa smo kar bo",
    "sr": "и у је на се за да од са су а о као те или који која које из до што није",
    "sv": "och i att det som på är en av för med den till de ett har inte vi om från eller kan vår också",
    "tr": "ve bir bu için ile da de olarak olan en daha çok gibi kadar ya hem ise sonra her göre",
    "uk": "і в на з до та що не за для від у як це є або при про його ми які також й під",
}
WORDS_OF = {code: frozenset(words.split()) for code, words in STOP_WORDS.items()}

# What links of a language switch are called, beside the codes themselves.
NAMES = {
    "english": "en",
    "deutsch": "de",
    "français": "fr",
    "francais": "fr",
    "español": "es",
    "castellano": "es",
    "català": "ca",
    "italiano": "it",
    "português": "pt",
    "nederlands": "nl",
    "polski": "pl",
    "čeština": "cs",
    "česky": "cs",
    "slovenčina": "sk",
    "slovensky": "sk",
    "slovenščina": "sl",
    "slovensko": "sl",
    "magyar": "hu",
    "română": "ro",
    "български": "bg",
    "ελληνικά": "el",
    "hrvatski": "hr",
    "srpski": "sr",
    "српски": "sr",
    "lietuvių": "lt",
    "latviešu": "lv",
    "eesti": "et",
    "suomi": "fi",
    "svenska": "sv",
    "dansk": "da",
    "norsk": "no",
    "íslenska": "is",
    "українська": "uk",
    "русский": "ru",
    "türkçe": "tr",
    "gaeilge": "ga",
    "malti": "mt",
    "shqip": "sq",
    "македонски": "mk",
}
CODES = frozenset(WORDS_OF) | frozenset(NAMES.values()) | {"bs", "eu", "gl", "hy", "ka", "lb"}
# Some switches show a country's code where they mean its language.
COUNTRIES = {"gb": "en", "us": "en", "cz": "cs", "dk": "da", "ee": "et", "gr": "el", "rs": "sr", "ua": "uk"}
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 5000  # words looked at
ENOUGH = 12  # stop words seen, from which on length is no reason to doubt


class Guess(NamedTuple):
    """A language's two-letter code ("" where none can be guessed) and how sure that is, from 0 to 1."""

    language: str
    confidence: float


def guess_language(text: str) -> Guess:
    """Guess the language of running text.

    Counts each language's stop words among the first 5,000 words. The confidence is the lead over the next
    language as a share of the best count, less where fewer than 12 stop words were seen. It orders guesses
    and is no probability; below about 0.2 (menus, neighbours such as Danish and Norwegian) a person looks.
    """
    words = Counter(WORD.findall(unicodedata.normalize("NFC", text).casefold())[:LONGEST])
    counts = {code: sum(words[word] for word in stop) for code, stop in WORDS_OF.items()}
    (language, best), (_, second) = Counter(counts).most_common(2)
    if best < 2:  # one word is a chance hit
        return Guess("", 0.0)
    return Guess(language, round((best - second) / best * min(1.0, best / ENOUGH), 2))


def language_code(tag: str) -> str:
    """Return the two-letter code of a tag such as `en-GB` or `nb_NO`, or "" for a language not known here."""
    primary = re.split(r"[-_]", tag.strip().casefold())[0]
    code = {"nb": "no", "nn": "no"}.get(primary, primary)
    return code if code in CODES else ""


def language_named(label: str) -> str:
    """Return the code of the language that a switch such as "EN" or "DE (Deutsch)" offers, or ""."""
    words = WORD.findall(unicodedata.normalize("NFC", label).casefold())
    codes = [NAMES.get(word) or COUNTRIES.get(word) or language_code(word) for word in words]
    return codes[0] if codes and all(codes) else ""
