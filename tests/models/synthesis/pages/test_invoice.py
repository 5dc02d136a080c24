"""Simulated invoices: what their truth says is what their pages print."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from random import Random

import pytest

from docfields.models.synthesis.material.tables import locale, locale_codes
from docfields.models.synthesis.pages.invoice.business import draw_business
from docfields.models.synthesis.pages.invoice.printing import print_invoice
from docfields.models.synthesis.pages.invoice.record import draw_invoice
from docfields.models.synthesis.pages.logos import PALETTE, draw_mark, draw_signature, qr_code
from docfields.models.synthesis.pages.nodes import row, stack
from docfields.models.synthesis.truth import PrintedDocument, Truth, to_json
from docfields.schemas.fields import field_notes, general_path
from docfields.schemas.invoice import Invoice

CODES = tuple(code for code in locale_codes() if not code.startswith("zh"))
SEEDS = range(32)

AMOUNTS = frozenset(
    "amount total paid discount shipping unit_price base prior_balance amount_due service_charge rounding tax".split()
)


@cache
def printed(seed: int, document: int = 0) -> PrintedDocument:
    where = locale(CODES[seed % len(CODES)])
    return print_invoice(Random(f"seller {seed}"), Random(f"{seed}/{document}"), where, f"seller-{seed}")


def all_values(truth: Truth) -> dict[str, str]:
    """Values by path, rows too."""
    rows = {"line_items": truth.line_items, "taxes": truth.taxes}
    found = dict(truth.fields)
    for table, items in rows.items():
        found |= {f"{table}[{index}].{name}": text for index, item in enumerate(items) for name, text in item.items()}
    return found


def marks(text: str) -> str:
    """Letters and digits, case-folded."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_true_is_printed(seed: int) -> None:
    """Amounts and numbers by their digits, everything else by its letters."""
    truth = printed(seed).truth
    texts: dict[str, list[str]] = defaultdict(list)
    for word in truth.words:
        if word.field:
            texts[word.field].append(word.text)
    for path, value in all_values(truth).items():
        text = "".join(texts[path])
        if not text or path in ("subtype", "currency"):
            continue
        name = path.rpartition(".")[2]
        if name in AMOUNTS or name.endswith("_total"):
            assert re.sub(r"\D", "", value).strip("0") in re.sub(r"\D", "", text), path
        elif not name.endswith(("date", "start", "end", "quantity", "rate")):
            assert marks(value) in marks(text), path


@pytest.mark.parametrize("seed", SEEDS)
def test_the_schema_has_every_field(seed: int) -> None:
    notes = field_notes(Invoice)
    for path in all_values(printed(seed).truth):
        assert general_path(path) in notes


def test_nearly_all_invoices_say_the_most_needed() -> None:
    for name in ("seller.name", "buyer.name", "buyer.address", "issue_date", "subtype"):
        assert sum(name in printed(seed).truth.fields for seed in SEEDS) >= 0.95 * len(SEEDS), name


def test_a_seed_gives_the_same_bytes() -> None:
    printed.cache_clear()
    first = printed(3)
    printed.cache_clear()
    second = printed(3)
    assert first.pdf == second.pdf
    assert to_json(first.truth) == to_json(second.truth)


def test_a_seller_stays_the_same() -> None:
    for seed in range(6):
        names = {printed(seed, document).truth.fields.get("seller.name") for document in range(3)}
        numbers = {printed(seed, document).truth.fields.get("number") for document in range(3)}
        assert len(names) == 1
        assert len(numbers) > 1


def test_layouts_differ_from_seller_to_seller() -> None:
    """By where fields stand, to a few millimetres."""
    layouts = {
        tuple(
            sorted(
                (word.field, round(word.quad.left / 40), round(word.quad.top / 40))
                for word in printed(seed).truth.words
                if word.field and not word.field.startswith("line_items")
            )
        )
        for seed in SEEDS
    }
    assert len(layouts) > 0.95 * len(SEEDS)


def test_words_stand_on_the_page_and_tables_have_cells() -> None:
    for seed in SEEDS:
        truth = printed(seed).truth
        width, height = truth.size
        outside = [word for word in truth.words if not (0 <= word.quad.left <= width and 0 <= word.quad.top <= height)]
        assert len(outside) <= 1
        assert truth.tables and all(table.cells for table in truth.tables)
        assert truth.links


def test_sums_of_records_add_up_unless_they_say_otherwise() -> None:
    where = locale("en_GB")
    for seed in range(60):
        business = draw_business(Random(f"b{seed}"), where)
        invoice = draw_invoice(business, Random(seed), where)
        assert invoice.total == invoice.net_total + invoice.tax_total + invoice.rounding
        assert set(invoice.stated) <= set(invoice.broken)
        if invoice.subtype == "credit_note":
            assert invoice.total < 0


def test_amounts_of_credit_notes_are_negative() -> None:
    found = 0
    for seed in range(200):
        truth = printed(seed % 16, seed).truth
        if truth.fields.get("subtype") == "credit_note" and "total" in truth.fields and "total" not in truth.broken:
            found += 1
            assert truth.fields["total"].startswith("-") or float(truth.fields["total"]) == 0
        if found == 4:
            return
    pytest.fail("no credit notes among 200 documents")


def test_marks_hold_no_text_and_codes_can_be_read() -> None:
    import numpy as np
    import pymupdf
    import zxingcpp

    random = Random(1)
    for _ in range(40):
        mark = draw_mark(random, (random.choice(PALETTE),))
        assert mark.startswith("<svg") and "<text" not in mark
    assert "<path" in draw_signature(random, PALETTE[0])
    with pymupdf.open(stream=qr_code("https://pay.example/1").encode(), filetype="svg") as picture:
        pixels = picture[0].get_pixmap(matrix=pymupdf.Matrix(8, 8), colorspace=pymupdf.csGRAY)
    image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)
    read = zxingcpp.read_barcodes(np.pad(image, 40, constant_values=255))
    assert [one.text for one in read] == ["https://pay.example/1"]


def test_nodes_refuse_rows_without_widths() -> None:
    assert stack(None, None) is None
    with pytest.raises(ValueError, match="a width for each child"):
        row([None, None], ["1fr"])
