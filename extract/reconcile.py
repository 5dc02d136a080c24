"""Values -> values: arithmetic and agreement across fields decide between close candidates.

A choice between readings may change here; a value itself never does. What cannot be made to agree
becomes an issue.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product

from docfields.schemas.extraction import Check, Issue, Kind, Severity

from .document import Readings, Value

CANDIDATES_A_FIELD = 5
"""How many readings of one amount take part in the search for a consistent set."""

CONSISTENT_SUM_GAIN = 0.45
"""What a sum that adds up is worth against the scores of the values in it (each at most 1)."""

SUM_TOLERANCE = Decimal("0.02")
"""Sellers round each line and each tax on its own."""

ROUNDING_TOLERANCE = Decimal("0.05")
"""Cash totals are rounded to five cents in several countries."""


RIVAL_SHARE = 0.3
"""On receipts two of many amounts add up by chance: TOTAL PAYABLE stays the total all the same."""

SURE_PART = 0.5
"""What is below waits for a person anyway, on its own."""


def reconcile(readings: Readings, kind: Kind) -> Readings:
    """Choose the consistent reading of amounts, check sums and the order of dates, compare with the MRZ."""
    ranked = dict(readings.values)
    issues = list(readings.issues)
    for equation in EQUATIONS.get(kind, ()):
        ranked = _prefer_consistent(ranked, equation)
    for equation in EQUATIONS.get(kind, ()):
        ranked, issue = _check_sum(ranked, equation)
        issues += issue
    ranked, line_issues = _check_line_items(ranked, kind)
    issues += line_issues
    issues += _date_order(ranked, DATE_ORDER.get(kind, ()))
    if kind == "identity":
        ranked, mrz_issues = _compare_with_mrz(ranked)
        issues += mrz_issues
    return Readings(tuple(ranked.items()), tuple(issues))


Ranked = dict[str, tuple[Value, ...]]


class Equation:
    """target = sum of plus - sum of minus; parts that are absent count as zero, `needed` must be there.

    included: those of `needed` that may be in the others already (prices with tax). Such a sum is no
    mismatch, but it proves nothing, so that no reading is chosen by it. least_share: readings with
    less than this share of the best one's score do not take part. sure: parts with a lower score
    prove no mismatch.
    """

    __slots__ = ("included", "least_share", "minus", "name", "needed", "plus", "sure", "target", "tolerance")

    def __init__(
        self,
        name: str,
        target: str,
        plus: tuple[str, ...],
        minus: tuple[str, ...] = (),
        *,
        needed: tuple[str, ...],
        included: tuple[str, ...] = (),
        tolerance: Decimal = SUM_TOLERANCE,
        least_share: float = 0.0,
        sure: float = 0.0,
    ) -> None:
        self.name, self.target, self.plus, self.minus = name, target, plus, minus
        self.needed, self.included, self.tolerance = needed, included, tolerance
        self.least_share, self.sure = least_share, sure

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.target, *self.plus, *self.minus)

    def holds(self, amounts: Mapping[str, Decimal], *, with_included: bool = False) -> bool:
        """True where the amounts agree, with or without each optional part (some are in the net already).

        Nothing is proved where the target is zero: a till's empty TENDERED 0.00.
        """
        if not amounts[self.target]:
            return False
        certain = [name for name in self.needed if not (with_included and name in self.included)]
        missing = amounts[self.target] - sum((amounts[name] for name in certain), Decimal(0))
        optional = [amounts[name] for name in self.plus if name in amounts and name not in certain]
        taken = [-abs(amounts[name]) for name in self.minus if name in amounts]
        return any(abs(missing - extra) <= self.tolerance for extra in partial_sums([*optional, *taken]))


def partial_sums(amounts: Sequence[Decimal]) -> set[Decimal]:
    """The sums of each choice from some amounts, of none too."""
    return {sum(chosen, Decimal(0)) for size in range(len(amounts) + 1) for chosen in combinations(amounts, size)}


EQUATIONS: dict[Kind, tuple[Equation, ...]] = {
    "invoice": (
        Equation(
            "net_plus_tax",
            "total",
            ("net_total", "tax_total", "shipping", "rounding"),
            ("discount",),
            needed=("net_total", "tax_total"),
        ),
    ),
    "receipt": (
        Equation(
            "subtotal_plus_tax",
            "total",
            ("subtotal", "tax", "tip", "service_charge", "rounding"),
            ("discount",),
            needed=("subtotal", "tax"),
            included=("tax",),
            tolerance=ROUNDING_TOLERANCE,
            least_share=RIVAL_SHARE,
            sure=SURE_PART,
        ),
        Equation(
            "paid_less_change",
            "paid",
            ("total", "change"),
            needed=("total", "change"),
            tolerance=ROUNDING_TOLERANCE,
            least_share=RIVAL_SHARE,
            sure=SURE_PART,
        ),
    ),
}

DATE_ORDER: dict[Kind, tuple[tuple[str, str], ...]] = {
    "invoice": (("issue_date", "due_date"), ("order_date", "issue_date")),
    "identity": (("birth_date", "issue_date"), ("issue_date", "expiry_date"), ("birth_date", "expiry_date")),
    "bank_card": (("valid_from", "expiry"),),
    "receipt": (("arrival_date", "departure_date"),),
}
"""Earlier field, later field: equal is allowed."""


def _prefer_consistent(ranked: Ranked, equation: Equation) -> Ranked:
    present = [name for name in equation.fields if ranked.get(name)]
    if equation.target not in present or any(name not in present for name in equation.needed):
        return ranked
    searched = [name for name in present if name == equation.target or name in equation.needed]
    fixed = {name: ranked[name][0].value for name in present if name not in searched}
    best, best_score = None, -1.0
    for choice in product(*(_amounts(ranked[name], equation.least_share) for name in searched)):
        amounts = fixed | {name: value.value for name, value in zip(searched, choice, strict=True)}
        score = sum(value.score for value in choice)
        if equation.holds(amounts):
            score += CONSISTENT_SUM_GAIN * len(searched)
        if score > best_score + 1e-9:
            best, best_score = choice, score
    if best is None:
        return ranked
    return ranked | {name: _first(ranked[name], value) for name, value in zip(searched, best, strict=True)}


def _amounts(values: Sequence[Value], least_share: float) -> list[Value]:
    amounts = [value for value in values if isinstance(value.value, Decimal)]
    least = least_share * amounts[0].score if amounts else 0.0
    return [value for value in amounts if value.score >= least][:CANDIDATES_A_FIELD]


def _first(values: tuple[Value, ...], chosen: Value) -> tuple[Value, ...]:
    return (chosen, *(value for value in values if value is not chosen))


def _check_sum(ranked: Ranked, equation: Equation) -> tuple[Ranked, list[Issue]]:
    amounts = {
        name: ranked[name][0].value
        for name in equation.fields
        if ranked.get(name) and isinstance(ranked[name][0].value, Decimal)
    }
    if not amounts.get(equation.target) or any(name not in amounts for name in equation.needed):
        return ranked, []
    passed = equation.holds(amounts, with_included=True)
    tested = (equation.target, *equation.needed)
    if not passed and any(ranked[name][0].score < equation.sure for name in tested):
        return ranked, []
    ranked = _with_check(ranked, tested, Check(name=equation.name, passed=passed))
    if passed:
        return ranked, []
    parts = " + ".join(equation.needed)
    message = f"{parts} does not give {equation.target}; compare the amounts with the page"
    return ranked, [Issue(code="sum_mismatch", field=equation.target, message=message)]


def _with_check(ranked: Ranked, fields: Iterable[str], check: Check) -> Ranked:
    changed = dict(ranked)
    for name in fields:
        first, *others = changed[name]
        changed[name] = (replace(first, checks=(*first.checks, check)), *others)
    return changed


def _check_line_items(ranked: Ranked, kind: Kind) -> tuple[Ranked, list[Issue]]:
    """The lines' amounts against the net amount, the subtotal or the total (prices may include tax).

    On receipts what stands between lines and sums may be in either: tax, tip, service, discount.
    """
    amounts = [
        values[0].value
        for name, values in ranked.items()
        if name.startswith("line_items[") and name.endswith("].amount") and isinstance(values[0].value, Decimal)
    ]
    targets = [
        name
        for name in ("net_total", "subtotal", "total")
        if ranked.get(name) and isinstance(ranked[name][0].value, Decimal)
    ]
    if len(amounts) < 1 or not targets:
        return ranked, []
    total = sum(amounts, Decimal(0))
    tolerance, extras = SUM_TOLERANCE * len(amounts), {Decimal(0)}
    if kind == "receipt":
        tolerance, extras = ROUNDING_TOLERANCE, partial_sums(_beside_lines(ranked))
    matching = [
        name for name in targets if any(abs(ranked[name][0].value - total - extra) <= tolerance for extra in extras)
    ]
    if matching:
        return _with_check(ranked, matching[:1], Check(name="lines_sum", passed=True)), []
    message = "the line items' amounts do not add up to any of " + ", ".join(targets)
    severity: Severity = "warning" if kind == "invoice" else "info"
    return ranked, [Issue(code="lines_sum_mismatch", field="line_items", message=message, severity=severity)]


def _beside_lines(ranked: Ranked) -> list[Decimal]:
    """What a receipt adds to its lines, with its sign."""
    signs = {"tax": 1, "tip": 1, "service_charge": 1, "rounding": 1, "discount": -1}
    values = {name: ranked[name][0].value for name in signs if ranked.get(name)}
    return [value if signs[name] > 0 else -abs(value) for name, value in values.items() if isinstance(value, Decimal)]


def _date_order(ranked: Ranked, pairs: Sequence[tuple[str, str]]) -> list[Issue]:
    issues = []
    for earlier, later in pairs:
        if not (ranked.get(earlier) and ranked.get(later)):
            continue
        first, second = ranked[earlier][0].value, ranked[later][0].value
        comparable = isinstance(first, date | str) and type(first) is type(second)
        if comparable and first > second:
            issues.append(Issue(code="date_order", field=later, message=f"{later} is before {earlier}"))
    return issues


def _compare_with_mrz(ranked: Ranked) -> tuple[Ranked, list[Issue]]:
    """Where the zone and the printed field both speak, they must say the same."""
    issues = []
    for name in list(ranked):
        zone = next((value for value in ranked[name] if value.candidate.origin == "mrz"), None)
        printed = next((value for value in ranked[name] if value.candidate.origin != "mrz"), None)
        if zone is None or printed is None or name == "mrz":
            continue
        agrees = not _forms(name, zone.value).isdisjoint(_forms(name, printed.value))
        first = ranked[name][0]
        if first is zone or first is printed:
            ranked = _with_check(ranked, [name], Check(name="mrz_agrees", passed=agrees))
        if not agrees and first is printed and name not in NAME_FIELDS:
            # Check digits guard the zone; nothing guards the printed field.
            if any(check.passed for check in zone.checks) or printed.score < zone.score:
                ranked = ranked | {name: _first(ranked[name], zone)}
            message = f"{name} differs between the machine-readable zone and the printed field"
            issues.append(Issue(code="mrz_mismatch", field=name, message=message))
    return ranked, issues


NAME_FIELDS = ("surname", "given_names", "full_name")


TRANSLITERATIONS = str.maketrans(
    {
        "Ä": "AE",
        "Ö": "OE",
        "Ü": "UE",
        "ẞ": "SS",
        "Æ": "AE",
        "Ø": "OE",
        "Å": "AA",
        "Œ": "OE",
        "Þ": "TH",
        "Ð": "D",
        "Ł": "L",
    }
)
"""ICAO 9303-3, section 6; accents that are not here are dropped."""


def _forms(name: str, value: object) -> frozenset[object]:
    """What counts as the same value: names in each of the ways in which a zone may spell them."""
    if name not in NAME_FIELDS:
        return frozenset({value})
    text = str(value).replace("ß", "ẞ").upper()
    return frozenset({_letters(text), _letters(text.translate(TRANSLITERATIONS))})


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isascii() and c.isalpha())
