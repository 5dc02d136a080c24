"""`docfields mask`: sources -> masked copies in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docfields.schemas.errors import DocfieldsError

from ..masking import mask
from ..pipeline import Extractor, Options
from .progress import complain, progress_bar
from .sources import documents


def run_mask(paths: Sequence[Path], *, out: Path, options: Options) -> int:
    """Returns the exit status: 0, or 1 where a document could not be masked (then no copy of it is there)."""
    sources, errors = documents(paths)
    extractor = Extractor(options)
    failed = len(errors)
    with progress_bar(len(sources)) as bar:
        for source in sources:
            try:
                report = mask(source, out=out, extractor=extractor)
                complain(f"{source} -> {report.path}: {report.masked} places masked")
            except DocfieldsError as error:
                complain(str(error))
                failed += 1
            bar.advance()
    return 1 if failed else 0
