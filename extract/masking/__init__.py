"""Masked copies of documents, and extractions without personal values."""

from .mask import MaskReport, mask
from .redact import redact

__all__ = ["MaskReport", "mask", "redact"]
