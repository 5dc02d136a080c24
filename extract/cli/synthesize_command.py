"""`docfields synthesize`: a gold folder of invented documents."""

from __future__ import annotations

from pathlib import Path

from docfields.schemas.errors import OptionError

from .progress import complain, progress_bar

ON_A_SHEET = 24
"""Documents on a contact sheet: more are too small to be looked at."""


def run_synthesize(
    kind: str,
    *,
    count: int,
    locale: str | None,
    capture: str | None,
    seed: int,
    out: Path,
    workers: int,
    fonts: Path | None,
    sheet: Path | None,
) -> int:
    """Returns the exit status 0."""
    from docfields.models.synthesis.contact_sheet import contact_sheet
    from docfields.models.synthesis.generate import Order, make_document
    from docfields.models.synthesis.production import write_gold_folder

    order = Order(kind, seed, locale, capture, fonts)  # type: ignore[arg-type]
    if sheet is not None and sheet.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        raise OptionError(f"a contact sheet cannot be written as {sheet.name}", remedy="Name it .png or .jpg.")
    with progress_bar(count, "making") as bar:
        for _ in write_gold_folder(order, count, out, workers=workers):
            bar.advance()
    complain(f"{count} documents in {out}")
    if sheet is not None:
        import cv2

        sheet.parent.mkdir(parents=True, exist_ok=True)
        shown = (make_document(order, index) for index in range(min(count, ON_A_SHEET)))
        cv2.imwrite(str(sheet), contact_sheet(shown, outlines=True))
        complain(f"contact sheet: {sheet}")
    return 0
