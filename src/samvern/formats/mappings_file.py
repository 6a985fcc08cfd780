"""A file of mappings between requirements, in whichever of its forms: SSSOM, CSV or XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO, Literal

from samvern.engine.mappings import RequirementMapping, RequirementRef
from samvern.formats import mapping_table, sssom

Kind = Literal["sssom", "csv", "xlsx"]

#: The largest file of any form.
MAX_BYTES = sssom.MAX_BYTES


def read(content: bytes, *, name: str) -> tuple[RequirementMapping, ...]:
    """Read mappings; an SSSOM file is told by its metadata block or its first slot.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.sssom.read` and :func:`samvern.formats.mapping_table.read`.
    """
    if content.startswith((b"#", b"subject_id")):
        return sssom.read(io.BytesIO(content), name=name)
    return mapping_table.read(content, name=name)


def write(
    mappings: Iterable[RequirementMapping],
    stream: BinaryIO,
    *,
    kind: Kind,
    titles: Mapping[RequirementRef, str] = MappingProxyType({}),
) -> None:
    """Write mappings so that :func:`read` gives the same ones back; titles are for people."""
    if kind == "sssom":
        sssom.write(mappings, stream, labels=titles)
    else:
        mapping_table.write(mappings, stream, kind=kind, titles=titles)
