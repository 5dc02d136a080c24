"""Lines for the recogniser: fit to be read, spelled as they are printed, batched by width."""

from __future__ import annotations

from itertools import islice
from random import Random

import numpy as np
import pytest

from docfields.models.training.line_samples import (
    Sample,
    batches,
    fits,
    jittered,
    pictures_of,
    simulated,
    spelled_as_read,
)


@pytest.mark.parametrize(
    ("truth", "reading", "spelled"),
    [
        ("INVOICE NO", "Invoiceno", "Invoice no"),  # case as read, spaces as in the truth
        ("DATE : 13 : 34", "Date:13:34", "Date:13:34"),  # annotators set marks apart
        ("TOTAL: 5.00", "TOTAL:5.00", "TOTAL: 5.00"),
        ("REF.", "Ref", None),  # its case cannot be told
        ("5.00", "500", "5.00"),
    ],
)
def test_truth_in_capitals_is_spelled_as_printed(truth: str, reading: str, spelled: str | None) -> None:
    assert spelled_as_read(truth, reading) == spelled


def test_text_set_too_tight_does_not_fit() -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    assert fits(Sample(picture, "12345678")) and not fits(Sample(picture, "11345678"))


def test_simulated_lines_go_on_where_they_are_told_to() -> None:
    first, second = (list(islice(simulated(5, start=start), 3)) for start in (0, 0))
    assert [line.text for line in first] == [line.text for line in second]


def test_batches_hold_every_sample_and_little_padding() -> None:
    rng = Random(3)
    lines = [Sample(np.zeros((48, rng.randint(40, 900), 3), np.uint8), "a") for _ in range(50)]
    made = list(batches(iter(lines), pool=32, columns=4000))
    assert sum(map(len, made)) == len(lines)
    assert all(pictures_of(batch).shape[3] * len(batch) <= 4000 for batch in made)


def test_a_line_boxed_otherwise_says_the_same() -> None:
    line = next(simulated(5))
    again = jittered(line, Random(1))
    assert again.text == line.text and again.image.shape[0] == 48
