"""The mapping file: what the columns of a table of measures stand for.

YAML or JSON, as ``samvern programme check-table --json`` prints it::

    columns:
      - {header: Kode, target: code}
      - {header: Ansvarlig, target: owners, separator: ","}
      - {header: "Viktig?", target: "contribution:R1", words: {Ja: some, Nei: ""}}
    missing: keep

What the keys mean is for :mod:`samvern.engine.programme.table_import` to say and to check.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.programme_file import json_text, yaml_text
from samvern.formats.programme_file.tree import compose

MAX_BYTES: Final = 256 * 2**10


def read(stream: BinaryIO, *, name: str) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``mapping_file.invalid`` with the place of a wrong syntax or
        of a key that stands twice.
    """
    text = as_text(read_bytes(stream, name=name, limit=MAX_BYTES), name=name)
    reader = json_text if text.lstrip().startswith("{") else yaml_text
    try:
        tree = compose(reader.events(text))
    except InvalidInput as error:
        raise InvalidInput("mapping_file.invalid", problems=error.problems, name=name) from None
    if tree.problems:
        raise InvalidInput("mapping_file.invalid", problems=tree.problems, name=name)
    return tree.data


def write(mapping: object, stream: BinaryIO) -> None:
    """Write the plain values of a mapping as JSON, which :func:`read` takes back."""
    import json

    stream.write(json.dumps(mapping, ensure_ascii=False, indent=2).encode())
