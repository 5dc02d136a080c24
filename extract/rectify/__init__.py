"""Makes pages upright: finds how a page was turned and turns it back, with the way to the original kept."""

from .orientation import looks_turned, turn, upright

__all__ = ["looks_turned", "turn", "upright"]
