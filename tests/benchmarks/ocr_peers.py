"""The programs that are compared, each in a process of its own: paths on stdin, texts and seconds on stdout."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

# Our detector's longest side; others are measured at their default and at this.
OUR_LONGEST_SIDE = 1600

ReadAll = Callable[[list[str]], Iterable[list[str]]]
"""From the paths of pictures to the texts of the lines of each."""


def docfields_reader(threads: int, **options: Any) -> ReadAll:
    from docfields.ocr import OcrOptions
    from docfields.pipeline import Extractor, Options

    extractor = Extractor(Options(ocr=OcrOptions(threads=threads, **options)))
    return lambda paths: (page.rec_texts for page in extractor.ocr_pages(paths))


def rapidocr_reader(threads: int, longest_side: int | None = None) -> ReadAll:
    from rapidocr import RapidOCR

    parameters: dict[str, Any] = {
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "error",
    }
    if longest_side:
        parameters["Global.max_side_len"] = longest_side
    engine = RapidOCR(params=parameters)
    return lambda paths: (list(engine(path).txts or ()) for path in paths)


def paddleocr_reader(threads: int, longest_side: int | None = None) -> ReadAll:
    """The package paddleocr with engine="onnxruntime" on the weights that docfields uses."""
    import paddleocr

    from docfields.ocr.paddle_models import paddle_models

    sides = {"text_det_limit_side_len": longest_side, "text_det_limit_type": "max"} if longest_side else {}
    with paddle_models(None, threads=threads) as models:
        engine = paddleocr.PaddleOCR(
            text_detection_model_name=models.detection[0],
            text_detection_model_dir=str(models.detection[1]),
            text_recognition_model_name=models.recognition[0],
            text_recognition_model_dir=str(models.recognition[1]),
            use_textline_orientation=False,
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            engine="onnxruntime",
            engine_config={"intra_op_num_threads": threads, "inter_op_num_threads": 1, "log_severity_level": 4},
            **sides,
        )
    return lambda paths: (list(result["rec_texts"]) for path in paths for result in engine.predict(path))


def tesseract_reader(threads: int) -> ReadAll:
    environment = {**os.environ, "OMP_THREAD_LIMIT": str(threads)}

    def read(path: str) -> list[str]:
        command = ["tesseract", path, "stdout", "-l", "eng"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()

    return lambda paths: map(read, paths)


PEERS: dict[str, Callable[[int], ReadAll]] = {
    "docfields": lambda threads: docfields_reader(threads, engine="onnxruntime"),
    "docfields openvino": lambda threads: docfields_reader(threads, engine="openvino"),
    "rapidocr": rapidocr_reader,
    f"rapidocr at {OUR_LONGEST_SIDE}": lambda threads: rapidocr_reader(threads, OUR_LONGEST_SIDE),
    "paddleocr": paddleocr_reader,
    f"paddleocr at {OUR_LONGEST_SIDE}": lambda threads: paddleocr_reader(threads, OUR_LONGEST_SIDE),
    "tesseract": tesseract_reader,
}


class Peer:
    """A peer's process. python: of the environment in which it is installed."""

    def __init__(self, name: str, threads: int, python: str = sys.executable) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [python, __file__, name, str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)},
        )

    def read(self, paths: list[str]) -> dict[str, Any]:
        """texts: a list of lines a page; seconds: for all of them; mebibytes: the process's peak so far."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(json.dumps(paths) + "\n")
        stdin.flush()
        answer: dict[str, Any] = json.loads(stdout.readline())
        return answer

    def close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()


def work(name: str, threads: int) -> None:
    import cv2

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints does not belong to the answers
    cv2.setNumThreads(threads)
    read_all = PEERS[name](threads)
    for request in sys.stdin:
        started = time.perf_counter()
        texts = list(read_all(json.loads(request)))
        seconds = time.perf_counter() - started
        answers.write(json.dumps({"seconds": seconds, "texts": texts, "mebibytes": peak_mebibytes()}) + "\n")
        answers.flush()


def peak_mebibytes() -> float:
    """Peak resident memory of this process or of the largest it has waited for."""
    return max(_status("VmHWM"), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def resident_mebibytes() -> float:
    """Of this process, now."""
    return _status("VmRSS") / 1024


def _status(name: str) -> int:
    lines: Iterator[str] = iter(Path("/proc/self/status").read_text().splitlines())
    return int(next(line for line in lines if line.startswith(name)).split()[1])


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]))
