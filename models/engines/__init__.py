"""The inference engines: each loads a network from a file or from bytes and runs it, all in the same shape."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[np.float32]


class Network(Protocol):
    """A network that an engine has loaded; `run` may be called from several threads at once.

    metadata: of the ONNX file. input_shape, output_shape: of the first input and output; a free axis is None or
    bears a name.
    """

    metadata: dict[str, str]
    input_shape: tuple[int | str | None, ...]
    output_shape: tuple[int | str | None, ...]

    def run(self, batch: Tensor) -> Tensor:
        """batch: float32, of the input's shape; gives the first output."""
        ...
