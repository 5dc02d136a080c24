"""The report's part on reading: tables of the errors, the worst pages drawn, the commonest confusions cut out."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docfields.schemas.errors import DocfieldsError

from ..document import Image
from .evaluate import DocumentScore
from .personal import Hidden, hidden_on
from .reading_errors import BoxGroup, PageReading
from .reading_pictures import COLOURS, PagePicture, box_class
from .reading_summary import confusions
from .text_errors import Confusion

WORST_PAGES = 8
SHOWN_CONFUSIONS = 20
CROPS = 4
"""Of each confusion, from different texts where there are as many."""

MISREAD_TEXTS = 40
"""Listed of one page, the worst first."""

KINDS = ("right", "misread", "split", "merged", "inaccurate", "missed", "false")


@dataclass(frozen=True, slots=True, eq=False)
class _ReportPage:
    """A page with what of it must not be shown."""

    score: DocumentScore
    reading: PageReading
    hidden: Hidden

    def picture(self) -> PagePicture:
        return PagePicture(self.score.gold.path, self.reading, self.hidden)


def reading_section(
    scores: Sequence[DocumentScore], figures: dict[str, Any] | None, folder: Path, *, reveal: bool
) -> str:
    """HTML; its pictures are written into the folder. Empty where no page was read by OCR.

    figures: of summarise_reading. Without `reveal` no text of a place that holds personal data is shown.
    """
    if figures is None:
        return ""
    pages = [
        _ReportPage(score, reading, Hidden(frozenset(), ()) if reveal else hidden_on(score, reading))
        for score in scores
        for reading in score.page_readings
    ]
    worst = sorted(pages, key=lambda page: (page.reading.words.f1, str(page.score.gold.path), page.reading.index))
    legend = " ".join(
        f"<span style='border:2px solid {_css(kind)};background:{_css(kind, 0.25)};padding:0 .4rem'>{kind}</span>"
        for kind in KINDS
    )
    drawn = "".join(_page(number, page, folder) for number, page in enumerate(worst[:WORST_PAGES]))
    return (
        f"<h2>Reading</h2>{_overview(figures)}{_parts('text height in pixels', figures['by_height'])}"
        f"{_parts('capture', figures['by_capture'])}{_confusions(pages, folder)}"
        f"<h3>Worst read pages</h3><p>Filled: true boxes; outlined: read boxes. {legend}</p>{drawn}"
    )


def _overview(figures: dict[str, Any]) -> str:
    recognition, spaces = figures["recognition"], figures["spaces"]
    detection = [(f"detection at IoU {threshold}", *_prf(shares)) for threshold, shares in figures["detection"].items()]
    detection.append(("end to end (words right in place and text)", *_prf(figures["end_to_end"])))
    texts = [
        ("texts in right places", recognition["texts"]),
        ("line accuracy", _share(recognition["line_accuracy"])),
        ("line accuracy without spaces and case", _share(recognition["plain_line_accuracy"])),
        ("character error rate", _share(recognition["character_error_rate"])),
        ("character error rate without spaces and case", _share(recognition["plain_character_error_rate"])),
        ("characters in the wrong case", f"{recognition['wrong_case']} of {recognition['characters']}"),
        ("spaces lost", f"{spaces['lost']} of {spaces['true']}"),
        ("spaces added", spaces["added"]),
    ]
    boxes = [
        (kind, figures["true_boxes"].get(kind, "-"), figures["read_boxes"].get(kind, "-"))
        for kind in KINDS
        if kind != "misread"
    ]
    return (
        table(("", "precision", "recall", "Hmean"), detection)
        + "<h3>Texts</h3>"
        + table(("", ""), texts)
        + "<h3>Boxes</h3>"
        + table(("class", "true boxes", "read boxes"), boxes)
        + "<h3>Length of misread texts</h3><p>Read less true characters, without spaces.</p>"
        + table(tuple(figures["lengths"]), [tuple(figures["lengths"].values())])
    )


def _parts(title: str, parts: dict[str, dict[str, Any]]) -> str:
    def row(name: str, part: dict[str, Any]) -> tuple[object, ...]:
        boxes = part["true_boxes"]
        count = sum(boxes.values())
        shares = (_share(boxes[kind] / count if count else None) for kind in boxes)
        texts = (part["line_accuracy"], part["plain_line_accuracy"], part["character_error_rate"])
        return (name or "unknown", count, *shares, part["false"], *map(_share, texts))

    kinds = next(iter(parts.values()))["true_boxes"]
    heading = (title, "true boxes", *kinds, "false", "line accuracy", "without spaces, case", "character error rate")
    return f"<h3>By {title}</h3>{table(heading, [row(name, part) for name, part in parts.items()])}"


def _confusions(pages: Sequence[_ReportPage], folder: Path) -> str:
    counted = confusions(group for page in pages for group in page.reading.groups)[:SHOWN_CONFUSIONS]
    if not counted:
        return ""
    crops = _write_crops(pages, [pair for pair, _ in counted], folder)
    rows = "".join(
        f"<tr><td>{_glyphs(true)}</td><td>{_glyphs(read)}</td><td>{count}</td>"
        f"<td>{''.join(crops[true, read])}</td></tr>"
        for (true, read), count in counted
    )
    return (
        "<h3>Confused characters</h3><p>Cut out with their neighbours, where the text may be shown.</p>"
        f"<table><tr><th>true<th>read<th>times<th>where</tr>{rows}</table>"
    )


def _write_crops(
    pages: Sequence[_ReportPage], pairs: Sequence[tuple[str, str]], folder: Path
) -> dict[tuple[str, str], list[str]]:
    """For each pair the image elements of some crops. Each page is rendered once, and only where it is needed."""
    wanted: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        found = [
            (group, confusion)
            for group, confusion in _shown_confusions(page)
            if (confusion.true, confusion.read) in pairs and len(wanted[confusion.true, confusion.read]) < CROPS
        ]
        try:
            picture = page.picture() if found else None
        except DocfieldsError:
            continue  # a page that cannot be shown has no crops; its section says so
        for group, confusion in found:
            crops = wanted[confusion.true, confusion.read]
            if picture is not None and len(crops) < CROPS:
                name = f"confusion_{pairs.index((confusion.true, confusion.read)):02d}_{len(crops)}.png"
                save(picture.crop(group, confusion), folder / name)
                crops.append(f'<img class=crop src="{name}" alt="cut from a page">')
    return wanted


def _shown_confusions(page: _ReportPage) -> Iterator[tuple[BoxGroup, Confusion]]:
    """One of each pair and text."""
    for index, group in enumerate(page.reading.groups):
        if group.text is None or index in page.hidden.groups:
            continue
        seen: set[tuple[str, str]] = set()
        for confusion in group.text.confusions:
            if (confusion.true, confusion.read) not in seen:
                seen.add((confusion.true, confusion.read))
                yield group, confusion


def _page(number: int, page: _ReportPage, folder: Path) -> str:
    name = f"reading_{number:02d}.jpg"
    try:
        save(page.picture().with_boxes(), folder / name)
        shown = f'<p><img src="{name}" alt="the page with true and read boxes"></p>'
    except DocfieldsError as error:
        shown = f"<p>No picture: {html.escape(error.code)}</p>"
    title = f"{page.score.gold.path.name}, page {page.reading.index + 1}: words F1 {page.reading.words.f1:.2f}"
    wrong = [
        (index, group) for index, group in enumerate(page.reading.groups) if group.kind != "right" or group.is_misread
    ]
    wrong.sort(key=lambda item: (-_cost(item[1]), item[0]))
    rows = [_text_row(group, hide=index in page.hidden.groups) for index, group in wrong[:MISREAD_TEXTS]]
    return f"<h4>{html.escape(title)}</h4>{shown}{table(('class', 'true', 'read', 'height'), rows)}"


def _cost(group: BoxGroup) -> int:
    """Characters that are wrong, missing or too many."""
    if group.text is not None:
        return group.text.errors
    return sum(len(box.text) for box in (group.true or group.given))


def _text_row(group: BoxGroup, *, hide: bool) -> tuple[object, ...]:
    true, read = (" | ".join(box.text for box in boxes) for boxes in (group.true, group.given))
    shown = ("…" if true else "-", "…" if read else "-") if hide else (true or "-", read or "-")
    return (box_class(group), *shown, f"{group.height:.0f}")


def table(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """An HTML table; every cell is escaped."""
    heading = "".join(f"<th>{html.escape(str(cell))}" for cell in headings)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{heading}</tr>{body}</table>"


def _glyphs(text: str) -> str:
    return f"<code>{html.escape(text)}</code>" if text else "<i>nothing</i>"


def _css(kind: Any, opacity: float = 1.0) -> str:
    blue, green, red = COLOURS[kind]
    return f"rgba({red},{green},{blue},{opacity})"


def _prf(shares: dict[str, float | None]) -> tuple[str, ...]:
    return tuple(_share(shares[name]) for name in ("precision", "recall", "hmean"))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def save(image: Image, path: Path) -> None:
    """By the suffix: JPEG, or PNG for small crops."""
    import cv2

    options = [cv2.IMWRITE_JPEG_QUALITY, 80] if path.suffix == ".jpg" else []
    path.write_bytes(cv2.imencode(path.suffix, image, options)[1].tobytes())
