"""From a typeset document and what its record says to a printed document with its truth."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from docfields.models.synthesis.pages.typeset import Typeset
from docfields.models.synthesis.truth import Medium, PrintedDocument, Truth
from docfields.schemas.extraction import Kind

ROW = re.compile(r"(line_items|taxes)\[(\d+)\]\.(\w+)")


def finish(
    kind: Kind,
    group: str,
    made: Typeset,
    values: Mapping[str, str],
    *,
    language: str,
    shown: Sequence[str] = (),
    ignore: Sequence[str] = (),
    broken: Sequence[str] = (),
    medium: Medium = "paper",
    relief: bytes | None = None,
) -> PrintedDocument:
    """The truth holds those of `values` that the page prints.

    values: normalised, by the fields that `Texts` were tagged with; rows as "line_items[0].amount".
    shown: fields that the page says without a text of their own, such as a currency by its symbol.
    Raises ValueError where the page prints a field that has no value.
    """
    missing = [name for name in made.printed if name not in values]
    if missing:
        raise ValueError(f"the page prints {missing}, whose values are not given")
    names = [name for name in values if name in made.printed or name in shown]
    printed = {name: text for name, text in made.printed.items() if not ROW.fullmatch(name)}
    truth = Truth(
        kind=kind,
        group=group,
        capture="pdf",
        size=made.sizes[0],
        fields={name: values[name] for name in names if not ROW.fullmatch(name)},
        printed=printed,
        words=made.words,
        line_items=_rows("line_items", names, values),
        taxes=_rows("taxes", names, values),
        ignore=tuple(ignore),
        pages=len(made.sizes),
        language=language,
        links=made.links,
        tables=made.tables,
        places=made.places,
        broken=tuple(name for name in broken if name in names),
    )
    return PrintedDocument(made.pdf, truth, medium, relief)


def _rows(table: str, names: Sequence[str], values: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for name in names:
        match = ROW.fullmatch(name)
        if match and match[1] == table:
            rows[int(match[2])][match[3]] = values[name]
    return tuple(rows[index] for index in sorted(rows))
