"""The course of a training: rates, curve, checkpoint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from docfields.models.training.course import CHECKPOINT_EVERY, Course


def begun(out: Path, *, steps: int = 50, minutes: float | None = None, resume: bool = False) -> Course:
    torch.manual_seed(1)
    network = nn.Linear(2, 1)
    optimizer = torch.optim.AdamW([{"params": [network.weight]}, {"params": [network.bias], "boost": 3.0}])
    return Course(out, network, optimizer, steps, rate=0.1, last_rate=0.001, minutes=minutes, resume=resume)


def learn(course: Course, until: int | None = None) -> list[float]:
    """Teaches it to add; gives the rates of the first group."""
    rates = []
    for step in course:
        pictures = torch.tensor([[step % 3, step % 5]], dtype=torch.float32)
        loss = ((course.network(pictures) - pictures.sum()) ** 2).mean()
        course.optimizer.zero_grad()
        loss.backward()
        course.optimizer.step()
        course.note(loss=loss.item())
        rates.append(course.optimizer.param_groups[0]["lr"])
        if until is not None and step == until:
            break
    return rates


def test_the_rate_falls_along_half_a_cosine(tmp_path: Path) -> None:
    course = begun(tmp_path)
    rates = learn(course)
    assert len(rates) == 50 and rates == sorted(rates, reverse=True)
    assert rates[0] == 0.1 and 0.001 < rates[-1] < 0.002 and rates[25] == pytest.approx(0.0505)
    assert course.optimizer.param_groups[1]["lr"] == pytest.approx(3 * rates[-1])


def test_the_curve_has_mean_losses(tmp_path: Path) -> None:
    learn(begun(tmp_path))
    curve = [json.loads(line) for line in (tmp_path / "curve.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in curve] == [10, 20, 30, 40, 50]
    assert curve[-1]["loss"] < curve[0]["loss"]


def test_a_stopped_course_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole = begun(tmp_path / "whole", steps=150)
    learn(whole)
    learn(begun(tmp_path / "stopped", steps=150), until=CHECKPOINT_EVERY + 7)
    again = begun(tmp_path / "stopped", steps=150, resume=True)
    assert again.step == CHECKPOINT_EVERY
    learn(again)
    assert torch.equal(whole.network.weight, again.network.weight)


def test_it_ends_when_the_minutes_are_over(tmp_path: Path) -> None:
    course = begun(tmp_path, steps=10**9, minutes=0.005)
    learn(course)
    assert 0.005 <= course.passed < 0.1


def test_it_tells_how_much_is_done(tmp_path: Path) -> None:
    course = begun(tmp_path)
    told: list[float] = []
    course.watch = told.append
    learn(course)
    assert told == pytest.approx([step / 50 for step in range(1, 51)])
