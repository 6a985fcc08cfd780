"""A file of plain values, YAML or JSON, whose keys the engine knows and checks.

Scenarios, ranking models and published rankings come in so: what their keys mean is for
:mod:`samvern.engine.priority` to say.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.formats import trees
from samvern.formats.trees.tree import Tree

#: A published ranking of some hundred measures with its whole model.
MAX_BYTES: Final = 32 * 2**20


def read(
    stream: BinaryIO, *, name: str, limit: int = MAX_BYTES, refused_as: str = "plain_file.invalid"
) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``refused_as`` with the place of a wrong syntax or of a key that
        stands twice.
    """
    (values,) = trees.read(stream, _whole, refused_as=refused_as, name=name, limit=limit)
    return values


def _whole(tree: Tree) -> tuple[object]:
    """Whatever stands in the file, in a tuple: nothing but ``null`` is a value too."""
    return (tree.data,)


def write(values: object, stream: BinaryIO) -> None:
    """Write plain values as JSON, which :func:`read` takes back."""
    import json

    stream.write(json.dumps(values, ensure_ascii=False, indent=2).encode())
