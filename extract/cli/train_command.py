"""`docfields train`: a shipped network taught on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from docfields.models.weights import MODEL_DIR_VARIABLE, locate
from docfields.models.weights.own import own_weights
from docfields.schemas.errors import OptionError

from .progress import Bar, complain, progress_bar
from .tables import PIPED_WIDTH

if TYPE_CHECKING:
    from docfields.models.training.publish import Outcome

PER_CENT = 100

STEPS = 100_000
"""More than anybody's minutes are enough for."""


def run_train(network: str, *, out: Path, gold: Sequence[Path], minutes: float, seed: int, resume: bool) -> int:
    """Returns the exit status: 0, or 1 where the network did not become better. Raises OptionError."""
    for folder in gold:
        if not folder.is_dir():
            raise OptionError(f"{folder} is no folder", remedy="Give a folder of documents with NAME.json beside each.")
    try:
        trainer = import_module(f"docfields.models.training.train_{network}")
    except ImportError as error:
        raise OptionError(
            f"training needs {error.name}, which is not installed", remedy="Install it: pip install 'docfields[train]'"
        ) from error
    earlier = out / f"{network}.onnx"
    start = earlier if earlier.exists() else locate(own_weights(network))
    complain(f"teaching {start} for {minutes:g} minutes; the curve grows in {out / 'curve.jsonl'}")
    knobs = trainer.Knobs(seed=seed, steps=STEPS)
    with progress_bar(PER_CENT, "teaching") as bar:
        outcome: Outcome = trainer.train(
            out, gold, knobs, start=start, minutes=minutes, resume=resume, watch=_moving(bar)
        )
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPED_WIDTH)
    console.print(_compared(outcome))
    if outcome.card is None:
        complain("not better than before: nothing was written")
        return 1
    complain(f"better: {outcome.card.with_suffix('.onnx')}; it is used where {MODEL_DIR_VARIABLE}={out} is set")
    return 0


def _moving(bar: Bar) -> Callable[[float], None]:
    """Moves a bar on to the share that is done."""
    shown = 0

    def move(done: float) -> None:
        nonlocal shown
        while shown < int(done * PER_CENT):
            bar.advance()
            shown += 1

    return move


def _compared(outcome: Outcome) -> Table:
    from docfields.models.training.publish import BEFORE

    after = outcome.chosen if outcome.card else next(name for name in reversed(list(outcome.scores)) if name != BEFORE)
    table = Table(header_style="bold", box=None, pad_edge=False)
    for heading in ("set", "measure", "before", "after"):
        table.add_column(heading, justify="left" if heading in ("set", "measure") else "right")
    for part, measures in outcome.scores[BEFORE].items():
        for name, value in measures.items():
            table.add_row(part, name, f"{value:g}", f"{outcome.scores[after][part][name]:g}")
    return table
