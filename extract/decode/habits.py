"""How one document writes: order of dates, decimal mark, country, decided from all of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..document import Classification, TextPage
from ..notation import amounts, dates, identifiers
from ..notation.amounts import Mark
from ..notation.countries import alpha_2_of
from ..notation.currencies import currency_of_country
from ..notation.dates import Order
from ..notation.reading import fold

MONTH_FIRST = frozenset(("US", "PR", "GU", "VI", "AS", "MP", "UM", "PH", "FM", "PW", "MH"))
"""Countries that write month, day, year; all others write the day before the month or the year first."""

YEAR_FIRST = frozenset(("CN", "TW", "HK", "JP", "KR", "KP", "MN", "HU", "LT"))
"""Countries that write the year first, also with two digits."""

EVIDENCE_FOR_ORDER = 2
"""Points by which country evidence must lead before it decides the order; one sign alone may deceive."""

COUNTRY_CURRENCY_POINTS = {
    "USD": 2,
    "EUR": -3,
    "GBP": -3,
    "MYR": -3,
    "INR": -3,
    "CHF": -3,
    "PLN": -3,
    "SEK": -2,
}
"""What a printed currency says about month first (above 0) or day first. "$" is read as USD, but others
write it too."""

_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR"
)
_STATE_AND_ZIP = re.compile(rf"(?<![A-Z])(?:{_STATES.replace(' ', '|')})[., ]{{0,2}}\d{{5}}(?:-\d{{4}})?(?!\d)")
_NORTH_AMERICAN_PHONE = re.compile(
    r"(?<!\d)(?:1[-. ])?(?:\([2-9]\d{2}\) ?\d{3}[-. ]?\d{4}|[2-9]\d{2}[-. ]\d{3}[-. ]\d{4})(?!\d)"
)
_CANADIAN_CODE = re.compile(r"(?<![A-Z])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\d)")
_AFTERNOON = re.compile(r"(?<![\d:])(?:1[3-9]|2[0-3]):[0-5]\d(?!\d)")
_DAY_FIRST_WORDS = re.compile(
    r"(?<![a-z])(?:gst|sdn|bhd|jalan|jln|tax ?invoice|mwst|ust|vat|tva|iva|i\.v\.a|cif|btw|moms|siret|datum|"
    r"fecha|steuernummer|abn|rechnung|facture|factura|fattura)(?![a-z])",
    re.IGNORECASE,
)
_MONTH_FIRST_WORDS = re.compile(
    r"(?<![a-z])(?:sales tax|gratuity|tip|zip|ste|suite|blvd|hwy|check ?#|chk|srvr|server|guests?|"
    r"debit card)(?![a-z])",
    re.IGNORECASE,
)
_TAX_ALONE = re.compile(r"(?<![a-z])tax(?! ?(?:invoice|id|no|reg|code)|[a-z%\d]| ?\d+ ?%)", re.IGNORECASE)
_DATE_WITH_POINTS = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])")
_DATE_WITH_DASHES = re.compile(r"(?<![\d-])\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?![\d-])")
_EVIDENCE: tuple[tuple[re.Pattern[str], int], ...] = (
    (_STATE_AND_ZIP, 3),
    (_NORTH_AMERICAN_PHONE, 2),
    (_MONTH_FIRST_WORDS, 1),
    (_TAX_ALONE, 1),
    (_CANADIAN_CODE, -1),
    (_DATE_WITH_POINTS, -2),
    (_DATE_WITH_DASHES, -1),
    (_AFTERNOON, -1),
    (_DAY_FIRST_WORDS, -3),
)
"""What speaks for the month first (above 0) or the day first (below 0), once a document. Tuned on the
receipts of wildreceipt and sroie whose dates show their order themselves."""

DECIMAL_COMMA_POINTS = -3
"""No country that writes the month first has a decimal comma."""

OTHER_LANGUAGE_POINTS = -2
"""A language other than English; no proof, for names of dishes may be taken for one."""


@dataclass(frozen=True, slots=True)
class Habits:
    """date_order: None where nothing decides it. decimal_mark: "." or ",", None where amounts do not
    show it. country: ISO 3166-1 alpha-2 of the document, where it is known."""

    date_order: Order | None = None
    decimal_mark: Mark | None = None
    country: str | None = None

    @property
    def currency(self) -> str | None:
        return currency_of_country(self.country) if self.country else None


def habits_of(pages: Sequence[TextPage], classification: Classification) -> Habits:
    """What the pages show, unambiguous notations before evidence of the country."""
    texts = [fold(line.text) for page in pages for line in page.lines]
    country = _alpha_2(classification.country) or _country_of_numbers(texts)
    languages = {page.language for page in pages if page.language}
    return Habits(
        date_order=_order_shown(texts) or _order_of_country(texts, country, languages),
        decimal_mark=_decimal_mark(_marks(texts)),
        country=country,
    )


def _alpha_2(code: str | None) -> str | None:
    if code is None or len(code) == 2:
        return code
    return alpha_2_of(code)


def _country_of_numbers(texts: Iterable[str]) -> str | None:
    """The country of VAT numbers and IBANs whose check digits hold, where all agree."""
    found = set()
    for text in texts:
        for reading in (*identifiers.find_vat_ids(text), *identifiers.find_ibans(text)):
            if reading.score == 1.0:
                found.add({"EL": "GR", "XI": "GB"}.get(reading.value[:2], reading.value[:2]))
    return found.pop() if len(found) == 1 else None


def _order_shown(texts: Iterable[str]) -> Order | None:
    """The order that the document's own unambiguous dates show, where they do not contradict each other."""
    votes: Counter[Order] = Counter()
    for text in texts:
        for reading in dates.find(text):
            if reading.order in ("DMY", "MDY") and not reading.ambiguous:
                votes[reading.order] += 1
    if len(votes) == 1:
        return next(iter(votes))
    return None


def _order_of_country(texts: Sequence[str], country: str | None, languages: set[str]) -> Order | None:
    if country is not None:
        return "MDY" if country in MONTH_FIRST else "YMD" if country in YEAR_FIRST else "DMY"
    if "zh" in languages:
        return "YMD"
    # OCR glues words: "GoldenInnSdnBhd" is split where a capital follows a small letter.
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", "\n".join(texts))
    points = sum(weight for pattern, weight in _EVIDENCE if pattern.search(text))
    marks = _marks(texts)  # OCR reads some points as commas: only commas throughout prove anything
    points += DECIMAL_COMMA_POINTS if marks[","] and not marks["."] else 0
    points += OTHER_LANGUAGE_POINTS if languages and "en" not in languages else 0
    currencies = {reading.currency for line in texts for reading in amounts.find(line) if reading.currency}
    points += sum(COUNTRY_CURRENCY_POINTS.get(currency, 0) for currency in currencies)
    if abs(points) < EVIDENCE_FOR_ORDER:
        return None
    return "MDY" if points > 0 else "DMY"


def _decimal_mark(marks: Counter[Mark]) -> Mark | None:
    """The mark before two decimals in most amounts; None where both are as frequent."""
    if marks["."] == marks[","]:
        return None
    return "." if marks["."] > marks[","] else ","


def _marks(texts: Iterable[str]) -> Counter[Mark]:
    """How many amounts show which decimal mark beyond doubt."""
    return Counter(
        reading.mark
        for text in texts
        for reading in amounts.find(text)
        if reading.mark and not reading.ambiguous and reading.decimals in (0, 2)
    )
