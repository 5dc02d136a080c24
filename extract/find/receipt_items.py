"""The items of a receipt: rows between its head and its sums, with amounts in the last column.

Three ways of print are known: all on one row (2 COFFEE 7.00); the description above its figures
(COFFEE / 2 x 3.50 7.00); and below them (90210 2 3.50 7.00 / COFFEE). Which of the last two a
receipt uses shows on the first row after the column headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..document import Candidate, TextPage, Word
from ..notation import currencies
from .receipt_lines import Money, PrintLine, candidate

MOST_QUANTITY = 999
"""A larger whole number is a code."""

HEADERS = ("item.description", "item.quantity", "item.unit_price", "item.amount")

END = ("total", "subtotal", "tax", "paid", "change", "payment", "rounding", "stop.total", "service_charge", "tip")
"""Labels that end the items when an amount follows; those of columns do not."""

MOST_OF_ROW = 0.4
"""Share of a row's letters and digits that its label of sums has at least, the amount being the rest."""

OF_ADDRESS = 0.3
"""The same of words of addresses in a row that is no item; a # before an article is one, too."""

WHOLE_ROW = 0.8
"""The same of a way to pay without an amount: "Liquide vaisselle" is no cash."""

NO_ITEM = (
    "date",
    "time",
    "seller.phone",
    "seller.tax_id",
    "number",
    "stop.name",
    "stop.fax",
    "stop.registration",
    "stop.contact",
)

COLUMN = 3.0
"""Amounts whose right edges differ by so many line heights stand in one column."""

TAX_MARK = re.compile(r"^(?:[A-Z]{1,3}|[A-Z]?\*[A-Z]?|\*+)$")
"""What stands behind an amount: SR, ZRL, T, F, *S."""

CODE = re.compile(r"^\W*(?:\d{4,}[\d-]*|[A-Z]{1,4}[\d-]*\d{3,}[A-Z\d-]*)\W*$")
"""An article's number: 9556127101331, E8318."""

COUNT = re.compile(r"^\W?(?P<count>\d{1,3}(?:\.0{1,3})?)\s*(?:[x×X*@]|(?:pcs?|ea|stk?|st|un|uds?)\.?)?$", re.IGNORECASE)
TIMES = re.compile(r"^[x×X*@]$")

MEASURE = re.compile(
    r"(?<![\w.,])(?P<count>\d{1,3}(?:[.,]\d{1,3})?)\s?(?:kgs?|g|lbs?|oz|l|ltrs?|m|pcs?|stk?|szt)?\.?\s?[x×*@]\s?(?=\D{0,3}\d+[.,]\d)",
    re.IGNORECASE,
)
"""How much before its price: 0.865 kg × 1.12, 3x1,18."""

WEIGHED = Decimal("0.01")
"""Weight times price is rounded to a cent."""

FEWEST_SUMMED = 3
"""Two items of the same price are no item and its sum."""

SURE, LIKELY = 0.85, 0.65
"""Score of an item whose quantity times price gives its amount, or that stands on one row; of others."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item; each part with the words it was read from."""

    description: tuple[Word, ...] = ()
    amount: Money | None = None
    unit_price: Money | None = None
    quantity: tuple[Decimal, tuple[Word, ...]] | None = None
    sku: tuple[Word, ...] = field(default=())

    @property
    def multiplies(self) -> bool:
        if self.quantity is None or self.unit_price is None or self.amount is None:
            return False
        return _gives(self.quantity[0], self.unit_price.value, self.amount.value)


