"""Which engine runs the networks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docfields.models.engines import choice
from docfields.models.engines.choice import Engine, check_engine, choose_engine, parse_device
from docfields.schemas.errors import ModelError, OptionError


@pytest.fixture(autouse=True)
def choose_anew() -> Iterator[None]:
    choose_engine.cache_clear()
    yield
    choose_engine.cache_clear()


@pytest.mark.parametrize(
    ("installed", "bfloat16", "taken"),
    [
        (("onnxruntime",), True, "onnxruntime"),
        (("onnxruntime", "openvino"), True, "openvino"),
        (("onnxruntime", "openvino"), False, "onnxruntime"),
    ],
)
def test_auto_takes_the_fastest(
    monkeypatch: pytest.MonkeyPatch, installed: tuple[str, ...], bfloat16: bool, taken: str
) -> None:
    monkeypatch.setattr(choice, "installed_engines", lambda: installed)
    monkeypatch.setattr(choice, "computes_in_bfloat16", lambda: bfloat16)
    assert choose_engine().name == taken


def test_an_engine_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "installed_engines", lambda: ("onnxruntime",))
    with pytest.raises(ModelError, match=r"openvino is not installed.*pip install 'docfields\[openvino\]'"):
        choose_engine("openvino")


def test_paddle_is_known_and_runs_no_single_network() -> None:
    check_engine("paddle", "gpu:0")
    with pytest.raises(OptionError, match="reads whole pages"):
        choose_engine("paddle")


def test_a_gpu_is_onnxruntimes(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match=r"processors only.*onnxruntime-gpu"):
        choose_engine("auto", "gpu:1")
    with pytest.raises(OptionError, match="runs on the processor"):
        choose_engine("openvino", "gpu")
    monkeypatch.setattr(choice, "check_gpu", lambda: None)
    assert choose_engine("auto", "gpu:1") == Engine("onnxruntime", 1)


def test_devices() -> None:
    assert [parse_device(text) for text in ("cpu", "gpu", "gpu:0", "gpu:12")] == [None, 0, 0, 12]


@given(st.none() | st.text().filter(lambda text: not text.startswith(("cpu", "gpu"))))
@example("gpu:")
@example("gpu:-1")
@example("gpu:1 ")
@example("gpu:٣")
@example("cpu:0")
def test_other_devices_are_refused(text: str | None) -> None:
    with pytest.raises(OptionError, match=r"is no device\. Allowed are"):
        parse_device(text)
