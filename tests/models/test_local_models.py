"""Recognition models from folders: two layouts, one value; everything else is refused with a remedy."""

import sys
from pathlib import Path

import pytest

from docfields.models import sessions
from docfields.models.engines.choice import choose_engine
from docfields.models.languages import published_model
from docfields.models.local_models import find_model, find_present, read_model
from docfields.models.weights import DETECTOR, RECOGNIZER, locate
from docfields.schemas.errors import ModelError, OptionError

from .folders import paddleocr_folder, rapidocr_folder, shipped_characters


@pytest.fixture(autouse=True)
def no_model_dir(monkeypatch):
    monkeypatch.delenv("DOCFIELDS_MODEL_DIR", raising=False)


def test_both_layouts_give_what_the_shipped_model_is_opened_with(tmp_path):
    paddle = read_model(paddleocr_folder(tmp_path), threads=1)
    rapid = read_model(rapidocr_folder(tmp_path), threads=1)
    assert paddle.vocabulary == rapid.vocabulary == ("", *shipped_characters(), " ")
    for weights in (paddle.weights, rapid.weights):
        assert weights.sha256 == RECOGNIZER.sha256
        assert (weights.mean, weights.std, weights.height) == (RECOGNIZER.mean, RECOGNIZER.std, RECOGNIZER.height)
    assert not paddle.right_to_left


def test_characters_that_yaml_would_take_for_values_stay_characters(tmp_path):
    folder = paddleocr_folder(tmp_path)
    plain = "\n".join(f"  - {text}" for text in ("0", "~", "y", "null", "1.5"))
    (folder / "inference.yml").write_text(
        "PostProcess:\n  name: CTCLabelDecode\n  character_dict:\n"
        f"{plain}\nPreProcess:\n  transform_ops:\n  - RecResizeImg:\n      image_shape: [3, 48, 320]\n"
    )
    with pytest.raises(ModelError, match="18710 classes apart, its dictionary has 5"):
        read_model(folder, threads=1)


def test_a_script_from_the_right_is_known_by_its_dictionary(tmp_path):
    arabic = [chr(code) for code in range(0x0621, 0x064B)]
    characters = [*arabic, *shipped_characters()[len(arabic) :]]
    assert read_model(paddleocr_folder(tmp_path, characters=characters), threads=1).right_to_left


def test_a_dictionary_may_lie_beside_the_network(tmp_path, monkeypatch):
    characters = shipped_characters()
    folder = rapidocr_folder(tmp_path, file="xy_PP-OCRv6_rec.onnx")
    opened = sessions.Session.__init__

    def without_metadata(self, weights, **how):
        opened(self, weights, **how)
        self.metadata = {}

    monkeypatch.setattr(sessions, "_sessions", {})
    monkeypatch.setattr(sessions.Session, "__init__", without_metadata)
    with pytest.raises(ModelError, match=r"no dictionary, and none.*xy_PP-OCRv6_rec.txt"):
        read_model(folder, threads=1)
    (folder / "xy_dict.txt").write_text("\n".join(characters) + "\n", encoding="utf-8")
    (folder / "other_dict.txt").write_text("a\n")
    assert read_model(folder, threads=1).vocabulary == ("", *characters, " ")


def test_a_corrupt_file_is_told_by_its_sum(tmp_path):
    (tmp_path / RECOGNIZER.file).write_bytes(locate(RECOGNIZER).read_bytes()[:-9])
    with pytest.raises(ModelError, match=r"not the expected one.*SHA-256.*published at") as raised:
        read_model(tmp_path, threads=1)
    assert raised.value.code == "model_error"


def test_a_corrupt_file_without_a_published_sum_does_not_load(tmp_path):
    folder = paddleocr_folder(tmp_path)
    (folder / "inference.onnx").unlink()
    (folder / "inference.onnx").write_bytes(b"cut off")
    with pytest.raises(ModelError, match=r"cannot be loaded\. Copy the file again.*PP-OCRv6_small_rec_onnx"):
        read_model(folder, threads=1)


