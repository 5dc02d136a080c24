"""When a value is right, and F1 over values, documents and groups."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

CORE_FIELDS: dict[str, tuple[str, ...]] = {
    "invoice": (
        "number", "issue_date", "due_date", "delivery_date", "order_number", "customer_number", "contract_number",
        "currency", "seller.name", "seller.address", "seller.vat_id", "seller.tax_id", "seller.phone", "seller.email",
        "buyer.name", "buyer.address", "buyer.vat_id", "ship_to.name", "ship_to.address", "payment.iban",
        "payment.bic", "payment.terms", "payment.reference", "net_total", "tax_total", "total", "amount_due", "paid",
        "discount", "shipping",
    ),
    "receipt": (
        "seller.name", "seller.address", "seller.phone", "seller.tax_id", "number", "date", "time", "currency",
        "subtotal", "tax", "tip", "discount", "total", "paid", "change", "payment.method",
    ),
    "bank_card": ("number", "expiry", "valid_from", "holder", "network", "issuer"),
    "identity": (
        "document_type", "issuing_country", "authority", "number", "surname", "given_names", "full_name", "sex",
        "birth_date", "birth_place", "nationality", "ethnicity", "personal_number", "issue_date", "expiry_date",
        "address", "mrz",
    ),
    "form": (),
}  # fmt: skip
"""The names that gold folders speak of; only these are scored."""

LINE_ITEM_PARTS = ("description", "sku", "quantity", "unit", "unit_price", "discount", "tax_rate", "amount")

AMOUNTS = frozenset(
    [
        "net_total", "tax_total", "total", "amount_due", "paid", "discount", "shipping", "subtotal", "tax",
        "tip", "change", "line_items.quantity", "line_items.unit_price", "line_items.discount",
        "line_items.tax_rate", "line_items.amount",
    ]
)  # fmt: skip
DATES = frozenset(["issue_date", "due_date", "delivery_date", "date", "birth_date", "expiry_date"])
IDENTIFIERS = frozenset(
    [
        "number", "order_number", "customer_number", "contract_number", "seller.vat_id", "seller.tax_id",
        "buyer.vat_id", "payment.iban", "payment.bic", "payment.reference", "personal_number", "mrz",
        "line_items.sku",
    ]
)  # fmt: skip
PHONES = frozenset({"seller.phone"})

Item = Mapping[str, str]

BOOTSTRAP_ROUNDS = 1000
BOOTSTRAP_SEED = 7


def normalise(field: str, value: str) -> str:
    """What two equal values have in common. field: path, "line_items.PART" for parts of items."""
    text = unicodedata.normalize("NFKC", value).casefold().strip()
    if field in AMOUNTS:
        return _amount(text)
    if field in DATES:
        return text
    if field == "time":
        return text[:5]
    if field in PHONES:
        return re.sub(r"\D", "", text)
    if field in IDENTIFIERS:
        return re.sub(r"[\s.\-–]", "", text)
    if field == "line_items.description":
        return re.sub(r"\s", "", text)
    return re.sub(r"(?:\s|[^\w])+", " ", text).strip()


def _amount(text: str) -> str:
    try:
        return str(Decimal(text).normalize() + 0)
    except InvalidOperation:
        return text


@dataclass(frozen=True, slots=True)
class Counts:
    """Right values, given values, true values."""

    right: int = 0
    given: int = 0
    true: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.given + other.given, self.true + other.true)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.true) if self.given + self.true else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """One field of one document: both values (None: not there) and whether they agree."""

    field: str
    true: str | None
    given: str | None
    exact: bool
    normalised: bool

    def counts(self, *, exact: bool = False) -> Counts:
        right = self.exact if exact else self.normalised
        return Counts(int(right), int(self.given is not None), int(self.true is not None))


def judge_fields(
    true: Mapping[str, str], given: Mapping[str, str], ignore: Iterable[str], kinds: Iterable[str]
) -> tuple[FieldVerdict, ...]:
    """Each scored field that one side has. kinds: whose core names count (the truth's and the given kind)."""
    scored = {name for kind in kinds for name in CORE_FIELDS[kind]} - set(ignore)
    verdicts = []
    for name in sorted(scored & (true.keys() | given.keys())):
        left, right = true.get(name), given.get(name)
        both = left is not None and right is not None
        verdicts.append(
            FieldVerdict(
                field=name,
                true=left,
                given=right,
                exact=both and left == right,
                normalised=both and normalise(name, left or "") == normalise(name, right or ""),
            )
        )
    return tuple(verdicts)


def judge_line_items(
    true: Sequence[Mapping[str, str]], given: Sequence[Mapping[str, str]], ignore: Iterable[str]
) -> Counts:
    """Parts of items, after an order-preserving alignment of the rows that makes most parts right."""
    ignored = set(ignore)
    if "line_items" in ignored:
        return Counts()
    parts = [part for part in LINE_ITEM_PARTS if f"line_items.{part}" not in ignored]

    def right(one: Mapping[str, str], other: Mapping[str, str]) -> int:
        return sum(
            part in one
            and part in other
            and normalise(f"line_items.{part}", one[part]) == normalise(f"line_items.{part}", other[part])
            for part in parts
        )

    def size(items: Sequence[Mapping[str, str]]) -> int:
        return sum(part in item for item in items for part in parts)

    return Counts(best_alignment(true, given, right), size(given), size(true))


def best_alignment(left: Sequence[Item], right: Sequence[Item], gain: Callable[[Item, Item], int]) -> int:
    """The largest sum of gains over pairs in the order of both sequences."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = row
        row = [0]
        for column, other in enumerate(right):
            row.append(max(before[column + 1], row[column], before[column] + gain(one, other)))
    return row[-1]


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval of 95 %."""

    low: float
    high: float


def macro_f1(by_group: Mapping[str, Counts]) -> float:
    """Mean F1 over the groups (sellers, shops, designs)."""
    return sum(counts.f1 for counts in by_group.values()) / len(by_group) if by_group else 0.0


def bootstrap(by_group: Mapping[str, Counts]) -> Interval:
    """The macro F1's interval when groups are drawn anew with replacement."""
    scores = [counts.f1 for counts in by_group.values()]
    if not scores:
        return Interval(0.0, 0.0)
    generator = random.Random(BOOTSTRAP_SEED)
    means = sorted(sum(generator.choices(scores, k=len(scores))) / len(scores) for _ in range(BOOTSTRAP_ROUNDS))
    return Interval(means[int(0.025 * BOOTSTRAP_ROUNDS)], means[int(0.975 * BOOTSTRAP_ROUNDS) - 1])


def by_key(pairs: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    """Counts added up by key, keys sorted."""
    sums: defaultdict[str, Counts] = defaultdict(Counts)
    for key, counts in pairs:
        sums[key] += counts
    return dict(sorted(sums.items()))


def word_counts(true: Iterable[str], given: Iterable[str]) -> Counts:
    """Bags of words, upper-cased, cut at white space."""
    left = Counter(word for text in true for word in text.upper().split())
    right = Counter(word for text in given for word in text.upper().split())
    return Counts((left & right).total(), right.total(), left.total())
