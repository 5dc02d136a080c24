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
from docfields.models.engines.choice import installed_engines
from docfields.models.sessions import available_cores, open_session
from docfields.models.weights import LINE_TURN, RECOGNIZER
from docfields.schemas.errors import ModelError


@pytest.fixture(params=installed_engines())
def engine(request):
    return request.param


def test_threads_share_one_session():
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_session(LINE_TURN, threads=1), range(8)))
    assert all(session is opened[0] for session in opened)


def test_a_session_answers_several_threads_alike(engine):
    session = open_session(LINE_TURN, threads=1, engine=engine)
    batch = np.linspace(-1, 1, 3 * 48 * 192, dtype=np.float32).reshape(1, 3, 48, 192)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: session.run(batch), range(8)))
    assert all(np.array_equal(answer, answers[0]) for answer in answers)
    assert answers[0].shape == (1, 2)


def test_the_engine_is_imported_when_a_session_is_opened():
    program = (
        "import sys, docfields.models.sessions; sys.exit('onnxruntime' in sys.modules or 'openvino' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_file_that_is_no_network_is_a_model_error(tmp_path, monkeypatch, engine):
    content = b"not a network"
    (tmp_path / LINE_TURN.file).write_bytes(content)
    monkeypatch.setattr(weights, "_find", lambda entry: tmp_path / entry.file)
    broken = dataclasses.replace(LINE_TURN, name="broken", sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_session(broken, threads=1, engine=engine)


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="no fork here")
def test_a_forked_child_forgets_the_parents_sessions():
    open_session(LINE_TURN, threads=1)
    sessions_before = dict(sessions._sessions)
    sessions._forget_after_fork()
    try:
        assert sessions._sessions == {}
    finally:
        sessions._sessions.update(sessions_before)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_reads_with_a_session_of_its_own(engine):
    program = """if True:
        import os, sys
        import numpy as np
        from docfields.models.sessions import open_session
        from docfields.models.weights import LINE_TURN, RECOGNIZER
        batch = np.zeros((1, 3, 48, 192), np.float32)
        expected = open_session(LINE_TURN, threads=2, engine=sys.argv[1]).run(batch)
        child = os.fork()
        if not child:
            answer = open_session(LINE_TURN, threads=2, engine=sys.argv[1]).run(batch)
            os._exit(not np.array_equal(answer, expected))
        sys.exit(os.waitpid(child, 0)[1])
    """
    assert subprocess.run([sys.executable, "-c", program, engine], check=False, timeout=60).returncode == 0


def test_a_network_of_some_classes_is_another_session(engine):
    space = 18709
    few = open_session(RECOGNIZER, threads=1, classes=(0, 5, space), engine=engine)
    assert few.output_shape[-1] == 3 and "character" in few.metadata
    assert few is open_session(RECOGNIZER, threads=1, classes=(0, 5, space), engine=engine)
    assert few is not open_session(RECOGNIZER, threads=1, engine=engine)


def test_cores_are_those_the_process_may_use():
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
