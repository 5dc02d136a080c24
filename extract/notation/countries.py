"""States as identity documents write them: ICAO 9303 codes, and names in many languages.

Codes are those of ICAO Doc 9303 part 3 section 5: ISO 3166-1 alpha-3 with Germany's "D", British
nationalities, organisations, stateless persons and the specimen state Utopia. Names come from
Unicode CLDR by way of babel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .reading import Reading, fold, fold_letters

ICAO_ONLY = {
    "D": "DE", "GBD": "GB", "GBN": "GB", "GBO": "GB", "GBP": "GB", "GBS": "GB", "RKS": "XK", "EUE": None,
    "UNO": None, "UNA": None, "UNK": None, "UTO": None, "XBA": None, "XIM": None, "XCC": None, "XCE": None,
    "XCO": None, "XEC": None, "XES": None, "XMP": None, "XOM": None, "XPO": None, "XDC": None, "XXA": None,
    "XXB": None, "XXC": None, "XXX": None, "IAO": None, "NTZ": None, "ANT": None,
}  # fmt: skip
"""Codes beside ISO 3166-1 alpha-3, with the alpha-2 code of the state behind them."""

NAME_LOCALES = (
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "nb", "is", "et", "lv", "lt", "cs", "sk", "hu",
    "sl", "hr", "ro", "bg", "el", "ga", "mt", "ca", "tr", "sr", "sr_Latn", "uk", "ms", "rm", "zh", "zh_Hant", "ja",
)  # fmt: skip
"""Languages in which documents print the name of their state."""

FURTHER_NAMES = {
    "united states of america": "USA", "great britain": "GBR", "holland": "NLD", "nederland": "NLD",
    "koninkrijk der nederlanden": "NLD", "bundesrepublik deutschland": "D", "federal republic of germany": "D",
    "republique francaise": "FRA", "reino de espana": "ESP", "repubblica italiana": "ITA",
    "republica portuguesa": "PRT", "rzeczpospolita polska": "POL", "konungariket sverige": "SWE",
    "suomi finland": "FIN", "republik osterreich": "AUT", "republic of austria": "AUT",
    "schweizerische eidgenossenschaft": "CHE", "confederation suisse": "CHE", "ceska republika": "CZE",
    "czech republic": "CZE", "slovenska republika": "SVK", "slovak republic": "SVK", "eesti vabariik": "EST",
    "republic of estonia": "EST", "latvijas republika": "LVA", "lietuvos respublika": "LTU",
    "republika hrvatska": "HRV", "republika slovenija": "SVN", "republic of slovenia": "SVN",
    "republika srbija": "SRB", "elliniki dimokratia": "GRC", "hellenic republic": "GRC",
    "republic of cyprus": "CYP", "republica romania": "ROU", "lydveldid island": "ISL", "kongeriget danmark": "DNK",
    "kingdom of norway": "NOR", "kongeriket norge": "NOR", "grand duche de luxembourg": "LUX",
    "principaute de monaco": "MCO", "furstentum liechtenstein": "LIE", "repubblika ta malta": "MLT",
    "republic of china": "TWN", "中华人民共和国": "CHN", "中華民國": "TWN", "日本国": "JPN",
    "people's republic of china": "CHN", "peoples republic of china": "CHN", "state of qatar": "QAT",
    "republic of korea": "KOR", "russian federation": "RUS", "russia": "RUS", "turkiye cumhuriyeti": "TUR",
    "republic of turkey": "TUR", "utopia": "UTO", "british citizen": "GBR",
    "united kingdom of great britain and northern ireland": "GBR",
}  # fmt: skip
"""Official names that CLDR lacks, folded by `fold_letters`."""

DEMONYMS = {
    "american": "USA", "australian": "AUS", "austrian": "AUT", "belgian": "BEL", "belge": "BEL", "british": "GBR",
    "bulgarian": "BGR", "canadian": "CAN", "canadienne": "CAN", "chinese": "CHN", "croatian": "HRV",
    "hrvatsko": "HRV", "cypriot": "CYP", "czech": "CZE", "danish": "DNK", "dansk": "DNK", "dutch": "NLD",
    "nederlandse": "NLD", "estonian": "EST", "eesti": "EST", "finnish": "FIN", "french": "FRA", "francaise": "FRA",
    "german": "D", "deutsch": "D", "deutsche": "D", "greek": "GRC", "hellenic": "GRC", "hungarian": "HUN",
    "magyar": "HUN", "icelandic": "ISL", "islenskt": "ISL", "indian": "IND", "irish": "IRL", "eireannach": "IRL",
    "italian": "ITA", "italiana": "ITA", "japanese": "JPN", "korean": "KOR", "latvian": "LVA", "latvijas": "LVA",
    "lithuanian": "LTU", "lietuvos": "LTU", "luxembourgeoise": "LUX", "malaysian": "MYS", "maltese": "MLT",
    "maltija": "MLT", "mexican": "MEX", "mexicana": "MEX", "monegasque": "MCO", "new zealander": "NZL",
    "norwegian": "NOR", "norsk": "NOR", "polish": "POL", "polskie": "POL", "portuguese": "PRT", "portuguesa": "PRT",
    "romanian": "ROU", "romana": "ROU", "senegalaise": "SEN", "serbian": "SRB", "slovak": "SVK",
    "slovenska": "SVK", "slovenian": "SVN", "slovene": "SVN", "slovensko": "SVN", "spanish": "ESP",
    "espanola": "ESP", "swedish": "SWE", "svensk": "SWE", "swiss": "CHE", "suisse": "CHE", "schweiz": "CHE",
    "turkish": "TUR", "ukrainian": "UKR", "utopian": "UTO", "utopienne": "UTO", "osterreich": "AUT",
    "marocaine": "MAR", "algerienne": "DZA", "tunisienne": "TUN", "brazilian": "BRA", "brasileira": "BRA",
    "brasileiro": "BRA", "lithuania": "LTU",
}  # fmt: skip
"""Nationalities as adjectives, folded by `fold_letters`."""

MOST_WORDS = 9
"""Longest name of a state in words ("United Kingdom of Great Britain and Northern Ireland")."""

SHORTEST_NAME = 4
"""Letters of the shortest name that is looked for in running text ("Oman"); in Chinese, two."""

SUPERSEDED = frozenset("DDR FXX BUR ZAR TMP YMD SUN YUG SCG CSK ROM".split())
"""Alpha-3 codes of states that are no more; printed ones are read, but none is made."""

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def is_code(text: str) -> bool:
    """Whether an ICAO 9303 document could print this as its issuing state or nationality."""
    return text in ICAO_ONLY or text in _alpha_2_by_alpha_3()


def alpha_2_of(code: str) -> str | None:
    """ISO 3166-1 alpha-2 of an ICAO code; None for organisations and the like."""
    return ICAO_ONLY[code] if code in ICAO_ONLY else _alpha_2_by_alpha_3().get(code)


def icao_code_of(alpha_2: str) -> str | None:
    """The code that an identity document of this state prints ("DE" -> "D")."""
    return _icao_by_alpha_2().get(alpha_2.upper())


def find(text: str) -> tuple[Reading, ...]:
    """Names, adjectives and codes of states; the value is the ICAO code. Longer names win."""
    folded = fold(text)
    words = [(match.start(), match.end(), _letters(match.group())) for match in WORD.finditer(folded)]
    found: list[Reading] = []
    first = 0
    while first < len(words):
        reading = _longest_from(words, first, folded)
        if reading is None:
            first += 1
        else:
            found.append(reading)
            while first < len(words) and words[first][0] < reading.end:
                first += 1
    return tuple(found)


def code_of(text: str) -> str | None:
    """The code that this whole text stands for, or None."""
    stripped = text.strip(" .:,/*-<")
    if is_code(stripped):
        return stripped
    return _codes_by_name().get(_letters(fold(stripped)))


def _longest_from(words: Sequence[tuple[int, int, str]], first: int, text: str) -> Reading | None:
    names = _codes_by_name()
    start = words[first][0]
    for last in range(min(len(words), first + MOST_WORDS) - 1, first - 1, -1):
        end = words[last][1]
        key = "".join(letters for _, _, letters in words[first : last + 1])
        if key in names and (len(key) >= SHORTEST_NAME or not key.isascii()):
            return Reading(value=names[key], start=start, end=end, score=0.9)
    printed = text[start : words[first][1]]
    if printed.isupper() and len(printed) == 3 and is_code(printed):
        return Reading(value=printed, start=start, end=words[first][1], score=0.8)
    return None


def _letters(text: str) -> str:
    return "".join(character for character in fold_letters(text) if character.isalpha())


@lru_cache(maxsize=1)
def _alpha_2_by_alpha_3() -> dict[str, str]:
    from babel.core import get_global

    return {
        alias: targets[0]
        for alias, targets in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha()
    }


@lru_cache(maxsize=1)
def _icao_by_alpha_2() -> dict[str, str]:
    codes = {alpha_2: alpha_3 for alpha_3, alpha_2 in _alpha_2_by_alpha_3().items() if alpha_3 not in SUPERSEDED}
    return codes | {"DE": "D", "XK": "RKS"}


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    from babel import Locale

    codes = _icao_by_alpha_2()
    names: dict[str, str] = {}
    for locale in NAME_LOCALES:
        for alpha_2, name in Locale.parse(locale).territories.items():
            if alpha_2 in codes:
                names.setdefault(_letters(name), codes[alpha_2])
    further = {_letters(name): code for name, code in (FURTHER_NAMES | DEMONYMS).items()}
    return {name: code for name, code in (names | further).items() if name}
