"""`docfields models`: which networks are here, whether they are the published ones, and what they read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docfields.models.engines.choice import choose_engine, installed_engines
from docfields.models.inventory import RECOGNITION, Item, inspect, inspect_own, inventory
from docfields.models.languages import find_published, languages
from docfields.models.local_models import find_model
from docfields.schemas.errors import ModelError

from .tables import PIPED_WIDTH


def run_list(*, by_language: bool) -> int:
    """Returns the exit status: always 0."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPED_WIDTH)
    console.print(_languages() if by_language else _models())
    if not by_language:
        console.print(_engines())
    return 0


def _models() -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False)
    for heading in ("model", "task", "size", "licence", "sha256", "languages"):
        numeric = heading == "size"
        table.add_column(heading, justify="right" if numeric else "left", no_wrap=heading != "languages")
    for item in inventory():
        size = "" if item.size is None else f"{item.size / 1e6:.1f} MB"
        table.add_row(item.name, item.task, size, item.licence, _state(item), _read(item))
    return table


def _engines() -> str:
    names = ", ".join(installed_engines()) or "none"
    try:
        taken = choose_engine().name
    except ModelError as error:
        return f"\nengines installed: {names}. {escape(str(error))}"
    return f"\nengines installed: {names}; auto takes {taken}"


def _read(item: Item) -> str:
    if item.task != RECOGNITION:
        return "any"
    shipped = [language for language in languages() if language.shipped]
    lacking = [language.name for language in shipped if language not in item.languages]
    if not item.shipped and len(lacking) < len(item.languages) and set(item.languages) <= set(shipped):
        without = f" without {', '.join(lacking)}" if lacking else ""
        return f"{len(item.languages)}: those of the shipped one{without}"
    names = ", ".join(f"{language.name} (partly)" if language.partly else language.name for language in item.languages)
    return f"{len(item.languages)}: {names}" if names else ""


def _state(item: Item) -> str:
    colour = "green" if item.usable else "dim" if item.state == "missing" and not item.shipped else "red"
    return f"[{colour}]{item.state}[/{colour}]"


def _languages() -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False)
    for heading in ("code", "language", "script", "model", "shipped", "letters it cannot read"):
        table.add_column(heading, overflow="fold")
    for language in languages():
        shipped = "no" if not language.shipped else "partly" if language.partly else "yes"
        table.add_row(language.code, language.name, language.script, language.model, shipped, escape(language.unread))
    return table


def run_verify(names: Sequence[Path]) -> int:
    """Returns the exit status: 0, or 1 where a file is missing, differs or cannot be used."""
    items = [item for item in inventory() if item.shipped or item.path]
    items += [_named(name) for name in names]
    for item in items:
        sys.stdout.write(f"{item.state}: {item.name} {item.path or ''}".rstrip() + "\n")
        if not item.usable and item.note:
            sys.stdout.write(f"    {item.note}\n")
    return 0 if all(item.usable for item in items) else 1


def _named(name: Path) -> Item:
    if not name.exists() and (model := find_published(str(name))) is not None:
        return inspect(model)
    try:
        return inspect_own(str(name), find_model(name))
    except ModelError as error:
        return Item(str(name), RECOGNITION, "missing", note=str(error))
