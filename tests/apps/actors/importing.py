"""Imports of the register in a line: read, apply, and what they change."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samvern.apps.actors import operations
from samvern.apps.actors.models import (
    RegisterImport,
)
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import RegisterUnit
from tests.factories.register_units import as_stream

FIXTURES = Path(__file__).parents[2] / "formats/fixtures/enhetsregisteret"
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def file_of(units: Iterable[RegisterUnit], name: str = "enheter.json") -> RegisterFile:
    return RegisterFile(name, as_stream(units))


def sample(*names: str) -> list[RegisterFile]:
    return [RegisterFile(name, io.BytesIO((FIXTURES / name).read_bytes())) for name in names]


def read(*units: RegisterUnit, **options: Any) -> RegisterImport:
    return operations.read_register(by=SYSTEM, at=AT, files=[file_of(units)], **options)


def apply(saved: RegisterImport) -> RegisterImport:
    return operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)


def take(*units: RegisterUnit, **options: Any) -> RegisterImport:
    return apply(read(*units, **options))


def changes(saved: RegisterImport) -> dict[str, str]:
    return dict(saved.changes.values_list("name", "kind"))
