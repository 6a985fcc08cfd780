"""Files named on the command line: a path, standard input, or a shipped programme."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from samvern.engine.errors import InvalidInput

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme
    from samvern.formats.lineage_file import Lineage

#: The name that stands for standard input.
STANDARD_INPUT = "-"

Content = TypeVar("Content")


def load_programme(file: str) -> Programme:
    """Read a programme from a path, from standard input (``-``), or a shipped one by its code.

    A file of that name goes before a shipped programme of that code.
    """
    from samvern.formats import programme_file

    path = Path(file)
    if file != STANDARD_INPUT and not path.exists():
        shipped = shipped_programmes()
        if file.lower() not in shipped:
            known = ", ".join(sorted(code.upper() for code in shipped))
            raise InvalidInput("file.missing", name=file, known=known)
        path = shipped[file.lower()]
    return read_file(str(path), lambda stream: programme_file.read(stream, name=path.name))


def shipped_programmes() -> dict[str, Path]:
    """The programmes of the catalogue by code, in small letters."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "programmes"
    return {path.stem.lower(): path for path in folder.glob("*.yaml")}


def shipped_lineages() -> list[Lineage]:
    """What programmes of the catalogue say themselves of where their measures come from."""
    from samvern.formats import lineage_file

    folder = Path(str(resources.files("samvern"))) / "catalogues" / "lineages"
    found = []
    for path in sorted(folder.glob("*.yaml")):
        with path.open("rb") as stream:
            found.append(lineage_file.read(stream, name=path.name))
    return found


def read_file(file: str, read: Callable[[BinaryIO], Content]) -> Content:
    """Open a path, or standard input, and read it.

    Raises
    ------
    InvalidInput
        ``file.not_found``, ``file.is_directory``, ``file.no_permission`` or ``file.unreadable``,
        and whatever the reader raises.
    """
    if file == STANDARD_INPUT:
        return read(sys.stdin.buffer)
    try:
        with Path(file).open("rb") as stream:
            return read(stream)
    except FileNotFoundError:
        raise InvalidInput("file.not_found", name=file) from None
    except IsADirectoryError:
        raise InvalidInput("file.is_directory", name=file) from None
    except PermissionError:
        raise InvalidInput("file.no_permission", name=file) from None
    except OSError as error:
        raise InvalidInput("file.unreadable", name=file, detail=error.strerror) from None
