"""How one issuer writes labels, amounts, dates and rates: its habits are choices among what its locale allows.

What keeps two parts of a value apart is a plain space (never a no-break space), so that a value splits into words
as a reader sees them.
"""

from __future__ import annotations

import datetime
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal, TypeVar

from docfields.models.synthesis.material.tables import Locale, language_codes, language_labels, locale, locale_codes

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Habits",
    "Locale",
    "choose",
    "draw_day",
    "draw_habits",
    "draw_phrase",
    "is_abbreviated",
    "language_codes",
    "locale",
    "locale_codes",
    "plain",
    "write_amount",
    "write_date",
    "write_number",
    "write_quantity",
    "write_rate",
    "write_time",
]

SymbolPlace = Literal["none", "before", "before_space", "after", "after_close", "code_before", "code_after"]
LabelCase = Literal["as_is", "upper", "title", "lower"]
Negative = Literal["minus", "inner_minus", "trailing", "parentheses", "credit"]
T = TypeVar("T")

FIRST_DAY, LAST_DAY = datetime.date(2015, 1, 2), datetime.date(2026, 6, 30)
"""Dates of issue lie between; fixed, so that a seed means the same next year."""

_SYMBOL_PLACES: Mapping[str, tuple[SymbolPlace, ...]] = {
    "AT": ("before_space", "after", "code_before", "before"),
    "BE": ("after", "before_space", "before", "code_after"),
    "BR": ("before_space", "before", "code_before"),
    "CH": ("code_before", "code_after"),
    "CN": ("before", "before_space", "after", "code_before"),
    "IN": ("before", "before_space", "code_before", "code_after"),
    "IT": ("before_space", "after", "code_before", "after_close"),
    "MX": ("before", "before_space", "code_after"),
    "MY": ("before", "before_space", "code_before"),
    "NL": ("before_space", "before", "code_before", "after"),
}
"""Where a country writes the currency, the usual place first; the others follow two rules."""

_BEFORE: tuple[SymbolPlace, ...] = ("before", "before_space", "code_after", "code_before")
_AFTER: tuple[SymbolPlace, ...] = ("after", "code_after", "after_close", "before_space", "code_before")

_FOLLOWING: Mapping[str, SymbolPlace] = {
    "Euro": "after",
    "Euros": "after",
    "M.N.": "after",
    "Reais": "after",
    "元": "after_close",
}
"""Words for a currency that never stand before the number."""

_NO_CENTS: Mapping[str, tuple[str, ...]] = {"CHF": (".-", ".–", ".--"), "SEK": (":-",)}
"""What stands for no cents, by currency: "120.-"."""

_SECOND_LANGUAGES = {"de_CH": ("fr", "it", "en"), "fr_CH": ("de",), "nl_BE": ("fr", "en"), "en_US": ("es",)}
"""Beside which labels some print another language's; other countries add English."""

_SMALL_WORDS = frozenset("a an and at by for from in of on or per the to".split())
_LONGEST_ABBREVIATION = 4  # letters of a wording without dots that counts as an abbreviation: "Qty", "Tel", "MwSt"


@dataclass(frozen=True, slots=True)
class Habits:
    """How one issuer writes. wording: seed of its choice among labels. bilingual: a second language, or None.

    abbreviations: None where it does not care. whole_mark: what stands for no cents ("12.-"), "" where 00 does.
    quantity_decimals, rate_decimals: at least so many. capital_dates: months in capitals.
    """

    symbol: SymbolPlace
    symbol_text: str
    decimal_mark: str
    thousands_mark: str
    grouping: Literal["thousands", "indian"]
    negative: Negative
    date_pattern: str
    time_pattern: str
    wording: int
    label_case: LabelCase = "as_is"
    colon: bool = True
    bilingual: str | None = None
    abbreviations: bool | None = None
    whole_mark: str = ""
    quantity_decimals: int = 0
    group_quantities: bool = True
    rate_decimals: int = 0
    rate_gap: str = ""
    capital_dates: bool = False

    def label(self, where: Locale, concept: str, *, colon: bool = False, **values: str) -> str:
        """The issuer's wording of a concept, the same each time; colon: with one, where the issuer prints them.

        values: what takes the place of {rate} and the like; a placeholder without a value stays.
        """
        if concept not in where.labels:
            raise KeyError(f"{where.code} has no label for {concept}")
        text = self._worded(where.labels[concept], concept)
        if self.bilingual and "{" not in text:
            second = self._worded(language_labels(self.bilingual).get(concept, (text,)), concept)
            if second.casefold() != text.casefold():
                text += Random(f"{self.wording}/between").choice((" / ", " / ", "/", " | ")) + second
        text = "".join(
            _cased(literal, self.label_case) + ("" if name is None else values.get(name, f"{{{name}}}"))
            for literal, name, _, _ in string.Formatter().parse(text)
        )
        return text + self.colon_text(where) if colon and not text.endswith((":", "?", "：")) else text

    def colon_text(self, where: Locale) -> str:
        """What stands after a label: "" where the issuer prints no colons."""
        if not self.colon:
            return ""
        if where.language == "fr":
            return Random(f"{self.wording}/colon").choice((" :", " :", " :", ":"))
        return "：" if where.language == "zh" else ":"

    def _worded(self, wordings: tuple[str, ...], concept: str) -> str:
        if self.abbreviations is not None:
            wordings = tuple(text for text in wordings if is_abbreviated(text) == self.abbreviations) or wordings
        return choose(Random(f"{self.wording}/{concept}"), wordings)


