"""The weights file: what somebody has said about the weights of the criterion groups.

YAML or JSON, one of the keys ``order``, ``constraints`` and ``fixed``, or none; ``intervals``
may stand alone or beside the first two::

    order: [risk_contribution, goals, cost]          # first weighs most
    constraints: [{greater: goals, lesser: cost}]    # at least as much as
    intervals: {cost: {least: 0.1, most: 0.3}}       # shares of the total weight
    fixed: {risk_contribution: 40, goals: 30}        # exactly these, divided by their sum

What the keys mean is for :func:`samvern.engine.priority.read_weights` to say and to check.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.formats import plain_file

MAX_BYTES: Final = 64 * 2**10


def read(stream: BinaryIO, *, name: str) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``weights_file.invalid`` with the place of a wrong syntax or
        of a key that stands twice.
    """
    return plain_file.read(stream, name=name, limit=MAX_BYTES, refused_as="weights_file.invalid")


def write(weights: object, stream: BinaryIO) -> None:
    """Write the plain values of a rule as JSON, which :func:`read` takes back."""
    plain_file.write(weights, stream)
