"""Look-alikes are found and neighbours are not: measured on planted pairs, all invented."""

import random
import unicodedata
from itertools import product

from eccp.core.names import ALIKE, similarity


def spaced(text):
    return text.split()


# Planted pairs: 150 invented names, half of them with a word of their own, in three scripts.
SCRIPTS = [
    {
        "count": 80,
        "own": spaced(
            "Lumetra Čakovka Brévent Åskog Valdemora Nordwind Müllerthal Ostrovec Pinheira Gärdnis"
        ),
        "trade": spaced("Holz Plásticos Photonics Métallurgie Żywność Automotive Turismo Textil Bioenergie"),
        "region": spaced(
            "Steiermark Tirol Śląsk Bretagne Galicia Jönköping Košice Lombardia Alentejo Thüringen"
        ),
        "form": ["GmbH", "e.V.", "AISBL", "S.L.", "a.s.", "z.s.", "sp. z o.o."],
        "cluster": "Cluster",
    },
    {
        "count": 35,
        "own": spaced("Θαλασσινός Ηλιάνθη Δρυμώνας Φωτεινός Κεραυνός Υακίνθη Χελιδών"),
        "trade": spaced("Ξυλείας Τροφίμων Ενέργειας Τουρισμού Πλαστικών"),
        "region": spaced("Θεσσαλίας Κρήτης Ηπείρου Μακεδονίας Πελοποννήσου Αττικής"),
        "form": ["ΑΕ", "ΑΜΚΕ"],
        "cluster": "Κλάστερ",
    },
    {
        "count": 35,
        "own": spaced("Дніпрянка Зірниця Яблунька Чайковий Щедринець Журавлик Хмарочос"),
        "trade": spaced("деревини харчовий текстильний меблевий енергетичний"),
        "region": spaced("Київ Харківщина Закарпаття Полісся Буковина Поділля"),
        "form": ["ТОВ", "АД"],
        "cluster": "Кластер",
    },
]
# How registers write it in Latin letters, which is not how `fold` does.
OFFICIAL = dict(
    pair.split(":")
    for pair in spaced("""
    а:a б:b в:v г:h д:d е:e ж:zh з:z и:y і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts
    ч:ch ш:sh щ:shch ь: ю:iu я:ia є:ie ου:ou ού:ou ευ:ef αυ:af α:a ά:a β:v γ:g δ:d ε:e έ:e ζ:z η:i ή:i θ:th
    ι:i ί:i κ:k λ:l
    μ:m ν:n ξ:x ο:o ό:o π:p ρ:r σ:s ς:s τ:t υ:y ύ:y φ:f χ:ch ψ:ps ω:o ώ:o ä:ae ö:oe ü:ue ß:ss å:aa
    """)
)


def planted_names(chance):
    """Give (words, language): own word (or none), trade and region of 150 different names."""
    for language in SCRIPTS:
        bare = list(product([""], language["trade"], language["region"]))
        owned = list(product(language["own"], language["trade"], language["region"]))
        half = language["count"] // 2
        for words in chance.sample(bare, half) + chance.sample(owned, language["count"] - half):
            yield words, language


def said(words, language):
    own, trade, region = words
    return f"{own} {trade} {language['cluster']} {region}".strip()


def transliterated(text):
    text = unicodedata.normalize("NFC", text.lower())
    for letters in sorted(OFFICIAL, key=len, reverse=True):
        text = text.replace(letters, OFFICIAL[letters])
    return text.title()


def with_a_slip(text, chance):
    """Leave out, double, change or swap letters at one place of one of the longer words."""
    words = text.split()
    at = chance.choice([i for i, word in enumerate(words) if len(word) > 4])
    word, i = words[at], chance.randrange(len(words[at]) - 1)
    before, letter, following, after = word[:i], word[i], word[i + 1], word[i + 2 :]
    slips = [following, letter + letter + following, "o" + following, following + letter]
    words[at] = before + chance.choice(slips) + after
    return " ".join(words)


def variants(words, language, chance):
    """Give the same organisation as other people write it."""
    name, (own, trade, region) = said(words, language), words
    plain = unicodedata.normalize("NFD", name)
    yield "order", f"{region} {language['cluster']} {trade} {own}".strip()
    yield "diacritics", "".join(letter for letter in plain if not unicodedata.combining(letter))
    yield "legal form", f"{name} {chance.choice(language['form'])}"
    yield "transliterated", transliterated(name)
    yield "abbreviation", f"{name} ({''.join(word[0] for word in name.split())})"
    yield "slip", with_a_slip(name, chance)
    yield "word left out", " ".join(word for word in name.split() if word != language["cluster"])
    yield "capitals", name.upper()
    if own:
        yield "region left out", said((own, trade, ""), language)


def neighbours(words, language, chance):
    """Give other organisations with a name nearly the same: one word stands in the place of another."""
    for at, kind in enumerate(("own", "trade", "region")):
        if words[at]:
            other = list(words)
            other[at] = chance.choice([word for word in language[kind] if word != words[at]])
            yield kind, said(other, language)


def test_planted_look_alikes_are_found_and_neighbours_are_not():
    chance = random.Random(48)
    missed, found, wrong = [], [], []
    names = list(planted_names(chance))
    for words, language in names:
        name = said(words, language)
        for kind, variant in variants(words, language, chance):
            (found if similarity(name, variant) >= ALIKE else missed).append((kind, name, variant))
        wrong += [
            (kind, name, other)
            for kind, other in neighbours(words, language, chance)
            if similarity(name, other) >= ALIKE
        ]

    assert len({said(*name) for name in names}) == 150
    assert len(found) / (len(found) + len(missed)) >= 0.95, missed
    assert len(found) / (len(found) + len(wrong)) >= 0.9, wrong
