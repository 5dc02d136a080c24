"""docfields: checked records and dataframes from invoices, receipts, bank cards and identity documents.

import docfields

extractor = docfields.Extractor()
[extraction] = extractor.extract("invoice.pdf")
extraction.record.total, extraction.evidence["total"].quad
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docfields.schemas.errors import DocfieldsError
    from docfields.schemas.extraction import Evidence, Extraction, Issue

    from .frames import Frames, to_frames
    from .masking import mask, redact
    from .pipeline import Extractor, Options, extract

__version__ = "0.1.0"

# ONNX Runtime (from 1.29) reports to Microsoft from its native code unless this is set before anything imports it;
# PyMuPDF imports it, too, and where CI is set it is silent, so that CI would hide it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_HOMES = {
    "DocfieldsError": "docfields.schemas.errors",
    "Evidence": "docfields.schemas.extraction",
    "Extraction": "docfields.schemas.extraction",
    "Extractor": "docfields.pipeline",
    "Frames": "docfields.frames",
    "Issue": "docfields.schemas.extraction",
    "Options": "docfields.pipeline",
    "extract": "docfields.pipeline",
    "mask": "docfields.masking",
    "redact": "docfields.masking",
    "to_frames": "docfields.frames",
}
"""Public names and the modules that hold them, imported when first asked for."""

__all__ = [
    "DocfieldsError",
    "Evidence",
    "Extraction",
    "Extractor",
    "Frames",
    "Issue",
    "Options",
    "extract",
    "mask",
    "redact",
    "to_frames",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'docfields' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