def is_abbreviated(wording: str) -> bool:
    """Whether a label is a short form: "Inv. No.", "Qty", "N°"."""
    return any(mark in wording for mark in ".#°º") or len(wording) <= _LONGEST_ABBREVIATION


def _cased(text: str, case: LabelCase) -> str:
    if case == "upper":
        return text.upper()
    if case == "lower":
        return text.lower()
    if case == "title":
        words = text.split(" ")
        kept = (
            word if index and word in _SMALL_WORDS else word[:1].upper() + word[1:] for index, word in enumerate(words)
        )
        return " ".join(kept)
    return text


def choose(rng: Random, options: Sequence[T], falling: float = 0.5) -> T:
    """One of some options in falling order of frequency: the i-th has the weight 1 / (1 + falling * i)."""
    return rng.choices(options, [1 / (1 + falling * index) for index in range(len(options))])[0]


def draw_habits(issuer: Random, where: Locale, kind: str) -> Habits:
    """An issuer's habits. kind: of document, as truths name it; tills write less and shorter than offices."""
    till = kind == "receipt"
    place, symbol_text = _draw_symbol(issuer, where, till)
    decimal_mark, thousands_mark = _draw_marks(issuer, where, till)
    english = where.language == "en"
    return Habits(
        symbol=place,
        symbol_text=symbol_text,
        decimal_mark=decimal_mark,
        thousands_mark=thousands_mark,
        grouping="indian" if where.country == "IN" and issuer.random() < 0.85 else "thousands",
        negative=_draw_negative(issuer, where, till),
        date_pattern=choose(issuer, where.dates),
        time_pattern=choose(issuer, where.times),
        wording=issuer.getrandbits(32),
        label_case=_draw_case(issuer, english, till),
        colon=issuer.random() < (0.45 if till else 0.6),
        bilingual=_draw_second_language(issuer, where, 0.02 if till else 0.07),
        abbreviations=_draw_length(issuer, where, till),
        whole_mark=issuer.choice(_NO_CENTS.get(where.currency, ("",))) if issuer.random() < 0.12 else "",
        quantity_decimals=issuer.choices((0, 2, 3), (82, 15, 3))[0],
        group_quantities=issuer.random() < 0.6,
        rate_decimals=issuer.choices((0, 1, 2), (75, 7, 18))[0],
        rate_gap=issuer.choices(("", " "), (9, 1) if english else (5, 5))[0],
        capital_dates=issuer.random() < (0.3 if till else 0.05),
    )


def _draw_symbol(issuer: Random, where: Locale, till: bool) -> tuple[SymbolPlace, str]:
    unsigned = issuer.random() < (0.5 if till else 0.12)
    place: SymbolPlace = "none" if unsigned else choose(issuer, _symbol_places(where), 1.2)
    signs = [symbol for symbol in where.symbols if symbol not in (where.currency, ":-")] or [where.currency]
    sign = choose(issuer, signs, 2)
    if place.startswith("code"):
        return place, where.currency
    if sign in _FOLLOWING and place.startswith("before"):
        return _FOLLOWING[sign], sign
    return place, sign


def _symbol_places(where: Locale) -> tuple[SymbolPlace, ...]:
    return _SYMBOL_PLACES.get(where.country, _BEFORE if where.language == "en" else _AFTER)


def _draw_marks(issuer: Random, where: Locale, till: bool) -> tuple[str, str]:
    """The decimal mark and the thousands mark. Some machines know only points, and tills seldom group."""
    decimal_mark = "." if issuer.random() < (0.04 if till else 0.01) else where.decimal_mark
    marks = [mark.replace("\u202f", " ").replace("\xa0", " ") for mark in where.thousands_marks]
    marks = [mark for mark in marks if mark != decimal_mark] or [""]
    none = issuer.random() < (0.35 if till else 0.1)
    return decimal_mark, "" if none else choose(issuer, marks, 1.5)


def _draw_negative(issuer: Random, where: Locale, till: bool) -> Negative:
    ways: tuple[Negative, ...] = ("minus", "inner_minus", "trailing", "parentheses", "credit")
    english = where.language == "en"
    weights = (70, 6, 18, 2, 2 if english else 0) if till else (76, 6, 7, 9 if english else 3, 2 if english else 0)
    return issuer.choices(ways, weights)[0]


