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

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.programme_file import json_text, yaml_text
from samvern.formats.programme_file.tree import compose

MAX_BYTES: Final = 64 * 2**10


def read(stream: BinaryIO, *, name: str) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``weights_file.invalid`` with the place of a wrong syntax or
        of a key that stands twice.
    """
    text = as_text(read_bytes(stream, name=name, limit=MAX_BYTES), name=name)
    reader = json_text if text.lstrip().startswith("{") else yaml_text
    try:
        tree = compose(reader.events(text))
    except InvalidInput as error:
        raise InvalidInput("weights_file.invalid", problems=error.problems, name=name) from None
    if tree.problems:
        raise InvalidInput("weights_file.invalid", problems=tree.problems, name=name)
    return tree.data


def write(weights: object, stream: BinaryIO) -> None:
    """Write the plain values of a rule as JSON, which :func:`read` takes back."""
    import json

    stream.write(json.dumps(weights, ensure_ascii=False, indent=2).encode())
