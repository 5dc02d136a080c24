"""Candidate -> typed value: the most probable reading that the field's type accepts."""

from .values import decode

__all__ = ["decode"]