def _gives(count: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Whether count times price is the amount; only what is weighed is rounded."""
    product = count * price
    return product == amount or (count != int(count) and abs(product - amount) <= WEIGHED)


def find_items(page: TextPage, lines: Sequence[PrintLine]) -> tuple[Candidate, ...]:
    """Candidates for line_items[i].description, .quantity, .unit_price, .amount, .sku in reading order."""
    rows, has_header = item_rows(lines)
    found: list[Candidate] = []
    for index, item in enumerate(read_items(rows, has_header)):
        found += _candidates(page, index, item)
    return tuple(found)


def item_rows(lines: Sequence[PrintLine]) -> tuple[tuple[PrintLine, ...], bool]:
    """The rows of items, and whether column headers stand above them."""
    header = next((line.index for line in lines if _is_header(line)), None)
    if header is not None:
        start = header + 1
        while start < len(lines) and not _has_cents(lines[start]) and lines[start].has(*HEADERS):
            start += 1
    else:
        priced = next((index for index in range(len(lines)) if _is_priced(lines, index)), None)
        if priced is None:
            return (), False
        start = priced if _words_left(lines[priced]) else priced - 1
    rows: list[PrintLine] = []
    for line in lines[start:]:
        if _ends(line):
            break
        rows.append(line)
    return tuple(rows), header is not None


def read_items(rows: Sequence[PrintLine], has_header: bool) -> list[Item]:
    """The items of such rows."""
    items: list[Item] = []
    pending: tuple[Word, ...] = ()
    edge = _amount_edge(rows)
    figures_first = bool(rows) and has_header and _has_cents(rows[0]) and not _words_left(rows[0])
    for row in rows:
        words = _words_left(row)
        money = [one for one in row.money if one.has_cents and one.score > 0.3]
        in_column = money and abs(money[-1].right - edge) <= COLUMN * row.height
        if in_column:
            item = _read_row(row, money, words)
            if not item.description and not figures_first:
                item = replace(item, description=pending)
            items.append(item)
            pending = ()
        elif money and items and not words and items[-1].unit_price is None:
            items[-1] = _with_figures(items[-1], row, money)  # 2 @ 3.50 below its item
        elif _is_description(row):
            if figures_first and items and not items[-1].description:
                items[-1] = replace(items[-1], description=words)
            elif not figures_first:
                pending = words
    return _without_sum([item for item in items if item.description and item.amount is not None])


def _without_sum(items: list[Item]) -> list[Item]:
    """The items without a last one that is the sum of the others: a subtotal by an unknown name."""
    values = [item.amount.value for item in items if item.amount is not None]
    return items[:-1] if len(values) >= FEWEST_SUMMED and values[-1] == sum(values[:-1]) else items


def _read_row(row: PrintLine, money: Sequence[Money], words: tuple[Word, ...]) -> Item:
    """An item from a row that has its amount."""
    sku = tuple(word for word in row.words if CODE.match(word.text))[:1]
    item = Item(words, money[-1], None, None, sku)
    return _with_figures(item, row, money[:-1])


def _with_figures(item: Item, row: PrintLine, prices: Sequence[Money]) -> Item:
    """The item with quantity and unit price: those whose product is the amount, or else by place."""
    counts = [*_measures(row), *_counts(row, item.description)]
    if item.amount is not None:
        for count, words in counts:
            for price in prices:
                if _gives(count, price.value, item.amount.value):
                    return replace(item, quantity=(count, words), unit_price=price)
    leading = counts[0] if counts and (row.words[0] in counts[0][1] or prices or len(counts) == 1) else None
    return replace(
        item, quantity=item.quantity or leading, unit_price=item.unit_price or (prices[-1] if prices else None)
    )


def _counts(row: PrintLine, description: Sequence[Word]) -> Iterator[tuple[Decimal, tuple[Word, ...]]]:
    """Whole numbers outside the description: 2, 2x, 1 pcs."""
    for word in row.words:
        match = COUNT.match(word.text)
        if match and word not in description and 0 < (count := Decimal(match["count"])) <= MOST_QUANTITY:
            yield count, (word,)


def _measures(row: PrintLine) -> Iterator[tuple[Decimal, tuple[Word, ...]]]:
    """Quantities that stand before their price, also weights and such that are glued to it."""
    for match in MEASURE.finditer(row.text):
        count = Decimal(match["count"].replace(",", "."))
        if 0 < count <= MOST_QUANTITY:
            yield count, row.words_at(match.start("count"), match.end("count"))


def _words_left(row: PrintLine) -> tuple[Word, ...]:
    """The words of a description: no amounts, counts at the ends, codes, and tax marks behind the amount."""
    priced = {id(word) for money in row.money if money.has_cents for word in money.words}
    measure = MEASURE.match(row.text)
    before = row.words_at(0, measure.end()) if measure else ()
    words = list(row.words[len(before) :])
    if priced:
        while words and id(words[-1]) not in priced and TAX_MARK.match(words[-1].text):
            words.pop()
    words = [word for word in words if id(word) not in priced]
    while words and _is_figure(words[0]):
        words.pop(0)
    while words and (_is_figure(words[-1]) or currencies.code_of(words[-1].text) is not None):
        words.pop()
    letters = sum(character.isalpha() for word in words for character in word.text)
    return tuple(words) if letters >= 2 else ()


def _is_figure(word: Word) -> bool:
    """A count, a code, a times sign or an ornament at the edge of a description."""
    if not any(map(str.isalnum, word.text)):
        return True
    return any(pattern.match(word.text) for pattern in (COUNT, CODE, TIMES))


def _is_description(row: PrintLine) -> bool:
    return not _has_cents(row) and bool(_words_left(row)) and row.covered(*NO_ITEM) < 0.3


def _is_priced(lines: Sequence[PrintLine], index: int) -> bool:
    """A row of an item where no column headers stand: an amount with words on its row or above it."""
    line = lines[index]
    if not _has_cents(line) or line.has(*NO_ITEM, *END, "role"):
        return False
    if line.covered("address.street", "address.region") > OF_ADDRESS:
        return False
    return bool(_words_left(line)) or (index > 0 and _is_description(lines[index - 1]))


def _has_cents(line: PrintLine) -> bool:
    return any(money.has_cents and money.score > 0.3 for money in line.money)


def _is_header(line: PrintLine) -> bool:
    return sum(line.has(name) for name in HEADERS) >= 2 and not _has_cents(line)


def _ends(line: PrintLine) -> bool:
    """Whether a label of sums has the row to itself: an item called TOTAL CEREAL does not end the list."""
    if not line.has(*END) or (line.has("tax") and not _has_cents(line)):
        return False
    if not _has_cents(line) and line.has("payment") and line.covered(*END) < WHOLE_ROW:
        return False
    return line.covered(*END) >= MOST_OF_ROW or line.has("total.payable", "subtotal")


def _amount_edge(rows: Sequence[PrintLine]) -> float:
    """The right edge of the column of amounts: the median of the rows' last amounts."""
    edges = sorted(row.money[-1].right for row in rows if _has_cents(row))
    return edges[len(edges) // 2] if edges else 0.0


def _candidates(page: TextPage, index: int, item: Item) -> Iterator[Candidate]:
    score = SURE if item.multiplies or item.unit_price is None else LIKELY
    name = f"line_items[{index}]"
    text = " ".join(word.text for word in item.description)
    yield candidate(f"{name}.description", text, item.description, page, score)
    if item.amount is not None:
        yield candidate(f"{name}.amount", item.amount.text, item.amount.words, page, score)
    if item.unit_price is not None:
        yield candidate(f"{name}.unit_price", item.unit_price.text, item.unit_price.words, page, score)
    if item.quantity is not None:
        yield candidate(f"{name}.quantity", str(item.quantity[0]), item.quantity[1], page, score)
    if item.sku:
        yield candidate(f"{name}.sku", item.sku[0].text, item.sku, page, score)
