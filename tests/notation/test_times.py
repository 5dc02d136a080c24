from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docfields.notation import times


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8:13:39 PM", "20:13:39"),
        ("10:52:25PM", "22:52:25"),
        ("12:05 a.m.", "00:05"),
        ("5:59P", "17:59"),
        ("14h05", "14:05"),
        ("12.30 Uhr", "12:30"),
        ("8.15pm", "20:15"),
        ("14时05分", "14:05"),
        ("11：33", "11:33"),
        ("3pm", "15:00"),
        ("TIME11:33", "11:33"),
        ("13:20 PM", "13:20"),
    ],
)
def test_notations(text: str, value: str) -> None:
    assert times.read(text)[0].value == value


def test_a_date_before_it_is_set_aside() -> None:
    assert [one.value for one in times.find("25/12/20188:13:39PM")] == ["20:13:39"]
    assert [one.value for one in times.find("15-01-2019|11:32")] == ["11:32"]


@pytest.mark.parametrize("text", ["12:60", "25:00", "12.30", "12.05.2019", "1:234"])
def test_no_times(text: str) -> None:
    assert times.find(text) == ()


@given(moment=st.times(), pattern=st.sampled_from(["%H:%M", "%I:%M %p", "%Hh%M", "%I:%M%p"]))
def test_what_is_written_is_read(moment: time, pattern: str) -> None:
    [reading] = times.read(moment.strftime(pattern))
    assert reading.value == moment.strftime("%H:%M")
