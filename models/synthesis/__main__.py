"""A gold folder of synthetic documents: `python -m docfields.models.synthesis KIND --out DIR`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from docfields.models.synthesis.generate import SyntheticKind, generate
from docfields.models.synthesis.truth import write_folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes documents of one kind with their truth."""
    parser = argparse.ArgumentParser(prog="docfields.models.synthesis", description=__doc__)
    parser.add_argument("kind", choices=get_args(SyntheticKind))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    count = write_folder(generate(options.kind, options.count, options.seed), options.out)
    print(f"{count} documents in {options.out}")


if __name__ == "__main__":
    main()
