"""`docfields models` and --rec-model as a person types them."""

import os
import subprocess
import sys
from pathlib import Path

from docfields.models.weights import RECOGNIZER, locate

SAMPLES = Path(__file__).parents[2] / "sample_docs"


def docfields(*arguments: object, model_dir: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DOCFIELDS_MODEL_DIR"}
    if model_dir is not None:
        environment["DOCFIELDS_MODEL_DIR"] = str(model_dir)
    command = [sys.executable, "-m", "docfields", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_list_shows_files_and_languages() -> None:
    shown = docfields("models", "list")
    assert shown.returncode == 0 and "verified" in shown.stdout and "th_PP-OCRv5_mobile_rec" in shown.stdout
    assert "engines installed: onnxruntime" in shown.stdout and "auto takes" in shown.stdout
    by_language = docfields("models", "list", "--languages").stdout
    assert "Vietnamese" in by_language and "partly" in by_language


def test_verify_passes_with_the_shipped_files_alone() -> None:
    shown = docfields("models", "verify")
    lines = shown.stdout.splitlines()
    assert shown.returncode == 0 and len(lines) > 3 and all(line.startswith("verified: ") for line in lines)


def test_verify_fails_for_missing_and_for_changed_files(tmp_path: Path) -> None:
    shown = docfields("models", "verify", "el_PP-OCRv5_mobile_rec")
    assert shown.returncode == 1 and "el_PP-OCRv5_rec_mobile.onnx" in shown.stdout
    (tmp_path / "el_PP-OCRv5_rec_mobile.onnx").write_bytes(b"cut off")
    shown = docfields("models", "verify", model_dir=tmp_path)
    assert shown.returncode == 1 and "differs: el_PP-OCRv5_mobile_rec" in shown.stdout


def test_ocr_reads_with_a_model_by_name(tmp_path: Path) -> None:
    (tmp_path / "ours_rec.onnx").symlink_to(locate(RECOGNIZER))
    ours = docfields("ocr", SAMPLES / "bank_card.jpg", "--rec-model", "ours_rec", model_dir=tmp_path)
    assert ours.returncode == 0, ours.stderr
    assert ours.stdout == docfields("ocr", SAMPLES / "bank_card.jpg").stdout


def test_an_unfit_model_ends_the_run_once_and_clearly(tmp_path: Path) -> None:
    documents = (SAMPLES / "bank_card.jpg", SAMPLES / "passport.jpg")
    for workers in (1, 2):
        shown = docfields("extract", *documents, "--workers", workers, "--rec-model", tmp_path, "--format", "jsonl")
        assert shown.returncode == 1 and shown.stdout == "" and shown.stderr.count("holds no model") == 1
    unknown = docfields("extract", *documents, "--rec-model", "th_PP-OCRv5")
    assert unknown.returncode == 2 and "Perhaps th_PP-OCRv5_mobile_rec" in unknown.stderr
