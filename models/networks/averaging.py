"""Networks between two (model soups, https://arxiv.org/abs/2203.05482): they keep what the first knew."""

from __future__ import annotations

from copy import deepcopy
from typing import TypeVar

from torch import nn

Network = TypeVar("Network", bound=nn.Module)


def average(first: Network, second: Network, share: float) -> Network:
    """A network whose weights lie between those of two. share: of the second, 0 to 1."""
    between, others = deepcopy(first), second.state_dict()
    between.load_state_dict(
        {
            name: value * (1 - share) + others[name] * share if value.is_floating_point() else value
            for name, value in first.state_dict().items()
        }
    )
    return between
