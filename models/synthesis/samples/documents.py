"""The documents of sample_docs/: hand-composed pages with chosen contents, each for a case worth showing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from docfields.document import Image, Transform
from docfields.models.synthesis.samples import cards, contents, identity
from docfields.models.synthesis.samples.capture import (
    Capture,
    PhotoOptions,
    ScanOptions,
    fax,
    lay_out,
    photo,
    scan,
    to_jpeg,
    to_png,
)
from docfields.models.synthesis.samples.card_parts import ID1_RADIUS
from docfields.models.synthesis.samples.drawing import Drawing, to_image
from docfields.models.synthesis.samples.invoice import make_invoice, truth_of
from docfields.models.synthesis.samples.invoice_layout import Look, draw_invoice
from docfields.models.synthesis.samples.invoice_zh import make_chinese_invoice
from docfields.models.synthesis.samples.receipt import ReceiptLook, make_receipt
from docfields.models.synthesis.samples.records import Invoice
from docfields.models.synthesis.truth import SyntheticDocument, Truth

CARD_DPI = 300

FULL_TABLE = Look(columns=("sku", "description", "quantity", "unit", "unit_price", "tax_rate", "amount"))

ENGLISH = replace(FULL_TABLE, columns=("sku", "description", "quantity", "unit", "unit_price", "amount"))

GERMAN = replace(
    FULL_TABLE, family="square", accent=(0.13, 0.27, 0.49), header="band", meta="strip", rows="zebra",
    symbols=False, carry=True,
)  # fmt: skip

FRENCH = Look(
    "serif", (0.45, 0.16, 0.22), "centred", "list", "boxed",
    ("description", "quantity", "unit", "unit_price", "tax_rate", "amount"),
)  # fmt: skip

LETTERPRESS = Look(
    "narrow", (0.16, 0.16, 0.18), "plain", "list", "rules",
    ("description", "quantity", "unit", "unit_price", "tax_rate", "amount"), wording=1,
)  # fmt: skip


def invoice_en() -> SyntheticDocument:
    return make_invoice("invoice_en", contents.INVOICE_EN, ENGLISH, group="larkfield")


def invoice_en_photo() -> SyntheticDocument:
    """The page of `invoice_en` on a table."""
    options = PhotoOptions(size=(1350, 1800), fill=0.93, tilt=0.03, angle_deg=2.4, shade=0.42, blur=0.7)
    return _photographed(
        "invoice_en_photo",
        _invoice_page(contents.INVOICE_EN, ENGLISH, group="larkfield"),
        lambda image: photo(image, 21, options),
        capture="photo",
    )


def invoice_de_two_pages() -> SyntheticDocument:
    return make_invoice("invoice_de_two_pages", contents.INVOICE_DE, GERMAN, group="nordlicht")


def invoice_fr() -> SyntheticDocument:
    return make_invoice("invoice_fr", contents.INVOICE_FR, FRENCH, group="clairefontaine-du-lac")


def credit_note_en() -> SyntheticDocument:
    return make_invoice("credit_note_en", contents.CREDIT_NOTE_EN, ENGLISH, group="larkfield")


def invoice_zh() -> SyntheticDocument:
    return make_chinese_invoice("invoice_zh", contents.INVOICE_ZH, group="chenxing")


def invoice_de_scan() -> SyntheticDocument:
    """A PDF of one picture: no text layer, quads in points of its page."""
    import pymupdf

    page = _invoice_page(contents.INVOICE_DE_SHORT, LETTERPRESS, group="hagedorn")
    flat = _photographed(
        "invoice_de_scan",
        page,
        lambda image: scan(image, 13, ScanOptions(angle_deg=0.7)),
        capture="scan",
        dpi=150,
    )
    drawing, truth = page
    document = pymupdf.open()
    sheet = document.new_page(width=drawing.width, height=drawing.height)
    sheet.insert_image(sheet.rect, stream=flat.content, keep_proportion=False)
    content: bytes = document.tobytes(garbage=3, no_new_id=True)
    document.close()
    to_points = Transform.scaling(drawing.width / flat.truth.size[0], drawing.height / flat.truth.size[1])
    truth = flat.truth.recaptured("scan", truth.size, [to_points.points] * truth.pages)
    return SyntheticDocument("invoice_de_scan", ".pdf", content, truth)


def invoice_fax() -> SyntheticDocument:
    """One bit a pixel, at a fax machine's fine resolution."""
    page = _invoice_page(contents.INVOICE_DE_SHORT, replace(LETTERPRESS, family="sans"), group="hagedorn")
    return _photographed("invoice_fax", page, lambda image: fax(image, 17), capture="scan/fax", dpi=200, suffix=".png")


def receipt_long() -> SyntheticDocument:
    options = PhotoOptions(size=(900, 2100), fill=0.95, tilt=0.02, angle_deg=-1.6, shade=0.3, surface="dark")
    return make_receipt(
        "receipt_long", contents.RECEIPT_LONG, ReceiptLook(), group="hollowell", seed=7, options=options
    )