def _draw_case(issuer: Random, english: bool, till: bool) -> LabelCase:
    cases: tuple[LabelCase, ...] = ("as_is", "upper", "title", "lower")
    weights = (48, 18, 30, 4) if english else (70, 22, 4, 4)
    return issuer.choices(cases, (30, 50, 16, 4) if till else weights)[0]


def _draw_length(issuer: Random, where: Locale, till: bool) -> bool | None:
    """Whether the issuer abbreviates labels; Chinese ones are all short."""
    preference = issuer.choices((None, True, False), (6, 3, 1) if till else (6, 2, 2))[0]
    return None if where.language == "zh" else preference


def _draw_second_language(issuer: Random, where: Locale, share: float) -> str | None:
    if issuer.random() >= share * (3 if where.country in ("CH", "BE") else 1):
        return None
    languages = _SECOND_LANGUAGES.get(where.code, () if where.language == "en" else ("en",))
    known = [language for language in languages if language in language_codes()]
    return choose(issuer, known, 1) if known else None


def write_amount(
    value: Decimal, where: Locale, habits: Habits, *, symbol: bool | None = None, decimals: int = 2
) -> str:
    """ "1.234,50 €", "-£1,234.50", "(1,00,000.00)". symbol: whether to print the currency; None: as the issuer does.

    decimals: at least so many; a value that has more keeps them, so that what is printed is the value.
    """
    text = _digits(abs(value), habits, decimals, grouped=True)
    if habits.whole_mark and decimals == 2 and text.endswith(f"{habits.decimal_mark}00"):
        text = text[:-3] + habits.whole_mark
    place = habits.symbol
    if symbol and place == "none":
        place = _symbol_places(where)[0]
    if symbol is False:
        place = "none"
    sign = "-" if value < 0 and habits.negative in ("minus", "inner_minus") else ""
    inner = sign if habits.negative == "inner_minus" else ""
    if value < 0 and habits.negative == "trailing":
        text += "-"
    unit = where.currency if place.startswith("code") else habits.symbol_text
    if place in ("before", "before_space", "code_before"):
        text = f"{unit}{'' if place == 'before' else ' '}{inner}{text}"
        sign = "" if inner else sign
    elif place != "none":
        text = f"{text}{'' if place == 'after_close' else ' '}{unit}"
    if value < 0 and habits.negative == "parentheses":
        return f"({text})"
    return f"{text} CR" if value < 0 and habits.negative == "credit" else sign + text


def _digits(value: Decimal, habits: Habits, decimals: int, *, grouped: bool) -> str:
    """Digits with marks; value is not negative."""
    whole, _, rest = plain(value).partition(".")
    rest = rest.ljust(decimals, "0")
    if grouped and habits.thousands_mark:
        step = 2 if habits.grouping == "indian" else 3
        head, groups = whole[:-3], [whole[-3:]]
        while head:
            head, groups = head[:-step], [head[-step:], *groups]
        whole = habits.thousands_mark.join(groups)
    return whole + (habits.decimal_mark + rest if rest else "")


def write_number(value: Decimal, where: Locale, habits: Habits) -> str:
    """A number without trailing zeros and grouping, with the issuer's decimal mark."""
    return plain(value).replace(".", habits.decimal_mark)


def write_quantity(value: Decimal, where: Locale, habits: Habits) -> str:
    """How many or how much: "2", "2,00", "1 250"."""
    sign = "-" if value < 0 else ""
    return sign + _digits(abs(value), habits, habits.quantity_decimals, grouped=habits.group_quantities)


def write_rate(rate: Decimal, where: Locale, habits: Habits, *, sign: bool = True) -> str:
    """Percent: "19 %", "19%", "19,00"."""
    text = _digits(rate, habits, habits.rate_decimals, grouped=False)
    return f"{text}{habits.rate_gap}%" if sign else text


def write_date(day: datetime.date, where: Locale, habits: Habits) -> str:
    from babel.dates import format_date

    written: str = format_date(day, habits.date_pattern, where.code)
    return written.upper() if habits.capital_dates else written


def write_time(time: datetime.time, where: Locale, habits: Habits) -> str:
    from babel.dates import format_time

    written: str = format_time(time, habits.time_pattern, locale=where.code)
    return written


def plain(value: Decimal) -> str:
    """The shortest decimal string, as truths hold quantities and rates: "2", "5.5"."""
    return f"{value.normalize():f}"


def draw_phrase(rng: Random, where: Locale, name: str, **values: str) -> str:
    """A sentence of a list of phrases; only those are drawn whose placeholders all have values."""
    fitting = []
    for text in where.phrases[name]:
        needed = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        if needed <= values.keys():
            fitting.append(text)
    return rng.choice(fitting).format(**values)


def draw_day(rng: Random, first: datetime.date = FIRST_DAY, last: datetime.date = LAST_DAY) -> datetime.date:
    """A day from first to last, both included."""
    return first + datetime.timedelta(days=rng.randint(0, (last - first).days))
