"""OpenCV without its type stubs, and in one thread.

The stubs know no element types, so that every call would need a cast.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import cv2 as _cv2

cv2: Any = _cv2


@contextmanager
def one_thread() -> Iterator[None]:
    """OpenCV rounds floats differently at the seams between its threads: with one, a seed gives the same bytes."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
