"""Pictures of printed documents: pages rendered, captured, and their truth moved along."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Quad
from docfields.models.synthesis import captures
from docfields.models.synthesis.captures import Captured, Warp
from docfields.models.synthesis.rendering import render_pdf
from docfields.models.synthesis.truth import (
    MapPoints,
    Medium,
    Place,
    PrintedDocument,
    SyntheticDocument,
    Truth,
    TruthWord,
)

Points = NDArray[np.float64]
CaptureStyle = captures.Style

DPI: dict[Medium, int] = {"paper": 200, "thermal": 203, "dot_matrix": 180, "card": 300, "booklet": 250}
"""What pages are rendered at: a till's print head, a camera near enough to read a card."""

FILE_QUALITY = 92
"""Of JPEG files: the capture has its own, lower one already in its pixels."""

SCANNED_PDF_DPI = 200
"""Pictures of several pages become a PDF whose points are the pictures' pixels at this resolution."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A captured picture. warps: for each of `pages`, from the rendered page's pixels to the picture's."""

    image: Image
    kind: str
    pages: tuple[int, ...]
    warps: tuple[Warp, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CapturedDocument:
    """A document as a reader gets it. truth: in pixels of the pictures; its pages are the pictures."""

    pictures: tuple[Picture, ...]
    truth: Truth


def render(printed: PrintedDocument, rng: Random) -> tuple[Image, ...]:
    """The pages as clean pictures, embossing included, at `DPI` of the medium."""
    dpi = DPI[printed.medium]
    images = render_pdf(printed.pdf, dpi)
    if printed.relief is None:
        return images
    masks = (1 - relief[:, :, 0].astype(np.float32) / 255 for relief in render_pdf(printed.relief, dpi))
    return tuple(captures.relief(image, mask, rng) for image, mask in zip(images, masks, strict=True))


def capture_document(printed: PrintedDocument, style: CaptureStyle, rng: Random) -> CapturedDocument:
    """The sides of a card come into one picture; every page of paper gets a picture of its own."""
    images = render(printed, rng)
    together = printed.medium == "card"
    shares = [tuple(range(len(images)))] if together else [(page,) for page in range(len(images))]
    if not together:
        style = _one_style(style, rng)
    pictures = []
    for pages in shares:
        shown = [images[page] for page in pages]
        taken = _capture(shown, [_ink(printed, page) for page in pages], style, printed.medium, rng)
        pictures.append(Picture(taken.image, taken.kind, pages, taken.warps))
    return CapturedDocument(tuple(pictures), _moved(printed, images, pictures))


def capture_together(cards: Sequence[PrintedDocument], rng: Random) -> tuple[Picture, tuple[Truth, ...]]:
    """The first pages of several cards on one table: one picture, and the truth of each."""
    images = [render(card, rng)[0] for card in cards]
    taken = _capture(images, [_ink(card, 0) for card in cards], "phone", "card", rng)
    truths = []
    for index, (card, image) in enumerate(zip(cards, images, strict=True)):
        first = replace(card, truth=_first_page(card.truth))
        truths.append(_moved(first, [image], [Picture(taken.image, taken.kind, (0,), (taken.warps[index],))]))
    return Picture(taken.image, taken.kind, tuple(range(len(cards))), taken.warps), tuple(truths)


def to_file(name: str, captured: CapturedDocument) -> SyntheticDocument:
    """A JPEG or PNG for one picture, else a PDF of pictures without text."""
    contents = [_encode(picture) for picture in captured.pictures]
    if len(contents) == 1:
        suffix: Literal[".png", ".jpg"] = ".png" if contents[0].startswith(b"\x89PNG") else ".jpg"
        return SyntheticDocument(name, suffix, contents[0], captured.truth)
    scale = 72 / SCANNED_PDF_DPI
    width, height = captured.truth.size
    maps: list[MapPoints] = [lambda points: points * scale] * captured.truth.pages
    onto = range(captured.truth.pages)
    truth = captured.truth.recaptured(captured.truth.capture, (width * scale, height * scale), maps, onto)
    return SyntheticDocument(name, ".pdf", _pdf_of(captured.pictures, contents, scale), truth)


def _capture(
    images: Sequence[Image], inks: Sequence[Points], style: CaptureStyle, medium: Medium, rng: Random
) -> Captured:
    """inks: for each image the points in its pixels that stay in the picture."""
    taken = captures.capture(images, style, medium, rng, dpi=DPI[medium])
    kept = np.concatenate([warp.points(ink) for warp, ink in zip(taken.warps, inks, strict=True)])
    return captures.cropped(taken, kept, medium, rng)


def _ink(printed: PrintedDocument, page: int) -> Points:
    """(N, 2): corners of all words and places of a page, in pixels of its picture."""
    shown: list[TruthWord | Place] = [*printed.truth.words, *printed.truth.places]
    corners = [point for part in shown if part.page == page for point in part.quad.points]
    return np.array(corners, np.float64).reshape(-1, 2) * (DPI[printed.medium] / 72)


def _one_style(style: CaptureStyle, rng: Random) -> CaptureStyle:
    """All pages of a document come the same way."""
    if style != "mixed":
        return style
    [chosen] = rng.choices(("phone", "scan", "fax", "screen"), (50, 35, 5, 10))
    return chosen  # type: ignore[return-value]


def _moved(printed: PrintedDocument, images: Sequence[Image], pictures: Sequence[Picture]) -> Truth:
    """The truth in pixels of the pictures, with the outline of every page as a place."""
    scale = DPI[printed.medium] / 72
    maps: list[MapPoints] = []
    onto: list[int] = []
    outlines: list[Place] = []
    name = "card" if printed.medium == "card" else "sheet"
    for number, picture in enumerate(pictures):
        for page, warp in zip(picture.pages, picture.warps, strict=True):
            maps.append(lambda points, warp=warp: warp.points(points * scale))  # type: ignore[misc]
            onto.append(number)
            height, width = images[page].shape[:2]
            corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
            outlines.append(Place(name, Quad.from_array(warp.points(corners)), number))
    size = (pictures[0].image.shape[1], pictures[0].image.shape[0])
    moved = printed.truth.recaptured(pictures[0].kind, size, maps, onto)
    return replace(moved, places=(*outlines, *moved.places))


def _first_page(truth: Truth) -> Truth:
    """What of a truth stands on the first page; fields of later pages are left out."""
    words = tuple(word for word in truth.words if word.page == 0)
    shown = {word.field for word in words}
    return replace(
        truth,
        words=words,
        fields={name: value for name, value in truth.fields.items() if name in shown},
        printed={name: text for name, text in truth.printed.items() if name in shown},
        places=tuple(place for place in truth.places if place.page == 0),
        tables=(),
        links=(),
        pages=1,
    )


def _encode(picture: Picture) -> bytes:
    if picture.kind.startswith(("scan/fax", "screen")):
        return captures.to_png(picture.image, bilevel=picture.kind.startswith("scan/fax"))
    return captures.to_jpeg(picture.image, FILE_QUALITY)


def _pdf_of(pictures: Sequence[Picture], contents: Sequence[bytes], scale: float) -> bytes:
    import pymupdf

    buffer = io.BytesIO()
    with pymupdf.open() as document:
        for picture, content in zip(pictures, contents, strict=True):
            height, width = picture.image.shape[:2]
            page = document.new_page(width=width * scale, height=height * scale)
            page.insert_image(page.rect, stream=content, keep_proportion=False)
        document.save(buffer, garbage=3, no_new_id=True)
    return buffer.getvalue()
