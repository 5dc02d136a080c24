"""A long run over generated documents: flat memory, nothing lost, and the same file after a kill.

    python tests/benchmarks/bench_run.py --count 1000 --workers 2

Makes the documents, extracts them once in one go and once killed (SIGKILL) in the middle and resumed,
compares the two files byte by byte, and prints the memory of all processes over the run. Linux only.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SAMPLING_SECONDS = 1.0
KIB = 1024


def resident_mib(root: int) -> float:
    """Memory of a process and all its descendants, in MiB."""
    children: dict[int, list[int]] = {}
    memory: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                memory[int(entry.name)] = int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
                children.setdefault(int(fields[1]), []).append(int(entry.name))
            except OSError:
                continue
    waiting, total = [root], 0
    while waiting:
        process = waiting.pop()
        total += memory.get(process, 0)
        waiting += children.get(process, [])
    return total / KIB / KIB


def extract(folder: Path, out: Path, workers: int, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docfields", "extract", str(folder), "--workers", str(workers)]
    command += ["--format", "jsonl", "--out", str(out), *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def watched(process: subprocess.Popen[bytes]) -> list[float]:
    """MiB, one sample a second until the process ends."""
    samples: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLING_SECONDS):
            samples.append(resident_mib(process.pid))

    thread = threading.Thread(target=watch)
    thread.start()
    process.wait()
    done.set()
    thread.join()
    return samples


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, whole, resumed = Path(name, "documents"), Path(name, "whole.jsonl"), Path(name, "resumed.jsonl")
        generate = [sys.executable, "-m", "docfields", "synthesize", "invoice", "--count", str(arguments.count)]
        subprocess.run([*generate, "--seed", "7", "--out", str(folder)], check=True, stdout=subprocess.DEVNULL)
        started = time.perf_counter()
        samples = watched(extract(folder, whole, arguments.workers))
        seconds = time.perf_counter() - started
        print(f"{lines(whole)} of {arguments.count} documents in {seconds:.0f} s, {arguments.workers} workers")
        quarters = [samples[len(samples) * part // 4 : len(samples) * (part + 1) // 4] for part in range(4)]
        print("peak MiB of all processes by quarter:", *(f"{max(part, default=0):.0f}" for part in quarters))
        killed = extract(folder, resumed, arguments.workers)
        while lines(resumed) < arguments.count // 2:
            time.sleep(0.2)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
        print(f"killed after {lines(resumed)} documents")
        extract(folder, resumed, arguments.workers, "--resume").wait()
        same = whole.read_bytes() == resumed.read_bytes()
        print("the resumed file is the same" if same else "THE RESUMED FILE DIFFERS")
        return 0 if same and lines(whole) == arguments.count else 1


if __name__ == "__main__":
    sys.exit(main())
