"""A file of mappings held against what is here: what is new, the same, changed, in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.mappings.models import Origin, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries.quality import revision
from samvern.apps.mappings.queries.rows import value_of
from samvern.apps.mappings.rules import MAX_NAME, MAX_WHY, require_somewhere
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings import RequirementMapping as Value
from samvern.engine.mappings import ReviewState, check_mappings, converse
from samvern.formats import mappings_file


class Kind(StrEnum):
    """What a mapping of a file is to what is here."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"  # came in by a file, and this one says otherwise
    CONFLICTING = "conflicting"  # recorded or reviewed here, and stays as it is


@dataclass(frozen=True)
class ImportRow:
    """A mapping of a file, its two requirements here, and the one that it is held against."""

    kind: Kind
    value: Value
    source: Requirement
    target: Requirement
    existing: RequirementMapping | None = None
    #: Who has reviewed it, as the file says.
    claimed_reviewer: str = ""


@dataclass(frozen=True)
class ImportCheck:
    """A whole file held against what is here; ``rows`` is empty when there are problems.

    ``seen`` is new with every change of what is here.
    """

    rows: tuple[ImportRow, ...]
    problems: tuple[Problem, ...]
    seen: str
    #: Parts of the file that mappings have no room for.
    left_out: int = 0
    #: Mappings that the file calls rejected, which are not taken in.
    rejected: int = 0

    def of_kind(self, kind: Kind) -> list[ImportRow]:
        """The mappings of one kind, in the order of the file."""
        return [row for row in self.rows if row.kind is kind]


def check_import(viewer: Viewer, content: bytes, *, name: str, mapper: str = "") -> ImportCheck:
    """Say what taking a file in would do, and everything that is wrong in it.

    Parameters
    ----------
    mapper
        Who has mapped, where the file does not say.

    Raises
    ------
    NotAllowed
        Without ``MAP_REQUIREMENTS``.
    InvalidInput
        When the file cannot be read, as :func:`samvern.formats.mappings_file.read`.
    """
    require_somewhere(viewer, Permission.MAP_REQUIREMENTS)
    read = mappings_file.read_telling(content, name=name)
    every = [_named(value, mapper.strip()) for value in read.mappings]
    said = [value for value in every if value.state is not ReviewState.REJECTED]
    # Nobody here has reviewed what comes in a file, whatever it says.
    values = [replace(value, state=ReviewState.PROPOSED, reviewer="") for value in said]
    places = _Places(viewer, values)
    problems = [problem for value in said for problem in _problems(value, places)]
    try:
        check_mappings(values)
    except InvalidInput as error:
        problems += error.problems
    seen = "-".join(map(str, revision()))
    if problems:
        return ImportCheck((), tuple(problems), seen)
    known = _known({value.mapper for value in values})
    rows = tuple(
        _row(value, _claimed_reviewer(each), places, known)
        for value, each in zip(values, said, strict=True)
    )
    return ImportCheck(rows, (), seen, sum(read.left_out.values()), len(every) - len(said))


def _named(value: Value, mapper: str) -> Value:
    """A mapping with its mapper, or the one of the whole file."""
    return replace(value, mapper=value.mapper.strip() or mapper, why=value.why.strip())


def _claimed_reviewer(value: Value) -> str:
    """Whom the file names as reviewer, if it is another than the mapper."""
    reviewer = value.reviewer.strip()
    return reviewer if value.is_reviewed and reviewer != value.mapper else ""


