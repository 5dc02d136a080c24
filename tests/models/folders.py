"""Folders with the shipped recogniser in the layouts of PaddleOCR and RapidOCR."""

from pathlib import Path

import yaml

from docfields.models.sessions import open_session
from docfields.models.weights import RECOGNIZER, locate


def shipped_characters() -> list[str]:
    return open_session(RECOGNIZER, threads=1).metadata["character"].splitlines()


def description(**changes) -> dict:
    """inference.yml as PaddleOCR's exporter writes it."""
    post = {"name": "CTCLabelDecode", "character_dict": changes.pop("characters", None) or shipped_characters()}
    content = {
        "Global": {"model_name": "PP-OCRv6_small_rec"},
        "Hpi": {"backend_configs": {"paddle_infer": {"trt_dynamic_shapes": {"x": [[1, 3, 48, 160]]}}}},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
                {"KeepKeys": {"keep_keys": ["image", "label_ctc"]}},
            ]
        },
        "PostProcess": post,
    }
    return {**content, **changes}


def paddleocr_folder(parent: Path, name: str = "PP-OCRv6_small_rec_onnx", **changes) -> Path:
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "inference.onnx").symlink_to(locate(RECOGNIZER))
    text = yaml.safe_dump(description(**changes), allow_unicode=True)
    (folder / "inference.yml").write_text(text, encoding="utf-8")
    return folder


def rapidocr_folder(parent: Path, file: str = RECOGNIZER.file) -> Path:
    folder = parent / "rapidocr"
    folder.mkdir(parents=True)
    (folder / file).symlink_to(locate(RECOGNIZER))
    return folder
