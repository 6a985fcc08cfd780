"""A file of mappings between requirements, in whichever of its forms: SSSOM, CSV, XLSX or OSCAL."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, Final, Literal, get_args

from samvern.engine.mappings import RequirementMapping, RequirementRef
from samvern.formats import mapping_table, oscal, sssom

Kind = Literal["sssom", "csv", "xlsx", "oscal"]

#: Every form that is written.
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

#: The largest file of any form.
MAX_BYTES = max(sssom.MAX_BYTES, oscal.MAX_BYTES)


def read(content: bytes, *, name: str) -> tuple[RequirementMapping, ...]:
    """Read mappings, as :func:`read_telling` does, for whom it is no matter what was left out."""
    return read_telling(content, name=name).mappings


def read_telling(content: bytes, *, name: str) -> oscal.MappingsReading:
    """Read mappings, with what was left out of them; only OSCAL holds more than they have room for.

    An SSSOM file is told by its metadata block or its first slot, OSCAL by its first key.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.sssom.read`, :func:`samvern.formats.mapping_table.read` and
        :func:`samvern.formats.oscal.read_mappings`.
    """
    if oscal.model_of(content):
        return oscal.read_mappings(io.BytesIO(content), name=name)
    if content.startswith((b"#", b"subject_id")):
        return oscal.MappingsReading(sssom.read(io.BytesIO(content), name=name))
    return oscal.MappingsReading(mapping_table.read(content, name=name))


def write(
    mappings: Iterable[RequirementMapping],
    stream: BinaryIO,
    *,
    kind: Kind,
    at: datetime,
    titles: Mapping[RequirementRef, str] = MappingProxyType({}),
) -> None:
    """Write mappings so that :func:`read` gives the same ones back; titles are for people.

    Parameters
    ----------
    at
        When it is written, with its time zone; only OSCAL says so.

    Raises
    ------
    InvalidInput
        ``oscal.no_mappings``: OSCAL has no form for none at all.
    """
    if kind == "oscal":
        oscal.write_mappings(mappings, stream, at=at, titles=titles)
    elif kind == "sssom":
        sssom.write(mappings, stream, labels=titles)
    else:
        mapping_table.write(mappings, stream, kind=kind, titles=titles)
