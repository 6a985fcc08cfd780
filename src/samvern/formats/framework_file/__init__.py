"""The framework file: one version of a requirement set as YAML or JSON.

The format is described, key by key, by ``framework.schema.json`` (``samvern framework schema``)::

    framework: {id: grunn, version: "2", title: {nb: Grunnkrav}, publisher: Noen, kind: principles}
    wording_sources:
      - {id: U, status: unverified, says: {nb: Arbeidstittel, må kontrolleres.}}
    requirements:
      - {id: "1", nb: Kartlegg, assessable: false}
      - {id: "1.1", parent: "1", nb: Kartlegg utstyr, sources: {title: {nb: U}}, follows: ["1.2"]}

The titles of a requirement stand by language beside its other keys. Scalars are those of
YAML 1.2: ``on`` and ``no`` are text, 1.10 in quotes is an identifier. What the parts must be to
each other is for :func:`samvern.engine.frameworks.find_flaws` to say.

What is written reads back as the same set: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.frameworks import Framework
from samvern.formats import trees
from samvern.formats.framework_file.reading import framework_from
from samvern.formats.framework_file.writing import plain, plain_requirement
from samvern.formats.trees import Kind

__all__ = ["MAX_BYTES", "Kind", "plain", "plain_requirement", "read", "schema_text", "write"]

#: Twelve hundred requirements with their text in three languages take about a tenth of this.
MAX_BYTES: Final = 16 * 2**20


def read(stream: BinaryIO, *, name: str) -> Framework:
    """Read a framework file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``framework_file.invalid``, whose ``problems`` are all that
        is wrong, with path, line and column.
    """
    return trees.read(
        stream,
        framework_from,
        refused_as="framework_file.invalid",
        schema="framework",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the framework file, as published."""
    return trees.schema_text("framework")


def write(framework: Framework, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a set so that :func:`read` gives the same one back."""
    values = plain(framework)
    text = trees.as_json(values, str) if kind == "json" else trees.as_yaml(values)
    stream.write(text.encode())
