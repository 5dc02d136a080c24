"""`docfields ocr`: sources -> text, or objects in PaddleOCR's shape."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from docfields.schemas.errors import DocfieldsError

from ..load import LoadOptions
from ..pipeline import Extractor, Options
from .progress import complain, progress_bar
from .sources import documents


def run_ocr(paths: Sequence[Path], *, form: str, out: Path | None, password: str | None, rec_model: Path | None) -> int:
    """Returns the exit status: 0, or 1 where a document or path could not be read."""
    sources, errors = documents(paths)
    extractor = Extractor(Options(load=LoadOptions(password=password), rec_model=rec_model))
    failed = len(errors)
    target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8")
    with target as lines, progress_bar(len(sources)) as bar:
        for source in sources:
            try:
                for result in extractor.ocr_pages(source):
                    if form == "json":
                        lines.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
                    else:
                        lines.write("".join(f"{text}\n" for text in result.rec_texts))
                    lines.flush()
            except DocfieldsError as error:
                complain(str(error))
                failed += 1
            bar.advance()
    return 1 if failed else 0
