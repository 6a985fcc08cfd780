"""A sheet for the wall, set to PDF/UA-1 or to a picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, BinaryIO, Final, Literal

from samvern.formats.printing import set_pages

#: Room to write by hand, as texts have it; on paper it is a line as long as there is room.
BLANK: Final = "________"
#: As few as this are room to write, too.
_BLANKS: Final = "___"

_TEMPLATE: Final = "wall_sheet/sheet.typ"


@dataclass(frozen=True)
class WallSheet:
    """Rules in large type, and below them lines with room to write.

    ``language`` is ``nb``, ``nn`` or ``en``; a line may hold :data:`BLANK`.
    """

    language: str
    title: str
    clinic: str
    rules: tuple[str, ...]
    lines_title: str
    lines: tuple[str, ...]
    foot: str

    @property
    def openings(self) -> tuple[str, ...]:
        """What stands on each line before the room to write."""
        return tuple(line.partition(_BLANKS)[0].strip() for line in self.lines)


def write(sheet: WallSheet, stream: BinaryIO, *, on: date | None = None) -> None:
    """Print a sheet as PDF/UA-1.

    Raises
    ------
    InvalidInput
        ``paper.not_printed`` when Typst refuses it, with what it says.
    """
    stream.write(_printed(sheet, on, "pdf")[0])


def preview(sheet: WallSheet, *, ppi: int = 72) -> list[bytes]:
    """The sheet as PNG, for eyes and tests; more than one page when it does not fit."""
    return _printed(sheet, None, "png", ppi=ppi)


def _printed(
    sheet: WallSheet, on: date | None, kind: Literal["pdf", "png"], **options: Any
) -> list[bytes]:
    values = {**asdict(sheet), "lines": list(sheet.openings)}
    return set_pages(_TEMPLATE, values, on=on, kind=kind, **options)
