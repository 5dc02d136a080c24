"""The figures of reading: detection, recognition, both together, and the errors by their kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from .reading_errors import IOU_THRESHOLDS, BoxGroup, PageReading
from .scoring import Counts, total

CONFUSIONS = 40
"""How many pairs of characters are listed."""

HEIGHTS = (12, 16, 20, 24, 32, 48)
"""Edges of the classes of text height, in pixels of the page as read; recognition scales each line to 48."""

LENGTHS = 3
"""Texts that are wrong in length by more than so many characters are counted together."""


def summarise_reading(readings: Iterable[tuple[str, PageReading]]) -> dict[str, Any] | None:
    """All figures as plain values. readings: pages, each with its document's capture. None for no pages."""
    by_capture: defaultdict[str, list[PageReading]] = defaultdict(list)
    for capture, reading in readings:
        by_capture[capture].append(reading)
    pages = [page for capture_pages in by_capture.values() for page in capture_pages]
    if not pages:
        return None
    groups = [group for page in pages for group in page.groups]
    return {
        "pages": len(pages),
        "detection": {
            f"{threshold}": _shares(total(page.detection[k] for page in pages))
            for k, threshold in enumerate(IOU_THRESHOLDS)
        },
        "end_to_end": _shares(total(page.words for page in pages)),
        "recognition": _recognition(groups),
        "true_boxes": _kinds(groups, true=True),
        "read_boxes": _kinds(groups, true=False),
        "confusions": [[true, read, count] for (true, read), count in confusions(groups)[:CONFUSIONS]],
        "spaces": _spaces(groups),
        "lengths": _lengths(groups),
        "by_height": {name: _row(part) for name, part in _by_height(groups)},
        "by_capture": {
            name: {
                "pages": len(part),
                "detection_hmean": _share(total(page.detection[0] for page in part).f1),
                "end_to_end_f1": _share(total(page.words for page in part).f1),
                **_row([group for page in part for group in page.groups]),
            }
            for name, part in sorted(by_capture.items())
        },
    }


def confusions(groups: Iterable[BoxGroup]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of true and read characters, the commonest first; one side may be empty."""
    counts = Counter(
        (confusion.true, confusion.read)
        for group in groups
        if group.text is not None
        for confusion in group.text.confusions
    )
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def height_class(height: float) -> str:
    """The name of a class of text heights."""
    return _class_name(sum(height >= edge for edge in HEIGHTS))


def _class_name(number: int) -> str:
    if number == 0:
        return f"under {HEIGHTS[0]}"
    return f"{HEIGHTS[-1]} and over" if number == len(HEIGHTS) else f"{HEIGHTS[number - 1]} to {HEIGHTS[number]}"


def _by_height(groups: Iterable[BoxGroup]) -> list[tuple[str, list[BoxGroup]]]:
    parts: defaultdict[str, list[BoxGroup]] = defaultdict(list)
    for group in groups:
        parts[height_class(group.height)].append(group)
    names = [_class_name(number) for number in range(len(HEIGHTS) + 1)]
    return [(name, parts[name]) for name in names if name in parts]


def _row(groups: Sequence[BoxGroup]) -> dict[str, Any]:
    """The figures that are compared between parts: classes of the boxes, and how the found ones were read."""
    recognition = _recognition(groups)
    return {
        "true_boxes": _kinds(groups, true=True),
        "false": sum(len(group.given) for group in groups if group.kind == "false"),
        "line_accuracy": recognition["line_accuracy"],
        "plain_line_accuracy": recognition["plain_line_accuracy"],
        "character_error_rate": recognition["character_error_rate"],
    }


def _kinds(groups: Iterable[BoxGroup], *, true: bool) -> dict[str, int]:
    counts = Counter({kind: 0 for kind in ("right", "split", "merged", "inaccurate", "missed" if true else "false")})
    for group in groups:
        boxes = group.true if true else group.given
        if boxes:
            counts[group.kind] += len(boxes)
    return dict(counts)


def _recognition(groups: Iterable[BoxGroup]) -> dict[str, Any]:
    """How the texts in right places were read. plain: without spaces and case."""
    texts = [group.text for group in groups if group.text is not None]
    characters = sum(text.characters for text in texts)
    plain_characters = sum(text.plain_characters for text in texts)
    return {
        "texts": len(texts),
        "line_accuracy": _ratio(sum(text.errors == 0 for text in texts), len(texts)),
        "plain_line_accuracy": _ratio(sum(text.plain_errors == 0 for text in texts), len(texts)),
        "character_error_rate": _ratio(sum(text.errors for text in texts), characters),
        "plain_character_error_rate": _ratio(sum(text.plain_errors for text in texts), plain_characters),
        "characters": characters,
        "wrong_case": sum(text.case for text in texts),
    }


def _spaces(groups: Iterable[BoxGroup]) -> dict[str, int]:
    texts = [group.text for group in groups if group.text is not None]
    return {
        "true": sum(text.spaces for text in texts),
        "lost": sum(text.spaces_lost for text in texts),
        "added": sum(text.spaces_added for text in texts),
    }


def _lengths(groups: Iterable[BoxGroup]) -> dict[str, int]:
    """Misread texts by read less true characters (without spaces): "0" are those of the right length."""
    counts: Counter[int] = Counter()
    for group in groups:
        if group.text is not None and group.text.plain_errors:
            counts[max(-LENGTHS - 1, min(LENGTHS + 1, group.text.length))] += 1
    names = {-LENGTHS - 1: f"under -{LENGTHS}", LENGTHS + 1: f"over {LENGTHS}"}
    return {names.get(length, str(length)): counts[length] for length in sorted(counts)}


def _shares(counts: Counts) -> dict[str, float | None]:
    return {
        "precision": _ratio(counts.right, counts.given),
        "recall": _ratio(counts.right, counts.true),
        "hmean": _share(counts.f1),
    }


def _ratio(part: float, whole: float) -> float | None:
    return _share(part / whole) if whole else None


def _share(value: float) -> float:
    return round(value, 4)
