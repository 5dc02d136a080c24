"""How well documents are read: gold folders, scores, and a report a person can look at."""

from . import gold
from .evaluate import DocumentScore, WordSource, evaluate, micro_f1, summarise
from .report import write_report

__all__ = ["DocumentScore", "WordSource", "evaluate", "gold", "micro_f1", "summarise", "write_report"]
