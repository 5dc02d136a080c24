"""`docfields evaluate`: a gold folder -> figures, and a report with the worst documents drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ..evaluation import DocumentScore, WordSource, evaluate, gold, summarise, write_report
from ..pipeline import Extractor, Options
from .progress import complain, progress_bar


def run_evaluate(
    folder: Path,
    *,
    words: WordSource,
    limit: int | None,
    json_file: Path | None,
    report: Path | None,
    options: Options,
    reveal: bool,
) -> int:
    """Returns the exit status 0; documents that cannot be read count as wrong and are figures, too."""
    extractor = Extractor(options)
    scores: list[DocumentScore] = []
    count = len(gold.paths(folder))
    with progress_bar(min(count, limit or count)) as bar:
        for score in evaluate(folder, extractor, words=words, limit=limit):
            scores.append(score)
            bar.advance()
    figures = summarise(scores)
    _print(figures)
    if json_file is not None:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if report is not None:
        complain(f"report: {write_report(scores, figures, report, reveal=reveal)}")
    return 0


def _print(figures: dict[str, Any]) -> None:
    console = Console(soft_wrap=True)
    low, high = figures["macro_f1_interval"]
    console.print(
        f"{figures['documents']} documents ({figures['failed']} failed), {figures['groups']} groups, "
        f"{figures['seconds_a_page']} s a page"
    )
    console.print(
        f"micro F1 {_share(figures['micro_f1'])} (exact {_share(figures['micro_f1_exact'])}, "
        f"precision {_share(figures['micro_precision'])}, recall {_share(figures['micro_recall'])}); "
        f"macro F1 by group {_share(figures['macro_f1_by_group'])} [{_share(low)} to {_share(high)}]"
    )
    console.print(
        f"line items F1 {_share(figures['line_item_f1'])}; kind right {_share(figures['kind_accuracy'])}; "
        f"word F1 {_share(figures['word_f1'])}; character error rate {_share(figures['character_error_rate'])}"
    )
    if figures["detection"]:
        detection = figures["detection"]
        console.print(
            f"detection at IoU 0.5: precision {_share(detection['precision'])}, "
            f"recall {_share(detection['recall'])}, Hmean {_share(detection['hmean'])}"
        )
    if figures["reading"]:
        _print_reading(console, figures["reading"])
    if len(figures["captures"]) > 1:
        console.print("by capture: " + ", ".join(f"{name} {_share(f1)}" for name, f1 in figures["captures"].items()))
    table = Table(box=None, header_style="bold")
    for heading in ("field", "F1", "exact", "precision", "recall", "in truth"):
        table.add_column(heading, justify="left" if heading == "field" else "right")
    for name, field in figures["fields"].items():
        shares = (field["f1"], field["f1_exact"], field["precision"], field["recall"])
        table.add_row(name, *(_share(share) for share in shares), str(field["true"]))
    console.print(table)


def _print_reading(console: Console, reading: dict[str, Any]) -> None:
    recognition, end_to_end, boxes = reading["recognition"], reading["end_to_end"], reading["true_boxes"]
    console.print(
        f"{reading['pages']} pages by OCR: line accuracy {_share(recognition['line_accuracy'])} "
        f"(without spaces and case {_share(recognition['plain_line_accuracy'])}), character error rate "
        f"{_share(recognition['character_error_rate'])}; words right in place and text: "
        f"precision {_share(end_to_end['precision'])}, recall {_share(end_to_end['recall'])}, "
        f"F1 {_share(end_to_end['hmean'])}"
    )
    kinds = ", ".join(f"{kind} {count}" for kind, count in boxes.items())
    console.print(f"true boxes: {kinds}; false boxes: {reading['read_boxes']['false']}")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
