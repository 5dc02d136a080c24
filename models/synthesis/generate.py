"""Any number of documents from a seed; document i of a seed is the same however many are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, get_args

from docfields.models.synthesis.capture import PhotoOptions
from docfields.models.synthesis.drawing import Color
from docfields.models.synthesis.invoice import make_invoice
from docfields.models.synthesis.invoice_layout import Column, Look
from docfields.models.synthesis.receipt import ReceiptLook, make_receipt
from docfields.models.synthesis.truth import SyntheticDocument
from docfields.models.synthesis.values import draw_invoice_record, draw_receipt_record
from docfields.models.synthesis.writing import locale_codes
from docfields.schemas.errors import OptionError

SyntheticKind = Literal["invoice", "receipt"]

ACCENTS: tuple[Color, ...] = (
    (0.11, 0.33, 0.36), (0.13, 0.27, 0.49), (0.45, 0.16, 0.22), (0.16, 0.16, 0.18), (0.20, 0.38, 0.18),
    (0.42, 0.26, 0.10), (0.35, 0.18, 0.42),
)  # fmt: skip

COLUMNS: tuple[tuple[Column, ...], ...] = (
    ("description", "quantity", "unit_price", "amount"),
    ("quantity", "description", "unit_price", "amount"),
    ("description", "quantity", "unit", "unit_price", "tax_rate", "amount"),
    ("sku", "description", "quantity", "unit_price", "amount"),
    ("sku", "description", "quantity", "unit", "unit_price", "tax_rate", "amount"),
)

RECEIPT_LOCALES = ("en_GB", "de_DE", "fr_FR")


def generate(kind: SyntheticKind, count: int, seed: int) -> Iterator[SyntheticDocument]:
    """Invoices as PDFs with text, receipts as pictures (half of them photos)."""
    if kind not in get_args(SyntheticKind):
        raise OptionError(f"no generator for {kind!r}", remedy=f"One of: {', '.join(get_args(SyntheticKind))}.")
    make = _invoice if kind == "invoice" else _receipt
    for index in range(count):
        # A string seed is hashed by Random itself, alike on every machine and in every process.
        yield make(Random(f"{kind}/{seed}/{index}"), index)


def _invoice(rng: Random, index: int) -> SyntheticDocument:
    code = rng.choice(locale_codes())
    look = Look(
        family=rng.choice(("sans", "square", "serif", "narrow")),
        accent=rng.choice(ACCENTS),
        header=rng.choice(("plain", "band", "centred")),
        meta=rng.choice(("list", "list", "strip")),
        rows=rng.choice(("rules", "zebra", "boxed")),
        columns=rng.choice(COLUMNS),
        wording=rng.randrange(4),
        date_pattern=rng.randrange(4),
        symbols=rng.random() < 0.6,
        carry=rng.random() < 0.5,
    )
    invoice = draw_invoice_record(rng, code)
    return make_invoice(f"invoice_{index:05d}", invoice, look, group=f"synthetic/{code}/{look.header}")


def _receipt(rng: Random, index: int) -> SyntheticDocument:
    code = rng.choice(RECEIPT_LOCALES)
    look = ReceiptLook(
        family=rng.choice(("mono", "mono", "narrow")),
        size=rng.choice((8.0, 8.6, 9.2)),
        quantity_below=rng.random() < 0.4,
        symbol=rng.random() < 0.6,
    )
    receipt = draw_receipt_record(rng, code)
    options = None
    if rng.random() < 0.5:
        options = PhotoOptions(
            (720, 1280), rng.uniform(0.85, 0.97), 0.03, rng.uniform(-5, 5), rng.uniform(0.1, 0.4),
            surface=rng.choice(("wood", "stone", "dark")),
        )  # fmt: skip
    return make_receipt(
        f"receipt_{index:05d}", receipt, look,
        group=f"synthetic/{code}/{look.family}", seed=rng.randrange(2**32), options=options,
    )  # fmt: skip
