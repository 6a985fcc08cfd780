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

from typing import BinaryIO, Final, Literal

from samvern.engine.errors import InvalidInput
from samvern.engine.programme.document import Programme
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.programme_file import json_text, yaml_text
from samvern.formats.programme_file.reading import programme_from
from samvern.formats.programme_file.schema import check_schema, schema_text
from samvern.formats.programme_file.tree import compose
from samvern.formats.programme_file.writing import json_text as as_json
from samvern.formats.programme_file.writing import yaml_text as as_yaml

__all__ = ["MAX_BYTES", "Kind", "read", "schema_text", "write"]

Kind = Literal["yaml", "json"]

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
    text = as_text(read_bytes(stream, name=name, limit=MAX_BYTES), name=name)
    reader = json_text if _is_json(name, text) else yaml_text
    try:
        tree = compose(reader.events(text))
    except InvalidInput as error:
        raise InvalidInput(error.code, problems=error.problems, name=name, count=1) from None
    check_schema(tree)
    programme = programme_from(tree)
    if tree.problems or programme is None:
        problems = sorted(tree.problems, key=lambda found: (found.line or 0, found.column or 0))
        count = len(problems)
        raise InvalidInput("programme_file.invalid", problems=problems, name=name, count=count)
    return programme


def write(programme: Programme, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a programme so that :func:`read` gives the same one back.

    The two sets of goals are each kept in order, the set named ``goals`` first.
    """
    text = as_json(programme) if kind == "json" else as_yaml(programme)
    stream.write(text.encode())


def _is_json(name: str, text: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    if ending in ("yaml", "yml"):
        return False
    return ending == "json" or text.lstrip().startswith("{")
