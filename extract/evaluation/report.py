"""A folder a person can open: the figures, how the pages were read, the worst documents with their fields drawn."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docfields.schemas import pii_fields

from ..drawing import GREEN, GREY, RED, draw_fields
from .evaluate import DocumentScore
from .reading_report import reading_section, save
from .scoring import FieldVerdict

WORST_DOCUMENTS = 10

STYLE = (
    "body{font:15px system-ui,sans-serif;margin:2rem auto;max-width:1100px;color:#222}"
    "table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ddd}"
    "img{max-width:100%;border:1px solid #ccc}.crop{margin-right:.5rem;vertical-align:middle}"
    ".wrong{color:#b00}.right{color:#060}"
)


def write_report(scores: Sequence[DocumentScore], figures: dict[str, Any], folder: Path, *, reveal: bool) -> Path:
    """Write index.html and a picture a page of the worst documents; returns the path of index.html.

    Without `reveal` personal data is painted over on the pictures and left out of the text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    worst = sorted(scores, key=lambda score: ((score.counts + score.line_items).f1, str(score.gold.path)))
    sections = [_section(number, score, folder, reveal=reveal) for number, score in enumerate(worst[:WORST_DOCUMENTS])]
    page = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>docfields evaluation</title><style>{STYLE}</style>"
        f"<h1>Evaluation</h1>{_figures(figures)}{reading_section(scores, figures['reading'], folder, reveal=reveal)}"
        f"<h2>Worst documents</h2>{''.join(sections)}</html>"
    )
    index = folder / "index.html"
    index.write_text(page, encoding="utf-8")
    (folder / "figures.json").write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return index


def _figures(figures: dict[str, Any]) -> str:
    scalars = "".join(
        f"<tr><td>{html.escape(name.replace('_', ' '))}</td><td>{html.escape(str(value))}</td></tr>"
        for name, value in figures.items()
        if not isinstance(value, dict)
    )
    rows = "".join(
        f"<tr><td>{html.escape(name)}</td><td>{field['f1']:.3f}</td><td>{field['precision']:.3f}</td>"
        f"<td>{field['recall']:.3f}</td><td>{field['true']}</td></tr>"
        for name, field in figures["fields"].items()
    )
    return (
        f"<table>{scalars}</table><h2>Fields</h2><table><tr><th>field<th>F1<th>precision<th>recall<th>in truth</tr>"
        f"{rows}</table>"
    )


def _section(number: int, score: DocumentScore, folder: Path, *, reveal: bool) -> str:
    personal = frozenset() if reveal else _personal_fields(score)
    rows = "".join(_row(verdict, hide=verdict.field in personal) for verdict in score.fields)
    pictures = "".join(
        f'<p><img src="{name}" alt="page {index + 1} with its fields drawn"></p>'
        for index, name in _draw_pages(number, score, folder, personal)
    )
    issues = ", ".join(sorted({issue.code for issue in score.extraction.issues}))
    title = f"{score.gold.path.name}: F1 {score.counts.f1:.2f}, line items {score.line_items.f1:.2f}"
    return (
        f"<h3>{html.escape(title)}</h3><p>kind {score.gold.kind}, read as {score.extraction.kind}; issues: {issues}</p>"
        f"<table><tr><th>field<th>truth<th>given</tr>{rows}</table>{pictures}"
    )


def _row(verdict: FieldVerdict, *, hide: bool) -> str:
    def shown(value: str | None) -> str:
        return "-" if value is None else "…" if hide else html.escape(value)

    css = "right" if verdict.normalised else "wrong"
    return f"<tr class={css}><td>{verdict.field}</td><td>{shown(verdict.true)}</td><td>{shown(verdict.given)}</td></tr>"


def _personal_fields(score: DocumentScore) -> frozenset[str]:
    return frozenset(pii_fields(score.gold.kind)) | frozenset(pii_fields(score.extraction.kind or score.gold.kind))


def _draw_pages(number: int, score: DocumentScore, folder: Path, personal: frozenset[str]) -> list[tuple[int, str]]:
    """Green: right, red: wrong, grey: not judged. Returns page index and file name of each picture."""
    colours = {verdict.field: GREEN if verdict.normalised else RED for verdict in score.fields}
    colours = dict.fromkeys(score.extraction.evidence, GREY) | colours
    written = []
    for info in score.extraction.pages:
        picture = draw_fields(score.gold.path, score.extraction, info.index, colours=colours, hidden=personal)
        name = f"{number:02d}_{info.index + 1}.jpg"
        save(picture, folder / name)
        written.append((info.index, name))
    return written
