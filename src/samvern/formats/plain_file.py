"""A file of plain values, YAML or JSON, whose keys the engine knows and checks.

Scenarios, ranking models and published rankings come in so: what their keys mean is for
:mod:`samvern.engine.priority` to say.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.programme_file import json_text, yaml_text
from samvern.formats.programme_file.tree import compose

#: A published ranking of some hundred measures with its whole model.
MAX_BYTES: Final = 32 * 2**20


def read(
    stream: BinaryIO, *, name: str, limit: int = MAX_BYTES, code: str = "plain_file.invalid"
) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``code`` with the place of a wrong syntax or of a key that
        stands twice.
    """
    text = as_text(read_bytes(stream, name=name, limit=limit), name=name)
    reader = json_text if text.lstrip().startswith("{") else yaml_text
    try:
        tree = compose(reader.events(text))
    except InvalidInput as error:
        raise InvalidInput(code, problems=error.problems, name=name) from None
    if tree.problems:
        raise InvalidInput(code, problems=tree.problems, name=name)
    return tree.data


def write(values: object, stream: BinaryIO) -> None:
    """Write plain values as JSON, which :func:`read` takes back."""
    import json

    stream.write(json.dumps(values, ensure_ascii=False, indent=2).encode())
