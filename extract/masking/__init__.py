"""Masked copies of documents, and extractions without personal values."""

from .copies import MaskReport, mask
from .redaction import redact

__all__ = ["MaskReport", "mask", "redact"]
