"""An invoice in the making: its record, its seller's looks and habits, and what has been printed of it so far."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from docfields.models.synthesis.material.identifiers import grouped
from docfields.models.synthesis.material.locale import (
    Habits,
    write_amount,
    write_date,
    write_number,
    write_quantity,
    write_rate,
)
from docfields.models.synthesis.material.records import Address, Invoice, Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.invoice.look import Print
from docfields.models.synthesis.pages.nodes import Node, Style, line
from docfields.models.synthesis.pages.typeset import Cell, Texts, Token

T = TypeVar("T")

_RATE = re.compile(r"\S*\{rate\}(?: ?%)?\S*")
_BASE = re.compile(r"\S*\{base\}\S*")

PRINTED_KINDS = {
    "vat_id": "vat_id", "tax_id": "tax_id", "phone": "phone", "fax": "phone", "mobile": "phone", "iban": "iban",
    "bic": "bic", "account_number": "account_number", "routing_number": "routing_number",
}  # fmt: skip
"""Names of fields whose values are printed in groups, and as what."""


class Draft:
    """What the blocks of an invoice share. The texts, values and notes on the truth grow while they print.

    values: normalised, by field. implied: fields that the page says without a text of their own, if it prints another
    field (as a rule "" prints it anyway). ignore: fields whose being on the page is open to dispute.
    """

    def __init__(self, invoice: Invoice, where: Locale, habits: Habits, look: Print, seed: int, rng: Random) -> None:
        self.invoice = invoice
        self.where = where
        self.habits = habits
        self.look = look
        self.rng = rng
        self.texts = Texts()
        self.values: dict[str, str] = {}
        self.implied: dict[str, str] = {}
        self.ignore: list[str] = []
        self.done: set[str] = set()
        self.seed = seed
        self._tables = 0

    # The seller's choices: the same on all its invoices, whatever else these print.

    def pick(self, key: str, options: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """The seller's choice among some options."""
        return Random(f"{self.seed}/{key}").choices(options, weights)[0]

    def chance(self, key: str, share: float) -> bool:
        """Whether the seller does what that share of sellers does."""
        return Random(f"{self.seed}/{key}").random() < share

    def between(self, key: str, low: float, high: float) -> float:
        return Random(f"{self.seed}/{key}").uniform(low, high)

    def seller_random(self, key: str) -> Random:
        return Random(f"{self.seed}/{key}")

    # Texts.

    def say(
        self,
        text: str,
        field: str | None = None,
        *,
        label: str | None = None,
        pair: int | None = None,
        cell: Cell | None = None,
    ) -> Token | None:
        return self.texts.add(self._cased(text), field=field, label=label, pair=pair, cell=cell)

    def note(self, text: str, style: Style | None = None) -> Node | None:
        """A text that belongs to no field."""
        return line(self.say(text), style=style)

    def label(self, concept: str, *, colon: bool = True, **values: str) -> str:
        return self.habits.label(self.where, f"invoice.{concept}", colon=colon, **values)

    def labelled(
        self, concept: str, text: str, field: str | None = None, *, colon: bool = True
    ) -> tuple[Token | None, Token | None]:
        """A label and its value, linked; both None where there is no value."""
        if not text:
            return None, None
        return self.texts.labelled(self._cased(self.label(concept, colon=colon)), self._cased(text), field)

    def _cased(self, text: str) -> str:
        """Old printers often print capitals only."""
        return text.upper() if self.look.mechanical and self.chance("capitals only", 0.3) else text

    def new_table(self) -> int:
        self._tables += 1
        return self._tables - 1

    def claim(self, name: str) -> bool:
        """True the first time: for what a page says only once, wherever the layout put it."""
        if name in self.done:
            return False
        self.done.add(name)
        return True

    # Values as printed.

    @property
    def sign(self) -> int:
        """-1 on credit notes whose amounts are printed without a minus."""
        return -1 if self.invoice.subtype == "credit_note" and self.chance("credit without minus", 0.55) else 1

    def money(self, value: Decimal, *, symbol: bool | None = None) -> str:
        text = write_amount(value, self.where, self.habits, symbol=symbol)
        prints = self.habits.symbol != "none" if symbol is None else symbol
        if prints:
            self.imply("currency")
        return text

    def sum(self, name: str, *, symbol: bool | None = None, positive: bool = False) -> str:
        """A sum of the invoice, as stated. positive: of deductions, which may be printed with a minus."""
        value = self.invoice.shown(name) * (1 if positive else self.sign)
        if positive and self.chance("minus before deductions", 0.5):
            value = -value
        return self.money(value, symbol=symbol)

    def date(self, day: datetime.date | None) -> str:
        return "" if day is None else write_date(day, self.where, self.habits)

    def rate(self, value: Decimal, *, sign: bool = True) -> str:
        return write_rate(value, self.where, self.habits, sign=sign)

    def quantity(self, value: Decimal) -> str:
        return write_quantity(value, self.where, self.habits)

    def number(self, value: Decimal) -> str:
        return write_number(value, self.where, self.habits)

    def identifier(self, kind: str, value: str) -> str:
        """An identifier as this seller groups it; kind: "vat_id", "iban", ..."""
        name = PRINTED_KINDS.get(kind)
        if not value or name is None:
            return value
        return grouped(self.seller_random(f"grouped/{kind}"), value, name, self.where.country)  # type: ignore[arg-type]

    def tax_label(self, concept: str, index: int, amount: str) -> tuple[Node | None, Token | None]:
        """The label of a tax row with its rate (and base) tagged, and its amount."""
        tax = self.invoice.taxes[index]
        pair = self.texts.new_pair()
        field = "tax_total" if len(self.invoice.taxes) == 1 else f"taxes[{index}].amount"
        if field == "tax_total":
            self.imply("taxes[0].amount", "tax_total")
        text = self.label(concept)
        if tax.category:
            text = f"{tax.category} {{rate}}%"
        parts: list[Token | Node | None] = []
        for piece in re.split(rf"({_RATE.pattern}|{_BASE.pattern})", text):
            if "{rate}" in piece:
                rate = re.sub(r"\{rate\} ?%?", lambda _: self.rate(tax.rate), piece)
                parts.append(self.say(rate, f"taxes[{index}].rate", pair=None))
            elif "{base}" in piece:
                base = piece.replace("{base}", self.money(tax.base * self.sign))
                parts.append(self.say(base, f"taxes[{index}].base"))
            else:
                parts.append(self.say(piece, label=field, pair=pair))
        return line(*parts), self.say(amount, field, pair=pair)

    # Values of the truth.

    def state(self, fields: Mapping[str, object]) -> None:
        """Adds values; empty ones are left out."""
        self.values |= {name: str(value) for name, value in fields.items() if value not in (None, "")}

    def state_party(self, role: str, party: Party) -> None:
        """All that a page may print of a party."""
        self.state({f"{role}.name": party.name})
        if party.address is not None:
            self.state({f"{role}.address": party.address.value(self.where)})
            self.state(_address_parts(role, party.address))
        if role in ("seller", "buyer"):
            names = ("vat_id", "tax_id", "phone", "email") + (("website",) if role == "seller" else ())
            self.state({f"{role}.{name}": getattr(party, name) for name in names})
        if role == "seller":
            for index, (kind, value) in enumerate(party.registrations):
                self.state({f"seller.registrations[{index}].type": kind, f"seller.registrations[{index}].value": value})

    def said(self, *fields: str) -> bool:
        """Whether one of the fields has a text already."""
        return any(entry.field in fields for entry in self.texts.entries)

    def imply(self, field: str, by: str = "") -> None:
        """The page says a field with another one, or by a sign that is no text of its own."""
        self.implied.setdefault(field, by)

    def show_address(self, role: str) -> None:
        """The page prints a whole address: so it says its parts."""
        for name in self.values:
            if name.startswith(f"{role}.address_parts."):
                self.imply(name, f"{role}.address")


def _address_parts(role: str, address: Address) -> dict[str, object]:
    names = ("street", "house_number", "unit", "city", "state", "postal_code")
    return {f"{role}.address_parts.{name}": getattr(address, name) for name in names}
