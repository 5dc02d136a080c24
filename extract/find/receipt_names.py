"""How names of firms are written: what stands around them on the first lines of a receipt."""

from __future__ import annotations

import re

REGISTRATION = re.compile(
    r"""\s*(?:
        # (81109-A), (Co. Reg. 860671-D), <484297-M>
        [(\[<{（]\s*(?:co\.?|reg\.?|no\.?|roc|company|[:.\s])*
        [A-Z]{0,4}[\s.-]*\d[\d\s-]{3,}[\s.-]*[A-Z]{0,2}\s*[)\]>}）.]*
        # 002043319-W
        | [-–]?\s*\b\d{5,9}\s?-\s?[A-Z]\b
        # Company Reg. No.: SA03711551-P
        | \b(?:co(?:mpany)?|business)?\.?\s*(?:reg(?:istration)?|roc)\.?\s*(?:no)?\.?\s*[:.]?\s*\w*\d{4,}\S*
        # a bracket that was not read to its end
        | [(\[]\s*(?:co|reg|no)?[.:]?
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A registration number at the end of a firm's name."""

REGISTRATION_ALONE = re.compile(
    r"^[(\[<{（]?\s*(?:co\.?|company|reg\.?|no\.?|roc|comp\.?|[:.\s])*"
    r"[A-Z]{0,3}\s?\d[\d\s]{4,11}\s?[-.]?\s?[A-Z]{0,2}\s*[)\]>}）.]*$",
    re.IGNORECASE,
)

SET_OFF = re.compile(r"^[\s*=~_.,:;|<>«»'\"`!#-]+|[\s*=~_:;|<>«»'\"`-]+$")
"""Ornaments around a name: *** NAME ***"""

OWNER = re.compile(
    r"^[^:]{0,12}(?:by|owner|licensee|franchisee|milik\w*|inh\w*|propri\w*|titular\w*)\s*:\s*(?=\S{3})", re.IGNORECASE
)
"""OWNED BY: before a firm's name."""

LEADING_NUMBER = re.compile(r"^\d{6,}\s+(?=\D{5})")
"""A number that a till or a hand set before the name."""

UNFINISHED = re.compile(r"(?:&|\band|\bund|\bet|\by|\bof|\bde|\bdi|-|\(m\)|,)\s*$", re.IGNORECASE)
"""A name that goes on in the next line."""

FORM_READ_WRONG = re.compile(r"\b[5$]/B(?=\W*$)")
"""The legal form S/B (sendirian berhad)."""