def bank_card() -> SyntheticDocument:
    drawing = cards.draw_card(contents.BANK_CARD, cards.CardLook())
    truth = cards.truth_of(contents.BANK_CARD, drawing, group="utopia-bank")
    options = PhotoOptions((1280, 880), 0.84, 0.02, -4.0, 0.2, ID1_RADIUS, surface="stone")
    return _photographed(
        "bank_card", (drawing, truth), lambda image: photo(image, 8, options), capture="photo", dpi=CARD_DPI
    )


def passport() -> SyntheticDocument:
    drawing = identity.draw_passport(contents.PASSPORT)
    truth = identity.truth_of(contents.PASSPORT, [drawing], group="utopia-passport", language="en")
    options = PhotoOptions((1600, 1180), 0.92, 0.022, 1.8, 0.25, 0.03)
    return _photographed(
        "passport", (drawing, truth), lambda image: photo(image, 9, options), capture="photo", dpi=CARD_DPI
    )


def id_card_both_sides() -> SyntheticDocument:
    """Front above back on one sheet of the scanner, as offices copy cards."""
    record = contents.ID_CARD
    drawings = identity.draw_id_front(record), identity.draw_id_back(record)
    truth = identity.truth_of(record, drawings, group="utopia-id-card", language="en")
    sheet, places = lay_out([to_image(drawing, CARD_DPI) for drawing in drawings], (1240, 1520), ID1_RADIUS)
    scanned = scan(sheet, 10, ScanOptions(angle_deg=-0.9, paper=252))
    pixels = Transform.scaling(CARD_DPI / 72, CARD_DPI / 72)
    sides = [pixels.then(place).then(scanned.to_picture) for place in places]
    first_of_back = len(drawings[0].texts)
    words = tuple(
        replace(
            word,
            quad=sides[word.page].quad(word.quad),
            line=word.line + first_of_back * word.page,
            page=0,
        )
        for word in truth.words
    )
    size = (scanned.image.shape[1], scanned.image.shape[0])
    truth = replace(truth, words=words, size=size, capture="scan", pages=1)
    return SyntheticDocument("id_card_both_sides", ".jpg", to_jpeg(scanned.image), truth)


def driving_licence() -> SyntheticDocument:
    drawing = identity.draw_licence(contents.LICENCE)
    truth = identity.truth_of(contents.LICENCE, [drawing], group="utopia-licence", language="en")
    options = PhotoOptions((1280, 880), 0.86, 0.03, 5.0, 0.3, ID1_RADIUS, surface="dark")
    return _photographed(
        "driving_licence",
        (drawing, truth),
        lambda image: photo(image, 11, options),
        capture="photo",
        dpi=CARD_DPI,
    )


def resident_card_zh() -> SyntheticDocument:
    drawing = identity.draw_resident_card(contents.RESIDENT_CARD)
    truth = identity.truth_of(contents.RESIDENT_CARD, [drawing], group="utopia-resident", language="zh")
    options = PhotoOptions((1280, 880), 0.88, 0.02, -1.5, 0.2, ID1_RADIUS)
    return _photographed(
        "resident_card_zh",
        (drawing, truth),
        lambda image: photo(image, 12, options),
        capture="photo",
        dpi=CARD_DPI,
    )


SAMPLES: tuple[Callable[[], SyntheticDocument], ...] = (
    invoice_en,
    invoice_en_photo,
    invoice_de_two_pages,
    invoice_de_scan,
    invoice_fax,
    invoice_fr,
    credit_note_en,
    invoice_zh,
    receipt_long,
    bank_card,
    passport,
    id_card_both_sides,
    driving_licence,
    resident_card_zh,
)


def _invoice_page(invoice: Invoice, look: Look, *, group: str) -> tuple[Drawing, Truth]:
    drawings = draw_invoice(invoice, look)
    return drawings[0], truth_of(invoice, look, drawings, group=group)


def _photographed(
    name: str,
    page: tuple[Drawing, Truth],
    take: Callable[[Image], Capture],
    *,
    capture: str,
    dpi: int = 200,
    suffix: str = ".jpg",
) -> SyntheticDocument:
    """Draws a page, takes its picture, and moves the truth's quads along."""
    drawing, truth = page
    image = to_image(drawing, dpi)
    shot = take(image)
    to_pixels = Transform.scaling(image.shape[1] / drawing.width, image.shape[0] / drawing.height)
    place = to_pixels.then(shot.to_picture).points
    size = (shot.image.shape[1], shot.image.shape[0])
    moved = truth.recaptured(capture, size, [place] * truth.pages)
    if suffix == ".png":
        return SyntheticDocument(name, ".png", to_png(shot.image, bilevel=True), moved)
    return SyntheticDocument(name, ".jpg", to_jpeg(shot.image), moved)
