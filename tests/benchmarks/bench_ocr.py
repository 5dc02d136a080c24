"""Our Reader beside RapidOCR and Tesseract: pages a second, peak memory, bag-of-words F1 on the same pages.

    python tests/benchmarks/bench_ocr.py --gold FOLDER [--limit 30] [--threads 2] [--peers docfields rapidocr ...]

FOLDER is a gold folder: pictures and, beside each, NAME.json with `words` (a list of {"text": ...}). Each peer
lives in its own process; the peers take turns page by page, so that what else the machine does falls on all of
them. Reading the file is part of the time. Word F1: upper-cased, split at white space, counted over all pages.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
# Our detector's longest side; rapidocr is measured at its default and at this.
OUR_LONGEST_SIDE = 1600

Read = Callable[[str], list[str]]
"""From the path of a picture to the texts of its lines."""


def docfields_reader(threads: int) -> Read:
    import cv2

    from docfields.ocr import OcrOptions, Reader

    reader = Reader(OcrOptions(threads=threads))
    return lambda path: [line.text for line in reader.read(cv2.imread(path))]


def rapidocr_reader(threads: int, longest_side: int | None = None) -> Read:
    from rapidocr import RapidOCR

    parameters: dict[str, Any] = {
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "error",
    }
    if longest_side:
        parameters["Global.max_side_len"] = longest_side
    engine = RapidOCR(params=parameters)
    return lambda path: list(engine(path).txts or ())


def tesseract_reader(threads: int) -> Read:
    environment = {**os.environ, "OMP_THREAD_LIMIT": str(threads)}

    def read(path: str) -> list[str]:
        command = ["tesseract", path, "stdout", "-l", "eng"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()

    return read


PEERS: dict[str, Callable[[int], Read]] = {
    "docfields": docfields_reader,
    "rapidocr": rapidocr_reader,
    f"rapidocr at {OUR_LONGEST_SIDE}": lambda threads: rapidocr_reader(threads, OUR_LONGEST_SIDE),
    "tesseract": tesseract_reader,
}


def work(name: str, threads: int) -> None:
    """A peer's process: one path a line on stdin, one answer a line on stdout."""
    import cv2

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints does not belong to the answers
    cv2.setNumThreads(threads)
    read = PEERS[name](threads)
    for request in sys.stdin:
        started = time.perf_counter()
        texts = read(request.rstrip("\n"))
        seconds = time.perf_counter() - started
        answers.write(json.dumps({"seconds": seconds, "texts": texts, "mebibytes": peak_mebibytes()}) + "\n")
        answers.flush()


def peak_mebibytes() -> float:
    """Peak resident memory of this process or of the largest it has waited for."""
    own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def words_of(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.upper().split())


def gold_pages(folder: Path, limit: int) -> Iterator[tuple[str, Counter[str]]]:
    """Pictures with the words on them, in the order of their names."""
    pictures = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    for path in pictures[:limit]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield str(path), words_of([word["text"] for word in truth.get("words", [])])


def compare(folder: Path, limit: int, threads: int, peers: list[str]) -> None:
    workers = {
        name: subprocess.Popen(
            [sys.executable, __file__, "--worker", name, "--threads", str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)},
        )
        for name in peers
    }

    def ask(name: str, path: str) -> dict[str, Any]:
        stdin, stdout = workers[name].stdin, workers[name].stdout
        assert stdin is not None and stdout is not None
        stdin.write(path + "\n")
        stdin.flush()
        answer: dict[str, Any] = json.loads(stdout.readline())
        return answer

    pages = list(gold_pages(folder, limit))
    seconds: Counter[str] = Counter()
    memory: dict[str, float] = {}
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    true = 0
    for name in peers:  # loading is not reading
        ask(name, pages[0][0])
    for number, (path, words) in enumerate(pages):
        true += words.total()
        for turn in range(len(peers)):
            name = peers[(number + turn) % len(peers)]
            answer = ask(name, path)
            given = words_of(answer["texts"])
            seconds[name] += answer["seconds"]
            memory[name] = answer["mebibytes"]
            found[name] += given.total()
            right[name] += (given & words).total()
    for worker in workers.values():
        if worker.stdin:
            worker.stdin.close()
        worker.wait()

    print(f"{len(pages)} pages of {folder}, {threads} threads, {platform.processor() or platform.machine()}")
    print(f"{'':20}{'pages/s':>9}{'times ours':>12}{'MiB':>8}{'precision':>11}{'recall':>8}{'word F1':>9}")
    for name in peers:
        speed = len(pages) / seconds[name]
        ratio = seconds[name] / seconds[peers[0]]
        precision, recall = right[name] / max(1, found[name]), right[name] / max(1, true)
        score = 2 * right[name] / max(1, found[name] + true)
        print(f"{name:20}{speed:9.2f}{ratio:12.2f}{memory[name]:8.0f}{precision:11.3f}{recall:8.3f}{score:9.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(PEERS))
    parser.add_argument("--worker", choices=list(PEERS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work(arguments.worker, arguments.threads)
        return
    if arguments.gold is None:
        parser.error("--gold FOLDER is needed")
    peers = arguments.peers
    if "tesseract" in peers and shutil.which("tesseract") is None:
        print("tesseract is not installed: left out")
        peers = [name for name in peers if name != "tesseract"]
    compare(arguments.gold, arguments.limit, arguments.threads, peers)


if __name__ == "__main__":
    main()
