"""How addresses are written: postal codes, house numbers, words of streets, and their lines as one text."""

from __future__ import annotations

import re
from collections.abc import Sequence

CONTACT = re.compile(r"[\s,;(]+(?:tel|phone|ph|fax|hp)\b\W{0,3}[\d(+].*$", re.IGNORECASE)
"""A phone behind an address on its line."""

POSTAL_CODE = re.compile(
    r"""(?<![\w./:#-])(?:
        [A-Z]{0,2}-?\d{5}(?:-\d{4})?,?\s{0,2}[^\W\d]{2} # MY, DE, FR, ES, IT: before the town
        | (?<=[^\W\d][\s,.])\s?\d{5}(?:-\d{4})?[\s.,]*$  # US: after the state
        | (?:singapore|s\W?)\s*\(?\d{6}
        | \d{4}\s?[A-Z]{2}\s                           # NL
        | [A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b         # GB
        | [A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z0]{2}$          # GB, an O or a Q read as 0
        | [A-Z]\d[A-Z]\s?\d[A-Z]\d\b                  # CA
        | \d{2}-\d{3}\s+[^\W\d]{2} | \d{4}-\d{3}\s+[^\W\d]{2}  # PL, PT
        | \d{3}\s\d{2}\s+[^\W\d]{2}                   # SE
        | \d{4}\s+[^\W\d]{3,}$                         # AT, BE, CH, DK: before the town, at the end
    )""",
    re.VERBOSE | re.IGNORECASE,
)
ZERO_IN_AREA = re.compile(r"(?<=\b[CPSY])0(?=\d{1,2} ?\d[A-Z]{2}\b)")
"""Areas of Britain whose second letter is an O: CO, PO, SO, YO; none has a zero there."""

US_STATES = (
    r"(?:A[LKZR]|C[AOT]|D[EC]|FL|G[AU]|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|ON|QC|BC|AB|NSW|VIC|QLD)"
)
"""Of Canada and Australia, too."""

US_STATE = re.compile(rf"[,.\s]{US_STATES}\W*(?:\d{{5}}|$)")

LAST_OF_ADDRESS = re.compile(
    rf"[,.\s]{US_STATES}\W*\d{{5}}(?:-\d{{4}})?$"
    r"|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}$|[A-Z]\d[A-Z]\s?\d[A-Z]\d$"
)
"""Postal codes of the United States, Britain and Canada end an address."""

HOUSE_NUMBER = re.compile(r"^\W*(?:no?\W{0,3}|lot\W{0,3}|unit\W{0,3})?\w{0,3}\d+[\w/&-]*[,.\s]+[^\W\d]", re.IGNORECASE)
NUMBER_LAST = re.compile(r"[^\W\d]{4,}\.?,?\s+\d{1,4}\s?[a-z]?\b(?:\W|$)", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"[^\W\d]{3,}\.?\s\d{1,4}\s?[a-z]?$", re.IGNORECASE)
"""Weaker, for a line over a postal code."""

STREET_SUFFIX = re.compile(
    r"(?:(?<![^\W\d])(?:st|rd|ave|av|blvd|dr|ln|hwy|way|pl|sq|ct|ste|fl|nw|ne|sw|se|jln|jl|tmn|bdr|kg|lrg|rue|via|ul|al|bd|c/)\b"
    r"|(?:stra(?:ß|ss)e|str\.|gasse|platz|allee|weg|damm|ring|ufer|straat|laan|plein|gracht|kade|dijk|steeg|gatan|vägen|torget|gata)\b)",
    re.IGNORECASE,
)
CHINESE_ADDRESS = re.compile(
    r"[\u4e00-\u9fff](?:路|街|大道|巷|弄|道)[\w\u4e00-\u9fff]*\d|(?:省|市|区|區|县)[\u4e00-\u9fff]{2,}(?:路|街|道|号|號)"
)


def join_address(texts: Sequence[str]) -> str:
    """Lines of an address as one text: ", " between them where no mark stands."""
    joined = ""
    for text in texts:
        text = text.strip()
        if joined:
            joined += " " if joined.endswith((",", ";", "-", "&")) else ", "
        joined += text
    return joined


def with_letter_o(text: str) -> str:
    """British postal codes with the letter where the recogniser read a zero: Y01 7HH is YO1 7HH."""
    return ZERO_IN_AREA.sub("O", text)
