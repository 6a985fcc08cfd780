"""The programme file: a programme of measures as YAML or JSON.

The format is described, key by key, by the JSON Schema that :func:`schema_text` returns
(``samvern programme schema programme``). What a schema cannot say:

Judgements
    Short forms: cost, support and risk ``1`` low, ``2`` medium, ``3`` high; attainment ``1`` to
    ``5``; contribution ``X`` substantial, ``x`` some, ``v`` possible, ``none``. A half-way
    number (``1.5``) is fifty-fifty between two levels; ``unknown`` is every level alike. The
    long form ``{levels: {low: 0.7, medium: 0.3}, by: …, on: 2024-05-01, why: …}``, or ``value``
    with a short form in place of ``levels``, stands wherever a judgement may stand.
Attainment
    A table: one row for each goal, one cell for each focus area in ``attainment_columns``, which
    are the first focus areas of the list when the key is left out. ``null`` is not judged.
Identifiers
    Text, unique within their kind; both sets of goals count as one kind. ``7`` and ``"7"`` are
    the same. One that looks like a decimal number needs quotes: 1.10 would be 1.1.
Scalars
    As in YAML 1.2: ``on``, ``no`` and ``010`` are text. Anchors are allowed, tags are not.
Dangling references
    Identifiers of other parts may lead nowhere: that is a finding of
    :mod:`samvern.engine.programme.consistency`, not an error of the file. The focus area of a
    measure and the columns of the attainment table must exist.

What is written reads back as the same programme: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.programme.document import Programme
from samvern.formats import trees
from samvern.formats.programme_file.reading import programme_from
from samvern.formats.programme_file.writing import json_text, yaml_text
from samvern.formats.trees import Kind

__all__ = ["MAX_BYTES", "Kind", "read", "schema_text", "write"]

#: A programme of two thousand measures with descriptions takes about a third of this.
MAX_BYTES: Final = 8 * 2**20


def read(stream: BinaryIO, *, name: str) -> Programme:
    """Read a programme file.

    Parameters
    ----------
    stream
        Bytes, UTF-8, at most :data:`MAX_BYTES`.
    name
        The file's name for messages; ``.json`` decides for JSON, ``.yaml`` and ``.yml`` for
        YAML, and for any other name the first character does.

    Raises
    ------
    InvalidInput
        ``file.empty``, ``file.too_large``, ``file.binary`` or ``file.not_utf8``; otherwise
        ``programme_file.invalid``, whose ``problems`` are all that is wrong, with path, line
        and column. Syntax and limits end the reading at the first problem.
    """
    return trees.read(
        stream,
        programme_from,
        refused_as="programme_file.invalid",
        schema="programme",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the programme file, as published."""
    return trees.schema_text("programme")


def write(programme: Programme, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a programme so that :func:`read` gives the same one back.

    The two sets of goals are each kept in order, the set named ``goals`` first.
    """
    text = json_text(programme) if kind == "json" else yaml_text(programme)
    stream.write(text.encode())
