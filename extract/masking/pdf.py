"""Masked copies of PDFs: text, pixels and everything else that could still tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docfields.schemas.errors import MaskingError

from ..load.pdf import pymupdf_alone
from .pictures import padded
from .places import Place, Secrets, remaining

CATALOGUE_KEYS = (
    "StructTreeRoot",
    "MarkInfo",
    "Names",
    "AF",
    "OCProperties",
    "AcroForm",
    "PieceInfo",
    "Outlines",
    "OpenAction",
)
"""Entries of the document catalogue that can hold a second copy of what a page shows."""

PAGE_KEYS = ("Thumb", "PieceInfo", "AA")


def write_pdf(source: Path, places: Sequence[Place], target: Path, *, password: str | None) -> None:
    """Remove the places' text and pixels, then all metadata, attachments, annotations and structure.

    The file is written anew: no earlier revision and no unreferenced object travels.
    """
    with pymupdf_alone() as pymupdf, pymupdf.open(source) as document:
        if document.needs_pass:
            document.authenticate(password or "")
        for page in document:
            _redact_page(pymupdf, page, [place for place in places if place.page == page.number])
        # Redactions are applied already; all else that scrub can remove is on by default.
        document.scrub(redactions=False)
        catalogue = document.pdf_catalog()
        for key in CATALOGUE_KEYS:
            document.xref_set_key(catalogue, key, "null")
        for page in document:
            for key in PAGE_KEYS:
                document.xref_set_key(page.xref, key, "null")
        document.save(target, garbage=4, deflate=True, clean=True, encryption=pymupdf.PDF_ENCRYPT_NONE)


def _redact_page(pymupdf: Any, page: Any, places: Sequence[Place]) -> None:
    for annotation in list(page.annots()):
        page.delete_annot(annotation)
    for field in list(page.widgets()):
        page.delete_widget(field)
    for place in places:
        corners = padded(place.quad)
        shown = pymupdf.Rect(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
        page.add_redact_annot(shown * page.derotation_matrix, fill=(0, 0, 0))
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_PIXELS,
        graphics=pymupdf.PDF_REDACT_LINE_ART_NONE,
        text=pymupdf.PDF_REDACT_TEXT_REMOVE,
    )


def verify_pdf(path: Path, secrets: Secrets) -> None:
    """Look through the text and through all decoded objects of the copy. Raises MaskingError for a hit."""
    with pymupdf_alone() as pymupdf, pymupdf.open(path) as document:
        hits = sum(remaining(secrets, page.get_text()) for page in document)
        for xref in range(1, document.xref_length()):
            hits += remaining(secrets, document.xref_object(xref))
            if document.xref_is_stream(xref) and not document.xref_is_image(xref):
                hits += remaining(secrets, (document.xref_stream(xref) or b"").decode("latin-1"))
    if hits:
        raise MaskingError(
            "personal values remain in the copy",
            source=str(path),
            remedy="No copy was kept; mask the printed page as a picture instead.",
        )
