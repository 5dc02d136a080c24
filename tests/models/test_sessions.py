"""The door to the inference engine."""

import dataclasses
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from docfields.models import sessions, weights
from docfields.models.sessions import available_cores, open_session
from docfields.models.weights import LINE_TURN
from docfields.schemas.errors import ModelError


def test_threads_share_one_session():
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_session(LINE_TURN, threads=1), range(8)))
    assert all(session is opened[0] for session in opened)


def test_a_session_answers_several_threads_alike():
    session = open_session(LINE_TURN, threads=1)
    batch = np.linspace(-1, 1, 3 * 48 * 192, dtype=np.float32).reshape(1, 3, 48, 192)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: session.run(batch), range(8)))
    assert all(np.array_equal(answer, answers[0]) for answer in answers)
    assert answers[0].shape == (1, 2)


def test_the_engine_is_imported_when_a_session_is_opened():
    program = "import sys, docfields.models.sessions; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_file_that_is_no_network_is_a_model_error(tmp_path, monkeypatch):
    content = b"not a network"
    (tmp_path / LINE_TURN.file).write_bytes(content)
    monkeypatch.setattr(weights, "_find", lambda entry: tmp_path / entry.file)
    broken = dataclasses.replace(LINE_TURN, name="broken", sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_session(broken, threads=1)


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="no fork here")
def test_a_forked_child_opens_its_own_session():
    open_session(LINE_TURN, threads=1)
    sessions_before = dict(sessions._sessions)
    sessions._forget_after_fork()
    try:
        assert sessions._sessions == {}
    finally:
        sessions._sessions.update(sessions_before)


def test_cores_are_those_the_process_may_use():
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
