"""The command `docfields`: thin ways into the library."""

from .main import app, main

__all__ = ["app", "main"]
