"""Any number of documents from a seed; document i of a seed is the same however many are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as count_from
from pathlib import Path
from random import Random
from typing import Literal, get_args

from docfields.models.synthesis import fonts
from docfields.models.synthesis.material.locale import Locale, locale, locale_codes
from docfields.models.synthesis.pages.bank_card.printing import print_bank_card
from docfields.models.synthesis.pages.chinese.printing import print_chinese_invoice, print_chinese_ticket
from docfields.models.synthesis.pages.form.printing import print_form
from docfields.models.synthesis.pages.identity.printing import print_identity
from docfields.models.synthesis.pages.invoice.printing import print_invoice
from docfields.models.synthesis.pages.receipt.printing import print_receipt
from docfields.models.synthesis.picture import CapturedDocument, CaptureStyle, capture_document, to_file
from docfields.models.synthesis.truth import PrintedDocument, SyntheticDocument
from docfields.schemas.errors import OptionError

SyntheticKind = Literal["invoice", "receipt", "bank_card", "identity", "form"]

Part = Literal["train", "dev", "check"]

DOCUMENTS_AN_ISSUER = 2
"""A seller, shop, bank or state issues so many documents in its own layout: a group."""

CHINESE_SHARE = 0.1
"""Of the documents for which no locale was asked for."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. locale: such as "de_DE"; any where it is None. capture: None for PDFs with text.
    fonts: a folder of fetched families, used beside the base set.

    Raises OptionError for a kind or locale that is not there.
    """

    kind: SyntheticKind
    seed: int = 7
    locale: str | None = None
    capture: CaptureStyle | None = None
    fonts: Path | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(SyntheticKind):
            raise OptionError(
                f"no generator for {self.kind!r}", remedy=f"One of: {', '.join(get_args(SyntheticKind))}."
            )
        if self.locale is not None and self.locale not in locale_codes():
            raise OptionError(f"no locale {self.locale!r}", remedy=f"One of: {', '.join(locale_codes())}.")


def print_document(order: Order, index: int) -> PrintedDocument:
    """Words and truth of document `index`, no picture."""
    fonts.use_folder(order.fonts)
    # A string seed is hashed by Random itself, alike on every machine and in every process.
    stem = f"{order.kind}/{order.seed}/{order.locale or 'any'}"
    number = index // DOCUMENTS_AN_ISSUER
    issuer, rng = Random(f"{stem}/issuer/{number}"), Random(f"{stem}/document/{index}")
    where = locale(order.locale or _any_locale(issuer))
    group = f"synthetic/{stem}/{number:06d}"
    return _printer(order.kind, where, issuer)(issuer, rng, where, group)


def capture_of(order: Order, index: int) -> CapturedDocument:
    """Document `index` as pictures; raises OptionError where the order asks for none."""
    return _captured(order, index, print_document(order, index))


def make_document(order: Order, index: int) -> SyntheticDocument:
    """Document `index` as a file with its truth."""
    name = f"{order.kind}_{index:06d}"
    if order.capture is None:
        printed = print_document(order, index)
        return SyntheticDocument(name, ".pdf", printed.pdf, printed.truth)
    return to_file(name, capture_of(order, index))


def generate(order: Order, count: int, *, start: int = 0) -> Iterator[SyntheticDocument]:
    """Documents `start` and following, one after the other."""
    for index in range(start, start + count):
        yield make_document(order, index)


def stream_words(order: Order, part: Part, *, start: int = 0) -> Iterator[PrintedDocument]:
    """Endless words and truth for training, of one part's issuers only."""
    for index in count_from(start):
        printed = print_document(order, index)
        if split(printed.truth.group) == part:
            yield printed


def stream_pictures(order: Order, part: Part, *, start: int = 0) -> Iterator[CapturedDocument]:
    """Endless pictures with truth and warps for training, of one part's issuers only."""
    for index in count_from(start):
        printed = print_document(order, index)
        if split(printed.truth.group) == part:
            yield _captured(order, index, printed)


def split(group: str) -> Part:
    """Which part a group belongs to, the same on every machine: eight tenths train, one dev, one check."""
    tenth = hashlib.sha256(group.encode()).digest()[0] % 10
    return "train" if tenth < 8 else "dev" if tenth == 8 else "check"


Printer = Callable[[Random, Random, Locale, str], PrintedDocument]


def _printer(kind: SyntheticKind, where: Locale, issuer: Random) -> Printer:
    chinese = where.language == "zh"
    if kind == "invoice":
        return print_chinese_invoice if chinese else print_invoice
    if kind == "receipt":
        return print_chinese_ticket if chinese and issuer.random() < 0.5 else print_receipt
    printers: dict[str, Printer] = {"bank_card": print_bank_card, "identity": print_identity, "form": print_form}
    return printers[kind]


def _any_locale(issuer: Random) -> str:
    chinese = [code for code in locale_codes() if code.startswith("zh")]
    others = [code for code in locale_codes() if not code.startswith("zh")]
    return issuer.choice(chinese if issuer.random() < CHINESE_SHARE else others)


def _captured(order: Order, index: int, printed: PrintedDocument) -> CapturedDocument:
    if order.capture is None:
        raise OptionError("no capture is asked for", remedy="Set capture, for example to 'phone'.")
    camera = Random(f"{order.kind}/{order.seed}/{order.capture}/camera/{index}")
    return capture_document(printed, order.capture, camera)
