"""Files named on the command line: a path, standard input, or something that ships."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from urllib.parse import unquote

import click

from samvern.cli.words import _
from samvern.engine.errors import InvalidInput

if TYPE_CHECKING:
    from samvern.engine.checks import Check
    from samvern.engine.deadlines import DeadlinePlan
    from samvern.engine.frameworks import Framework
    from samvern.engine.guidance import GuidanceCatalogue
    from samvern.engine.mappings import RequirementMapping
    from samvern.engine.programme.document import Programme
    from samvern.formats.lineage_file import Lineage
    from samvern.formats.oscal import Profile

#: The name that stands for standard input.
STANDARD_INPUT = "-"

#: How the version begins that a shipped set has behind its code.
_VERSION = re.compile(r"\d|undated")
_NUMBER = re.compile(r"\d+")

Content = TypeVar("Content")


def load_programme(file: str) -> Programme:
    """Read a programme from a path, from standard input (``-``), or a shipped one by its code.

    A file of that name goes before a shipped programme of that code.
    """
    from samvern.formats import programme_file

    shipped = {code.upper(): path for code, path in shipped_programmes().items()}
    path = _path(file, shipped, missing="file.missing")
    return read_file(str(path), lambda stream: programme_file.read(stream, name=path.name))


def load_framework(file: str, *, catalog: str = "") -> Framework:
    """Read a requirement set from a path, from standard input (``-``), or a shipped one by its code.

    A file of that name goes before a shipped set of that code; without a version the latest is
    meant. An OSCAL catalogue is taken too, and
    what a set has no room for is told on standard error. So is an OSCAL profile: a part of the set
    ``catalog``, or else of the one that it names.
    """
    from samvern.formats import oscal

    content, path = _framework_file(file)
    if oscal.model_of(content) is oscal.Model.PROFILE:
        return _part_of_framework(content, path, catalog)
    return _whole_framework(content, path)


def _framework_file(file: str) -> tuple[bytes, Path]:
    from samvern.formats import oscal

    shipped = shipped_frameworks()
    named = file if Path(file).exists() else _latest(file, shipped)
    path = _path(named, shipped, missing="file.missing_framework")
    return read_file(str(path), lambda stream: stream.read(oscal.MAX_BYTES + 1)), path


def _latest(code: str, shipped: Iterable[str]) -> str:
    """The latest version of a set that is named without one; else what was named."""
    start = f"{code.lower()}-"
    versions = {name: name.removeprefix(start) for name in shipped if name.startswith(start)}
    of_code = [name for name, version in versions.items() if _VERSION.match(version)]
    numbers = {name: [int(part) for part in _NUMBER.findall(versions[name])] for name in of_code}
    return max(of_code, key=lambda name: numbers[name], default=code)


def _whole_framework(content: bytes, path: Path) -> Framework:
    from samvern.formats import framework_file, oscal

    model = oscal.model_of(content)
    if model is oscal.Model.PROFILE:
        raise InvalidInput("oscal.profile_of_profile", name=path.name)
    if model is not oscal.Model.CATALOG:
        return framework_file.read(io.BytesIO(content), name=path.name)
    reading = oscal.read_catalog(io.BytesIO(content), name=path.name)
    tell_left_out(
        _("Left out, since a requirement set has no room for it: %(parts)s."), reading.left_out
    )
    return reading.framework


def tell_left_out(message: str, left_out: Mapping[str, int]) -> None:
    """Tell on standard error what a file holds that is not used, if anything."""
    if left_out:
        parts = ", ".join(f"{kind}: {count}" for kind, count in left_out.items())
        click.echo(message % {"parts": parts}, err=True)


def _part_of_framework(content: bytes, path: Path, catalog: str) -> Framework:
    """What a profile takes of its set, with what it names in vain told."""
    from samvern.formats import oscal

    reading = oscal.read_profile(io.BytesIO(content), name=path.name)
    whole = _whole_framework(*_framework_file(catalog or _catalog_of(reading.profile, path)))
    found = oscal.resolve(reading.profile, whole)
    tell_left_out(_("Left out of the profile: %(parts)s."), reading.left_out)
    if found.unknown:
        named = {"framework": whole.id, "ids": ", ".join(found.unknown[:20])}
        message = _("Named by the profile, and not in %(framework)s: %(ids)s.")
        click.echo(message % named, err=True)
    taken, every = (
        sum(each.is_assessable for each in framework.requirements)
        for framework in (found.framework, whole)
    )
    message = _("Requirements taken by the profile: %(taken)d of %(every)d.")
    click.echo(message % {"taken": taken, "every": every}, err=True)
    return found.framework


def _catalog_of(profile: Profile, path: Path) -> str:
    """The set that a profile names: one that ships, or a file beside the profile, never elsewhere."""
    code = f"{profile.framework}-{profile.framework_version}"
    if code.lower() in shipped_frameworks():
        return code
    href = unquote(profile.imports[0].href)
    beside = path.parent / href
    is_name = href not in ("", ".", "..") and not set(href) & set("/\\:#?")
    if is_name and str(path) != STANDARD_INPUT and beside.is_file():
        return str(beside)
    raise InvalidInput("oscal.catalog_unknown", name=path.name, href=href[:100])


def load_mappings(file: str) -> tuple[RequirementMapping, ...]:
    """Read mappings between requirements from a path, or from standard input (``-``).

    What a mapping has no room for is told on standard error.
    """
    from samvern.formats import mappings_file

    content = read_file(file, lambda stream: stream.read(mappings_file.MAX_BYTES + 1))
    reading = mappings_file.read_telling(content, name=file)
    tell_left_out(_("Left out, since a mapping has no room for it: %(parts)s."), reading.left_out)
    return reading.mappings


def load_guidance(file: str) -> GuidanceCatalogue:
    """Read a catalogue of guidance from a path, standard input (``-``), or a shipped one by its code.

    A file of that name goes before a shipped catalogue of that code.
    """
    from samvern.formats import guidance_file

    path = _path(file, shipped_guidance(), missing="file.missing_guidance")
    return read_file(str(path), lambda stream: guidance_file.read(stream, name=path.name))


def load_deadlines(file: str) -> DeadlinePlan:
    """Read a plan of deadlines from a path, standard input (``-``), or a shipped one by its code.

    A file of that name goes before a shipped plan of that code.
    """
    from samvern.formats import deadline_file

    path = _path(file, shipped_deadlines(), missing="file.missing_deadlines")
    return read_file(str(path), lambda stream: deadline_file.read(stream, name=path.name))


def load_check(file: str) -> Check:
    """Read a check from a path, standard input (``-``), or a shipped one by its code and version.

    A file of that name goes before a shipped check of that code; without a version the latest is
    meant.
    """
    from samvern.formats import check_file

    shipped = shipped_checks()
    named = file if Path(file).exists() else _latest(file, shipped)
    path = _path(named, shipped, missing="file.missing_check")
    return read_file(str(path), lambda stream: check_file.read(stream, name=path.name))


def _path(file: str, shipped: Mapping[str, Path], *, missing: str) -> Path:
    """The path that is meant; ``missing`` is the code of the error when there is none."""
    path = Path(file)
    if file == STANDARD_INPUT or path.exists():
        return path
    found = next((code for code in shipped if code.lower() == file.lower()), None)
    if found is None:
        raise InvalidInput(missing, name=file, known=", ".join(sorted(shipped)))
    return shipped[found]


def shipped_frameworks() -> dict[str, Path]:
    """The requirement sets of the catalogue by code and version: ``normen-6.0``."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "frameworks"
    return {path.stem.lower(): path for path in sorted(folder.glob("*.yaml"))}


def shipped_guidance() -> dict[str, Path]:
    """The catalogues of guidance that ship, by code."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "guidance"
    return {path.stem.lower(): path for path in sorted(folder.glob("*.yaml"))}


def shipped_deadlines() -> dict[str, Path]:
    """The plans of deadlines that ship, by code."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "deadlines"
    return {path.stem.lower(): path for path in sorted(folder.glob("*.yaml"))}


def shipped_checks() -> dict[str, Path]:
    """The short checks that ship, by code and version: ``grunnsjekk-1.0``."""
    folder = Path(str(resources.files("samvern"))) / "catalogues" / "checks"
    return {path.stem.lower(): path for path in sorted(folder.glob("*.yaml"))}


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
