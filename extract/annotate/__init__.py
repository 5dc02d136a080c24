"""Language, script and printed key phrases of a page; its text is not changed."""

from __future__ import annotations

from dataclasses import replace

from ..document import TextPage

__all__ = ["annotate"]


def annotate(page: TextPage) -> TextPage:
    """The page with `language`, `script` and `labels`.

    Labels are found inside a line, with reading errors, missing and superfluous spaces. Where
    label and value are glued ("Total:12.50"), `Label.first` and `last` cover the whole word and
    `Label.quad` only the label's part of it.
    """
    from .components import load_pipeline, make_doc

    doc = make_doc(page.lines)
    for _, component in load_pipeline().pipeline:
        doc = component(doc)
    return replace(page, language=doc._.language, script=doc._.script, labels=doc._.labels)
