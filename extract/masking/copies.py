"""Source -> masked copy, released only after the copy was read again and found clean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docfields.schemas.errors import MaskingError

from ..load import is_pdf, open_pages
from ..pipeline import Extractor, extract_from_text
from .pdf import verify_pdf, write_pdf
from .pictures import write_picture
from .places import Secrets, find_secrets, remaining


@dataclass(frozen=True, slots=True)
class MaskReport:
    """path: the masked copy. masked: how many places were painted over; fields: how many values."""

    path: Path
    masked: int
    fields: int


def mask(source: str | Path, out: str | Path, *, extractor: Extractor | None = None) -> MaskReport:
    """Write a copy of a picture or PDF into the folder `out` without the personal values of its record.

    Every Pii-marked value is painted over wherever it stands and removed from the text layer;
    metadata, attachments, annotations and earlier revisions do not travel. The copy is read
    again; if a value is still there it is deleted and MaskingError is raised.
    """
    source, folder = Path(source), Path(out)
    extractor = extractor or Extractor()
    pages = tuple(extractor.read(source))
    extraction = extract_from_text(pages, source=str(source), kind=extractor.options.kind)
    secrets = find_secrets(extraction, pages)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.name
    if target.resolve() == source.resolve():
        raise MaskingError(
            "the copy would replace the original",
            source=str(source),
            remedy="Give another folder with --out.",
        )
    if is_pdf(source):
        target = target.with_suffix(".pdf")
        write_pdf(source, secrets.places, target, password=extractor.options.load.password)
    else:
        pictures = tuple(open_pages(source, options=extractor.options.load))
        target = write_picture(pictures, secrets.places, target)
    try:
        _verify(target, secrets, extractor)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return MaskReport(path=target, masked=len(secrets.places), fields=len(secrets.texts))


def _verify(path: Path, secrets: Secrets, extractor: Extractor) -> None:
    if is_pdf(path):
        verify_pdf(path, secrets)
    text = "\n".join(line.text for page in extractor.read(path) for line in page.lines)
    if remaining(secrets, text):
        raise MaskingError(
            "a personal value can still be read on the copy",
            source=str(path),
            remedy="No copy was kept; please report the kind of document.",
        )
