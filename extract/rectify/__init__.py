"""Makes pages upright: by how its lines run, with the way to the original kept."""

from .orientation import looks_turned, turn, upright

__all__ = ["looks_turned", "turn", "upright"]
