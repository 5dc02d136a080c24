"""Words of languages that no country's tables are in, made of their letters by frequency, and names of such countries.

So a recogniser sees each accented letter of Europe's Latin alphabets often enough, and Greek and Cyrillic ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from random import Random

from docfields.models.synthesis.material.digits import fill
from docfields.models.synthesis.material.names import faker_of

_ALPHABETS: Mapping[str, str] = {
    "cs": "eoaintsvlrkdpíumzáyjhbcěéčžřšýůúfgťňóďx",
    "da": "enrtdisalogkmufvbphyæøåcjzxw",
    "et": "aesitlukdonmrvghpjõbäüöfšž",
    "fi": "aintesloukämvrjhypdögbfcå",
    "hr": "aioenjrstukvdlmpgzčbšhcžćfđ",
    "hu": "eatlnskorizgámédybvhjöpócőfuíúüű",
    "is": "anriestuðgldmkhvfoáþíjóbyæúöpéý",
    "lt": "iasotreunkmlpvdjgbyėžšųzcąčįūfęh",
    "lv": "aisetrunokāmlpdīēvzjgšcbūņļģžķčhf",
    "no": "erntsildkoagmvfupbhøyjåæcw",
    "pl": "aioezwnrcstykdplumjłbgąęhżśóćfńź",
    "ro": "eaiurtnlcsodăpmvgfbșțîzhâjx",
    "sk": "oaeinstvrklpdumzájbchyíčžýéúšľťňôóäďĺŕf",
    "sl": "eaionrstjlvkdmpuzbghčcšžf",
    "sq": "ëeitasnrukdmoplhjvqgbçfzyxc",
    "sv": "eantrslidomkgvhäfupåöbcyjxz",
    "tr": "aeinrlıdkmutysbozşügçhğvcöpfj",
}
"""Letters in falling order of frequency."""

_OTHER_SCRIPTS: Mapping[str, str] = {
    "bg": "аиоетнрвсдлкпмзгябъчющжуйшфцхь",
    "el": "αοιετνςησρκπμυλωίόάγήδέχθύώφβξζψϊϋΐ",
    "mk": "аоиетнрвсдлкпмзгбчјуѓжцшќфљњхџѕ",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "sr": "аоиенсрјтувдклмпгзбчшжћцхњљђфџ",
    "uk": "оанитівресклмудпягзьбчйюхїєцжшщфґ",
}
_OTHER_FAKERS = "bg_BG el_GR ru_RU uk_UA".split()

_FAKERS = "cs_CZ hu_HU ro_RO tr_TR hr_HR fi_FI da_DK no_NO lt_LT lv_LV et_EE sk_SK sl_SI is_IS".split()

_EVENNESS = 7
"""The larger, the oftener the rare letters: with 3 a Hungarian ű comes once in some thousand lines."""

_VOWELS = "aeiouyæøœıαεηιουωаеиоуыэюяєі"
_STOPS = (",", ".", ":", ";", "!", "?", ")", " -", " –", "/", " &", "-")


def draw_words(rng: Random, longest: int = 34) -> str:
    """One to five words, in one of three cases, with some marks between."""
    return _draw_words(rng, rng.choice(tuple(_ALPHABETS)), longest)


def draw_name(rng: Random) -> str:
    """Somebody, a town, a street or a firm of such a country."""
    return _draw_name(rng, rng.choice(_FAKERS))


def draw_other_script(rng: Random, longest: int = 34) -> str:
    """Words, names and places in Greek or Cyrillic letters, now and then with figures or Latin words beside them."""
    if rng.random() < 0.3:
        text = _draw_name(rng, rng.choice(_OTHER_FAKERS))
    else:
        text = _draw_words(rng, rng.choice(tuple(_OTHER_SCRIPTS)), longest)
    draw = rng.random()
    if draw < 0.12:
        text = f"{text}{rng.choice((' / ', '/', ' '))}{_draw_words(rng, 'sq', 12)}"
    elif draw < 0.3:
        text = f"{text} {fill(rng, rng.choice(('№ ##', '###', ': ####', '##.##.20##')))}"
    return " ".join(text[:longest].split()) if rng.random() < 0.7 else " ".join(text[:longest].upper().split())


def _draw_words(rng: Random, language: str, longest: int) -> str:
    case = rng.choice(("lower", "lower", "title", "title", "upper", "first"))
    words: list[str] = []
    while not words or (len(" ".join(words)) < longest and rng.random() < 0.65):
        word = _word(rng, language)
        if case == "title" or (case == "first" and not words):
            word = word[:1].upper() + word[1:]
        elif case == "upper":
            word = _upper(word, language)
        words.append(word + (rng.choice(_STOPS) if rng.random() < 0.14 else ""))
    text = " ".join(words)[:longest].strip(" -–&")
    return f"({text})" if rng.random() < 0.04 and "(" not in text and ")" not in text else text


def _draw_name(rng: Random, code: str) -> str:
    made = faker_of(rng, code)
    draw = rng.choice((made.name, made.name, made.city, made.street_address, made.company))
    return " ".join(str(draw()).split())


def _upper(word: str, language: str) -> str:
    return word.replace("i", "İ").upper() if language == "tr" else word.upper()


def _word(rng: Random, language: str) -> str:
    """Vowels and consonants by turns, mostly."""
    vowels, consonants = _sorted_letters(language)
    length = max(1, round(rng.triangular(1, 13, 5)))
    vowel = rng.random() < 0.4
    letters = []
    for _ in range(length):
        known, weights = vowels if vowel else consonants
        letters.append(rng.choices(known, weights)[0])
        vowel = not vowel if rng.random() < 0.8 else vowel
    return "".join(letters)


@cache
def _sorted_letters(language: str) -> tuple[tuple[tuple[str, ...], tuple[float, ...]], ...]:
    """Vowels and consonants, each with weights that fall with the rank."""
    ranked = [
        (letter, 1 / (rank + _EVENNESS)) for rank, letter in enumerate({**_ALPHABETS, **_OTHER_SCRIPTS}[language])
    ]
    kinds = []
    for wanted in (True, False):
        chosen = [(letter, weight) for letter, weight in ranked if _is_vowel(letter) == wanted]
        kinds.append((tuple(letter for letter, _ in chosen), tuple(weight for _, weight in chosen)))
    return tuple(kinds)


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in _VOWELS
