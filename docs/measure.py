"""Measure docfields on gold folders and write docs/figures.json, from which the README's table is made.

    python docs/measure.py GOLD_ROOT [SET ...]

GOLD_ROOT holds SET/check folders of documents with their truth. A set's figures replace its old ones.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from docfields.evaluation import DocumentScore, evaluate, micro_f1, summarise
from docfields.ocr import OcrOptions
from docfields.pipeline import Extractor, Options

FIGURES = Path(__file__).with_name("figures.json")

SETS = (
    "einvoice", "inv3d", "invoices_misc", "sroie", "wildreceipt", "identity", "bank_cards", "zh_docs",
)  # fmt: skip

AMOUNTS_AND_DATES = ("total", "subtotal", "tax", "date", "time")


def measure(folder: Path) -> dict[str, Any]:
    """All figures of one set, and the same for some parts of it."""
    scores = list(evaluate(folder, Extractor(Options(ocr=OcrOptions(engine="onnxruntime")))))
    figures = summarise(scores)
    figures["parts"] = {name: summarise(part) for name, part in parts(folder.parent.name, scores).items() if part}
    if folder.parent.name == "wildreceipt":
        figures["amounts_and_dates_f1"] = round(micro_f1(scores, AMOUNTS_AND_DATES), 4)
    return figures


def parts(name: str, scores: list[DocumentScore]) -> dict[str, list[DocumentScore]]:
    if name == "inv3d":
        flat = [score for score in scores if score.gold.capture.endswith("/flat")]
        return {"flat pages": flat, "photos": [score for score in scores if score not in flat]}
    if name == "invoices_misc":
        low = [score for score in scores if score.gold.capture.endswith("/lowres")]
        return {"low resolution": low, "others": [score for score in scores if score not in low]}
    return {}


def main(root: str, *names: str) -> None:
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    for name in names or SETS:
        figures[name] = measure(Path(root) / name / "check")
        sys.stdout.write(f"{name}: micro F1 {figures[name]['micro_f1']}\n")
        sys.stdout.flush()
        FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
