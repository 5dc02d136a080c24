"""What OCR alone gives: a result in PaddleOCR's shape, hOCR, a searchable PDF."""

from .hocr import hocr
from .result import OcrResult, ocr_result
from .searchable import write_searchable

__all__ = ["OcrResult", "hocr", "ocr_result", "write_searchable"]
