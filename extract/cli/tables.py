"""Extractions as a person sees them in a terminal; personal data is masked unless asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docfields.schemas.extraction import Evidence, Extraction, Kind

from ..frames import as_text
from ..masking import redact

HEADLINES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "invoice": (("seller.name",), ("number",), ("issue_date",), ("total",)),
    "receipt": (("seller.name",), ("number",), ("date",), ("total",)),
    "bank_card": (("holder",), ("number",), ("expiry",), ("network",)),
    "identity": (("surname", "full_name"), ("number", "personal_number"), ("expiry_date",), ("issuing_country",)),
    "form": ((), (), (), ()),
}
"""Who, number, date, and the amount or what stands for it, by kind; the first that is there is shown."""

PIPED_WIDTH = 150
"""Characters a line where the output is no terminal."""

OWN_TABLES = ("line_items[", "machine_readable_zone.")
"""Fields that would repeat what stands elsewhere on the screen."""

DETAILED_DOCUMENTS = 3
"""Up to so many documents are shown field by field as well."""


def print_extractions(extractions: Sequence[Extraction], *, reveal: bool) -> None:
    """A table with a row a document; field by field too where there are few."""
    shown = list(extractions) if reveal else [redact(extraction) for extraction in extractions]
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPED_WIDTH)
    if len(shown) <= DETAILED_DOCUMENTS:
        for extraction in shown:
            if extraction.error is None:
                console.print(_details(extraction))
                if items := getattr(extraction.record, "line_items", ()):
                    console.print(_line_items(items))
    if len(shown) > 1:
        console.print(_summary(shown))
    if not reveal and any(extraction.error is None for extraction in shown):
        console.print("[dim]Personal data is masked; --reveal shows it.[/dim]")


def _summary(extractions: Sequence[Extraction]) -> Table:
    table = Table(title=None, header_style="bold", box=None, pad_edge=False)
    for heading in ("document", "kind", "who", "number", "date", "total", "to check"):
        wrapped = heading in ("who", "to check")
        table.add_column(heading, justify="right" if heading == "total" else "left", no_wrap=not wrapped)
    for extraction in extractions:
        name = escape(PurePath(extraction.source).name)
        if extraction.error is not None or extraction.kind is None:
            code = extraction.error.code if extraction.error else "no kind"
            table.add_row(name, "-", "", "", "", "", f"[red]{code}[/red]")
            continue
        who, number, day, amount = (_first(extraction, fields) for fields in HEADLINES[extraction.kind])
        currency = _text(extraction.evidence.get("currency"))
        if extraction.kind in ("invoice", "receipt") and amount and currency:
            amount = f"{amount} {currency}"
        table.add_row(name, extraction.kind, who, number, day, amount, _doubts(extraction))
    return table


def _first(extraction: Extraction, fields: Sequence[str]) -> str:
    return next((_text(extraction.evidence[field]) for field in fields if field in extraction.evidence), "")


def _doubts(extraction: Extraction) -> str:
    codes = sorted({issue.code for issue in extraction.issues if issue.severity != "info"})
    return f"[yellow]{', '.join(codes)}[/yellow]" if codes else "[green]-[/green]"


def _details(extraction: Extraction) -> Table:
    title = f"{PurePath(extraction.source).name}: {extraction.kind}"
    table = Table(title=escape(title), title_justify="left", title_style="bold", header_style="bold", box=None)
    for heading in ("field", "value", "printed", "page", "from", "score", "checks"):
        table.add_column(heading, justify="right" if heading in ("page", "score") else "left", overflow="fold")
    for field, evidence in extraction.evidence.items():
        if field.startswith(OWN_TABLES):
            continue
        table.add_row(
            field,
            _text(evidence),
            escape(evidence.printed or ""),
            "" if evidence.page is None else str(evidence.page + 1),
            evidence.origin,
            "" if evidence.score is None else f"{evidence.score:.2f}",
            _checks(evidence),
        )
    for issue in extraction.issues:
        if issue.severity != "info":
            table.add_row(issue.field or "", f"[yellow]{issue.code}[/yellow]", escape(issue.message))
    return table


ITEM_PARTS = ("sku", "description", "quantity", "unit", "unit_price", "tax_rate", "amount")


def _line_items(items: Sequence[object]) -> Table:
    shown = [part for part in ITEM_PARTS if any(getattr(item, part, None) is not None for item in items)]
    table = Table(header_style="bold", box=None)
    table.add_column("line", justify="right")
    for part in shown:
        table.add_column(part.replace("_", " "), justify="left" if part in ("sku", "description", "unit") else "right")
    for number, item in enumerate(items, start=1):
        table.add_row(str(number), *(escape(as_text(getattr(item, part, None)) or "") for part in shown))
    return table


def _checks(evidence: Evidence) -> str:
    return " ".join(
        f"[green]{check.name} ok[/green]" if check.passed else f"[red]{check.name} fails[/red]"
        for check in evidence.checks
    )


def _text(evidence: Evidence | None) -> str:
    return "" if evidence is None else escape(as_text(evidence.value) or "")