def test_a_folder_for_another_task_is_refused(tmp_path):
    detection = {"name": "DBPostProcess", "thresh": 0.3}
    with pytest.raises(ModelError, match=r"another task \(text detection: DBPostProcess\).*end in _rec"):
        read_model(paddleocr_folder(tmp_path, PostProcess=detection), threads=1)
    with pytest.raises(ModelError, match="another task"):
        read_model(locate(DETECTOR), threads=1)


def test_a_folder_for_another_engine_names_it_and_what_to_get(tmp_path):
    folder = tmp_path / "th_PP-OCRv5_mobile_rec"
    folder.mkdir()
    (folder / "inference.pdiparams").write_bytes(b"")
    with pytest.raises(ModelError, match=r"paddlepaddle; docfields runs ONNX.*th_PP-OCRv5_mobile_rec_onnx"):
        read_model(folder)


def test_a_missing_engine_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    choose_engine.cache_clear()
    with pytest.raises(ModelError, match=r"onnxruntime is not installed.*pip install"):
        read_model(Path("PP-OCRv6_small_rec"), threads=1, engine="onnxruntime")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PostProcess: [", "ParserError"),
        ("a: 1", "KeyError"),
        ("PostProcess: {name: CTCLabelDecode}", "character_dict"),
    ],
)
def test_a_broken_description_is_refused(tmp_path, text, said):
    folder = paddleocr_folder(tmp_path)
    (folder / "inference.yml").write_text(text)
    with pytest.raises(ModelError, match=f"no description of a PaddleOCR model.*{said}"):
        read_model(folder)


def test_a_dictionary_of_another_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="18710 classes apart, its dictionary has 3 characters; 18708"):
        read_model(paddleocr_folder(tmp_path, characters=["a", "b", "c"]), threads=1)


def test_pictures_in_other_channels_are_refused(tmp_path):
    steps = [{"DecodeImage": {"img_mode": "GRAY"}}, {"RecResizeImg": {"image_shape": [1, 48, 320]}}]
    with pytest.raises(ModelError, match="1 channels as GRAY"):
        read_model(paddleocr_folder(tmp_path, PreProcess={"transform_ops": steps}), threads=1)


def test_empty_and_ambiguous_folders(tmp_path):
    with pytest.raises(ModelError, match=r"holds no model.*inference.onnx"):
        read_model(tmp_path)
    for name in ("a_rec.onnx", "b_rec.onnx"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(ModelError, match=r"several networks: a_rec\.onnx, b_rec\.onnx"):
        read_model(tmp_path)


def test_a_name_is_looked_for_in_the_model_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DOCFIELDS_MODEL_DIR", str(tmp_path))
    thai = published_model("th_PP-OCRv5_mobile_rec")
    with pytest.raises(ModelError, match=r"not on this machine.*downloads nothing.*th_PP-OCRv5_rec_mobile.onnx"):
        find_model(Path(thai.name))
    (tmp_path / thai.file).write_bytes(b"")
    assert find_model(Path(thai.name)) == find_present(thai) == tmp_path / thai.file
    own = paddleocr_folder(tmp_path, name="our_own_rec")
    assert find_model(Path("our_own_rec")) == own


def test_the_shipped_model_is_found_by_name():
    assert find_model(Path("PP-OCRv6_small_rec")) == locate(RECOGNIZER)


def test_unknown_names_and_paths(tmp_path, monkeypatch):
    with pytest.raises(OptionError, match=r"Perhaps th_PP-OCRv5_mobile_rec.*models list"):
        find_model(Path("th_PP-OCRv5_mobil_rec"))
    with pytest.raises(ModelError, match="no folder or file"):
        find_model(tmp_path / "nothing")
    monkeypatch.setenv("DOCFIELDS_MODEL_DIR", str(tmp_path / "nothing"))
    with pytest.raises(ModelError, match="which is no folder"):
        find_model(Path("th_PP-OCRv5_mobile_rec"))