class _Places:
    """The requirements that a file speaks of, by set, version and number."""

    def __init__(self, viewer: Viewer, values: Iterable[Value]) -> None:
        self.sets: dict[str, dict[str, RequirementSet]] = {}
        named = {end.framework for value in values for end in (value.source, value.target)}
        for each in frameworks.visible_sets(viewer):
            if each.code in named:
                self.sets.setdefault(each.code, {})[each.version] = each
        by_pk = {found.pk: found for every in self.sets.values() for found in every.values()}
        self.rows: dict[tuple[str, str, str], Requirement] = {}
        wanted = ("pk", "requirement_set_id", "code", "is_assessable", "is_withdrawn")
        for row in Requirement.objects.filter(requirement_set__in=by_pk).only(*wanted):
            row.requirement_set = by_pk[row.requirement_set_id]
            key = (row.requirement_set.code, row.requirement_set.version, row.code)
            self.rows[key] = row

    def version(self, framework: str, version: str) -> str:
        """The version that is meant: the latest where the file names none."""
        return version or next(reversed(self.sets.get(framework, {"": None})))


def _ends(value: Value, places: _Places) -> Iterator[tuple[str, str, str]]:
    for ref, version in (
        (value.source, value.source_version),
        (value.target, value.target_version),
    ):
        yield ref.framework, places.version(ref.framework, version), ref.id


def _problems(value: Value, places: _Places) -> Iterator[Problem]:
    for framework, version, number in _ends(value, places):
        if code := _wrong_end(framework, version, number, places):
            yield Problem.of(
                code, where=value.id, framework=framework, version=version, id=number[:60]
            )
    if not value.mapper:
        yield Problem.of("mappings.mapper_missing", where=value.id)
    too_long = max(map(len, (value.mapper, value.reviewer, value.id))) > MAX_NAME
    if too_long or len(value.why) > MAX_WHY:
        most = MAX_NAME if too_long else MAX_WHY
        yield Problem.of("mappings.too_long", where=value.id[:40], most=most)
    if "\0" in value.mapper + value.reviewer + value.id + value.why:
        yield Problem.of("mappings.unprintable", where=value.id[:40])


def _wrong_end(framework: str, version: str, number: str, places: _Places) -> str:
    row = places.rows.get((framework, version, number))
    if framework not in places.sets:
        return "mappings.set_unknown"
    if version not in places.sets[framework]:
        return "mappings.version_unknown"
    if row is None:
        return "mappings.requirement_unknown"
    return "mapping.not_assessable" if row.is_withdrawn or not row.is_assessable else ""


_Key = tuple[str, frozenset[int]]


def _known(mappers: Iterable[str]) -> Mapping[_Key, RequirementMapping]:
    """What these mappers say already; a rejected mapping only where they say nothing since."""
    rows = RequirementMapping.objects.in_force().filter(mapper__in=sorted(mappers))
    rows = rows.select_related("source__requirement_set", "target__requirement_set")
    found: dict[_Key, RequirementMapping] = {}
    for row in rows:
        key = row.mapper, frozenset((row.source_id, row.target_id))
        if key not in found or row.state != ReviewState.REJECTED.value:
            found[key] = row
    return found


def _row(
    value: Value, claimed: str, places: _Places, known: Mapping[_Key, RequirementMapping]
) -> ImportRow:
    source, target = (places.rows[end] for end in _ends(value, places))
    existing = known.get((value.mapper, frozenset((source.pk, target.pk))))
    kind = _kind(value, claimed, source, existing) if existing else Kind.NEW
    return ImportRow(kind, value, source, target, existing, claimed)


def _kind(value: Value, claimed: str, source: Requirement, existing: RequirementMapping) -> Kind:
    here = value_of(existing)
    if existing.source_id != source.pk:
        (turned,) = converse(frozenset({here.relation}))
        here = replace(here, relation=turned)
    is_said = _said(here) == _said(value)
    if existing.origin == Origin.RECORDED or existing.reviewed_at is not None:
        return Kind.SAME if is_said else Kind.CONFLICTING
    tells_no_more = claimed in ("", existing.claimed_reviewer)
    return Kind.SAME if is_said and tells_no_more else Kind.CHANGED


def _said(value: Value) -> Sequence[object]:
    return (value.relation, value.style, value.rationale, value.why, value.confidence, value.on)
