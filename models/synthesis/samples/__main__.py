"""Makes the sample documents anew: `python -m docfields.models.synthesis.samples --out sample_docs`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from docfields.models.synthesis.samples.documents import SAMPLES
from docfields.models.synthesis.truth import write_folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes all samples into a folder."""
    parser = argparse.ArgumentParser(description="Make the sample documents anew.")
    parser.add_argument("--out", type=Path, default=Path("sample_docs"))
    out = parser.parse_args(arguments).out
    count = write_folder((make() for make in SAMPLES), out)
    print(f"{count} documents in {out}")


if __name__ == "__main__":
    main()
