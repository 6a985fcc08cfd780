"""The guidance file: a catalogue of national instruments, aids and networks as YAML or JSON.

The format is described, key by key, by ``guidance.schema.json`` (``samvern guidance schema``)::

    guidance: {id: norge-helse, version: 2026-11-27, title: {nb: Veiledning}, publisher: Noen}
    sources:
      - {id: ie-1125, title: Digital sikkerhet, publisher: Direktoratet for e-helse}
    subjects:
      - {id: tilgang, nb: Tilgangsstyring, words: {nb: [passord, innlogging]}}
    entries:
      - id: faktaark-14
        kind: factsheet
        nb: Tilgangsstyring
        owner: Styringsgruppen for Normen
        subjects: [tilgang]
        helps: [{framework: grunnleggende-tiltak, id: "9", said_in: {source: ie-1125}}]
        found_in: [{source: ie-1125, place: kap. 3}]

The titles of an entry stand by language beside its other keys. What is left out is not known.
What the parts must be to each other is for :func:`samvern.engine.guidance.find_flaws` to say;
whether the requirements are there, for whoever has the requirement sets.

What is written reads back as the same catalogue: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.guidance import GuidanceCatalogue
from samvern.formats import trees
from samvern.formats.guidance_file.reading import catalogue_from
from samvern.formats.guidance_file.writing import plain, plain_entry
from samvern.formats.trees import Kind

__all__ = ["MAX_BYTES", "Kind", "plain", "plain_entry", "read", "schema_text", "write"]

#: A thousand entries described in three languages take about a tenth of this.
MAX_BYTES: Final = 16 * 2**20


def read(stream: BinaryIO, *, name: str) -> GuidanceCatalogue:
    """Read a guidance file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``guidance_file.invalid``, whose ``problems`` are all that
        is wrong, with path, line and column.
    """
    return trees.read(
        stream,
        catalogue_from,
        refused_as="guidance_file.invalid",
        schema="guidance",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the guidance file, as published."""
    return trees.schema_text("guidance")


def write(catalogue: GuidanceCatalogue, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a catalogue so that :func:`read` gives the same one back."""
    values = plain(catalogue)
    text = trees.as_json(values) if kind == "json" else trees.as_yaml(values)
    stream.write(text.encode())
