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

from samvern.formats import plain_file

MAX_BYTES: Final = 256 * 2**10


def read(stream: BinaryIO, *, name: str) -> object:
    """Read the file as plain values.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file, ``mapping_file.invalid`` with the place of a wrong syntax or
        of a key that stands twice.
    """
    return plain_file.read(stream, name=name, limit=MAX_BYTES, refused_as="mapping_file.invalid")


def write(mapping: object, stream: BinaryIO) -> None:
    """Write the plain values of a mapping as JSON, which :func:`read` takes back."""
    plain_file.write(mapping, stream)
