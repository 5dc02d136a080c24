"""Write the parts of README.md and models/README.md that are produced: a run's output, pictures, figures, cards.

    python docs/update_readme.py            rewrite them
    python docs/update_readme.py --check    exit with 1 where the run's output or the figures are old

The figures come from docs/figures.json, which docs/measure.py writes, the cards from models/weights/NAME.json.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CARDS = ROOT / "models" / "README.md"
WEIGHTS = ROOT / "models" / "weights"
PICTURE = ROOT / "docs" / "invoice_with_fields.jpg"
SIMULATED = ROOT / "docs" / "simulated.jpg"
RUN = ["extract", "sample_docs/invoice_en.pdf", "--reveal"]

WHAT = {
    "einvoice": "PDF invoices with text, mostly German",
    "inv3d/flat pages": "invoices as pictures, flat",
    "inv3d/photos": "the same, printed, bent and photographed",
    "invoices_misc": "invoices of other kinds and languages",
    "sroie": "scanned receipts (name, address, date, total)",
    "wildreceipt": "photos of receipts",
    "identity": "specimen passports, cards, visas, licences",
    "bank_cards": "pictures of specimen cards",
    "zh_docs": "Chinese invoices and tickets",
}


def run_output() -> str:
    """What the command of the example prints."""
    finished = subprocess.run(
        [sys.executable, "-m", "docfields", *RUN], capture_output=True, text=True, check=True, cwd=ROOT
    )
    lines = [line.rstrip() for line in finished.stdout.splitlines()]
    return "```console\n$ docfields " + " ".join(RUN) + "\n" + "\n".join(lines).strip("\n") + "\n```"


def figures_table() -> str:
    """A row a set, from docs/figures.json."""
    figures = json.loads((ROOT / "docs" / "figures.json").read_text(encoding="utf-8"))
    rows = [
        "| set | what | documents | micro F1 | macro F1 by group (95 %) | line items F1 | kind right |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, what in WHAT.items():
        folder, _, part = name.partition("/")
        if folder in figures:
            rows.append(_row(name, what, figures[folder]["parts"][part] if part else figures[folder]))
    return "\n".join(rows)


def ocr_table() -> str:
    """A row a set, from docs/ocr_figures.json, which tests/benchmarks/bench_ocr.py writes."""
    figures = json.loads((ROOT / "docs" / "ocr_figures.json").read_text(encoding="utf-8"))
    rows = [
        "| set | pages | word F1: docfields, RapidOCR, PaddleOCR | letter F1 | "
        "pages a second: docfields, with OpenVINO, RapidOCR, PaddleOCR | times the faster of both |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, one in figures.items():
        ours, openvino, rapidocr, paddleocr = (
            one["peers"][peer] for peer in ("docfields", "docfields openvino", "rapidocr", "paddleocr")
        )
        three = (ours, rapidocr, paddleocr)
        speeds = [peer["pages_a_second"] for peer in (ours, openvino, rapidocr, paddleocr)]
        fastest = max(speeds[2:])
        rows.append(
            f"| {name.partition('/')[0]} | {one['pages']} | {_shares(peer['word_f1'] for peer in three)} | "
            f"{_shares(peer['letter_f1'] for peer in three)} | {', '.join(f'{speed:.2f}' for speed in speeds)} | "
            f"{speeds[0] / fastest:.1f}, OpenVINO {speeds[1] / fastest:.1f} |"
        )
    return "\n".join(rows)


def _shares(values: Iterable[float]) -> str:
    """Three decimals, the best one bold."""
    rounded = [f"{value:.3f}" for value in values]
    return ", ".join(f"**{text}**" if text == max(rounded) else text for text in rounded)


def _row(name: str, what: str, one: dict[str, Any]) -> str:
    low, high = one["macro_f1_interval"]
    items = "-" if one["line_item_f1"] is None else f"{one['line_item_f1']:.2f}"
    macro = f"{one['macro_f1_by_group']:.2f} ({low:.2f} to {high:.2f})"
    kind = f"{one['kind_accuracy']:.0%}"
    return f"| {name} | {what} | {one['documents']} | {one['micro_f1']:.2f} | {macro} | {items} | {kind} |"


def cards() -> str:
    """A section for each network that the project trained."""
    return "\n\n".join(_card(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(WEIGHTS.glob("*.json")))


def _card(card: dict[str, Any]) -> str:
    training = card["training"]
    data = ", ".join(["simulation", *training["data"]])
    lines = [
        f"### {card['name']}",
        "",
        f"{card['task'][0].upper()}{card['task'][1:]}. {card['parameters'] / 1e6:.1f} million parameters, "
        f"{card['bytes'] / 1e6:.1f} MB, SHA-256 `{card['sha256']}`.",
        "",
        f"Taught with: {data}. {training['steps']} steps in {training['minutes']:.0f} minutes "
        f"({training['device']}, {training['machine']}), seed {training['seed']}:",
        "",
        f"    {training['command']}",
        "",
    ]
    measures = list(dict.fromkeys(name for parts in card["scores"].values() for one in parts.values() for name in one))
    lines += [f"| network | kept aside | {' | '.join(measures)} |", "| --- " * (2 + len(measures)) + "|"]
    for network, parts in card["scores"].items():
        name = f"**{network}**" if network == card["chosen"] else network
        lines += [
            f"| {name} | {part} | {' | '.join(f'{one[measure]:g}' if measure in one else '' for measure in measures)} |"
            for part, one in parts.items()
        ]
    return "\n".join(lines)


def replaced(text: str, name: str, content: str) -> str:
    """The text with the block between the markers of that name replaced."""
    pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(pattern, lambda match: match[1] + content + "\n" + match[2], text, flags=re.DOTALL)


def updated(text: str) -> str:
    blocks = {"run": run_output(), "figures": figures_table(), "ocr": ocr_table()}
    for name, content in blocks.items():
        text = replaced(text, name, content)
    return text


def draw_picture() -> None:
    """The photographed invoice with its fields drawn."""
    import cv2

    import docfields
    from docfields.drawing import draw_fields

    source = ROOT / "sample_docs" / "invoice_en_photo.jpg"
    [extraction] = docfields.extract(source)
    picture = draw_fields(source, extraction, page=0)
    scale = 1100 / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    PICTURE.write_bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 82])[1].tobytes())


def draw_simulated() -> None:
    """One simulated document of every kind, as a photo and as a scan."""
    import cv2

    from docfields.models.synthesis.contact_sheet import contact_sheet
    from docfields.models.synthesis.generate import Order, make_document

    kinds = ("invoice", "receipt", "bank_card", "identity", "form", "invoice")
    orders = [Order(kind, 29, capture=capture) for capture in ("phone", "mixed") for kind in kinds]
    sheet = contact_sheet((make_document(order, 2 * place) for place, order in enumerate(orders)), outlines=False)
    small = cv2.resize(sheet, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    SIMULATED.write_bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 82])[1].tobytes())


def main() -> int:
    old, old_cards = README.read_text(encoding="utf-8"), CARDS.read_text(encoding="utf-8")
    new, new_cards = updated(old), replaced(old_cards, "cards", cards())
    if "--check" in sys.argv[1:]:
        return int((old, old_cards) != (new, new_cards))
    draw_picture()
    draw_simulated()
    README.write_text(new, encoding="utf-8")
    CARDS.write_text(new_cards, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
