"""What becomes of a measure: its fields, its owners, and how it is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from samvern.apps.actors.models import Actor
from samvern.apps.programmes import models as tables
from samvern.apps.programmes import queries
from samvern.apps.programmes.changes import mark_changed, plain
from samvern.apps.programmes.holders import actor_rows
from samvern.apps.programmes.models import (
    FocusArea,
    Judgement,
    Measure,
    OwnerChange,
    OwnerChangeReason,
    Part,
    Sharing,
)
from samvern.apps.programmes.permissions import Permission, may_edit_measure
from samvern.apps.programmes.rules import (
    EDITABLE,
    MAX_DESCRIPTION,
    check_levels,
    choice_problems,
    line_problems,
)
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady, Problem
from samvern.engine.programme.document import CriterionKind

#: So many can own a measure at most.
MAX_OWNERS = 100


@transaction.atomic
def edit_measure(
    *, by: Viewer, measure_id: int, version: int, changes: Mapping[str, object], at: datetime
) -> Measure:
    """Change fields of a measure.

    Parameters
    ----------
    version
        The version that the editor saw.
    changes
        Field (one of :data:`EDITABLE`) to new value; texts as ``{language: text}``.

    Raises
    ------
    NotFound
        ``measure.unknown``.
    NotAllowed
        For all but those who govern the programme and measure owners of an owning actor.
    NotReady
        ``measure.withdrawn``.
    InvalidInput
        ``measure.invalid`` with all problems.
    Conflict
        ``measure.changed_meanwhile``: somebody else saved first; nothing was changed.
    """
    measure = _open_measure(by, measure_id)
    owners = queries.owning_actors(measure)
    if not may_edit_measure(by, measure.programme, owners):
        raise NotAllowed("permission.missing", permission=str(Permission.EDIT_MEASURE))
    _check_changes(changes)
    before = queries.editable_values(measure)
    changed = {name: value for name, value in changes.items() if plain(value) != before[name]}
    if not changed and measure.version == version:
        return measure
    mark_changed(measure.programme, at=at)
    _take_version(measure, version)
    if "interfaces" in changed:
        _save_interfaces(measure, changed["interfaces"])
    columns = [name for name in changed if name != "interfaces"]
    for name in columns:
        setattr(measure, name, plain(changed[name]))
    measure.save(update_fields=columns)
    audit.record(
        by,
        "measure.edited",
        measure,
        at=at,
        path=_path_of(measure, owners),
        changes={name: [before[name], plain(value)] for name, value in changed.items()},
    )
    return measure


@dataclass(frozen=True)
class OwnerEntry:
    """An owner as the authority writes it: a name, and the actor of the register if known."""

    name: str
    actor_id: int | None = None


@transaction.atomic
def set_owners(
    *, by: Viewer, measure_id: int, version: int, owners: Sequence[OwnerEntry], at: datetime
) -> Measure:
    """Say who owns a measure from now on; nobody at all is an answer too.

    Raises
    ------
    NotFound, NotAllowed, NotReady, Conflict
        As :func:`edit_measure`; only those who govern the programme may.
    InvalidInput
        ``measure.invalid`` with all problems.
    """
    measure = _open_measure(by, measure_id)
    by.require(Permission.GOVERN_PROGRAMME, on=measure.programme)
    actors = Actor.objects.in_bulk([entry.actor_id for entry in owners if entry.actor_id])
    _check_owners(owners, actors)
    mark_changed(measure.programme, at=at)
    _take_version(measure, version)
    rows = tables.MeasureActor.objects.filter(measure=measure, part=Part.OWNER)
    before = [(row.name, row.actor_id) for row in rows]
    after = [
        (entry.name.strip() or actors[entry.actor_id or 0].name, entry.actor_id) for entry in owners
    ]
    rows.delete()
    tables.MeasureActor.objects.bulk_create(
        row
        for position, (name, actor_id) in enumerate(after)
        for row in actor_rows(
            measure.pk, Part.OWNER, name, position, [actors[actor_id]] if actor_id else []
        )
    )
    measure.is_owner_stated = True
    measure.save(update_fields=["is_owner_stated"])
    OwnerChange.objects.bulk_create(_owner_changes(measure, before, after, at=at))
    audit.record(
        by,
        "measure.owners_set",
        measure,
        at=at,
        path=_path_of(measure, actors.values()),
        changes={"owners": [[name for name, _ in before], [name for name, _ in after]]},
    )
    return measure


@transaction.atomic
def record_judgement(
    *,
    by: Viewer,
    subject: Measure | FocusArea,
    criterion: str,
    levels: Mapping[str, float],
    why: str,
    at: datetime,
    about: str = "",
) -> Judgement:
    """Judge a measure or a focus area, in place of how it was judged before.

    Parameters
    ----------
    criterion
        One of :class:`CriterionKind`; focus areas are judged by contribution and attainment.
    levels
        Level to probability, sum 1; more than one level says that the judgement is uncertain.
    why
        The reason, which must be given.
    about
        Code of the risk area or goal, for contribution and attainment.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``RECORD_JUDGEMENT`` on the programme.
    NotReady
        ``measure.withdrawn``, ``focus_area.withdrawn``.
    InvalidInput
        ``judgement.invalid`` with all problems.
    Conflict
        ``judgement.recorded_meanwhile``.
    """
    programme = queries.programme_by_id(by, subject.programme_id)
    by.require(Permission.RECORD_JUDGEMENT, on=programme)
    if subject.withdrawn_at:
        kind = "measure" if isinstance(subject, Measure) else "focus_area"
        raise NotReady(f"{kind}.withdrawn", id=subject.code)
    _check_judgement(programme, subject, criterion, about, why)
    ordered = check_levels(CriterionKind(criterion), levels)
    mark_changed(programme, at=at)
    place: dict[str, Any] = {"criterion": criterion, "about": about}
    place["measure" if isinstance(subject, Measure) else "focus_area"] = subject
    earlier = Judgement.objects.filter(**place).in_force().first()
    if earlier:
        Judgement.objects.filter(pk=earlier.pk).update(superseded_at=at)
    try:
        with transaction.atomic():
            judgement = Judgement.objects.create(
                programme=programme,
                levels=ordered,
                by_name=by.name,
                by_user_id=by.user_id,
                judged_on=timezone.localdate(at),
                reason=why.strip(),
                position=earlier.position if earlier else queries.next_position(programme),
                recorded_at=at,
                **place,
            )
    except IntegrityError:
        raise Conflict("judgement.recorded_meanwhile") from None
    if criterion == CriterionKind.ATTAINMENT and isinstance(subject, FocusArea):
        _add_attainment_column(programme, subject)
    audit.record(
        by,
        "judgement.recorded",
        subject,
        at=at,
        path=programme.path,
        changes={
            "criterion": f"{criterion} {about}".strip(),
            "levels": [earlier.levels if earlier else None, ordered],
        },
    )
    return judgement


def _open_measure(by: Viewer, measure_id: int) -> Measure:
    """A measure that the viewer sees and the programme still has."""
    measure = queries.measure_by_id(by, measure_id)
    if measure.withdrawn_at:
        raise NotReady("measure.withdrawn", id=measure.code)
    return measure


def _take_version(measure: Measure, version: int) -> None:
    """Count the version up if it is the one the editor saw; SQLite knows no row locks."""
    found = Measure.objects.filter(pk=measure.pk, version=version).update(version=F("version") + 1)
    if not found:
        raise Conflict("measure.changed_meanwhile", id=measure.code)
    measure.version = version + 1


def _save_interfaces(measure: Measure, names: Any) -> None:
    tables.MeasureInterface.objects.filter(measure=measure).delete()
    tables.MeasureInterface.objects.bulk_create(
        tables.MeasureInterface(measure=measure, name=name, position=position)
        for position, name in enumerate(names)
    )


def _path_of(measure: Measure, owners: Iterable[Actor]) -> str:
    """Where the measure stands on the tree: with its first owner, who must see its trail.

    That of a programme which only the authority sees is the authority's alone.
    """
    programme = measure.programme
    if programme.sharing == Sharing.AUTHORITY:
        return programme.path
    return next((owner.path for owner in owners), programme.path)


def _check_changes(changes: Mapping[str, object]) -> None:
    problems: list[Problem] = []
    for field, value in changes.items():
        if field in EDITABLE:
            problems += EDITABLE[field](value, field)
        else:
            known = ", ".join(EDITABLE)
            problems.append(Problem.of("value.unknown_field", where=field, known=known))
    if problems:
        raise InvalidInput("measure.invalid", problems=problems)


def _check_owners(owners: Sequence[OwnerEntry], actors: Mapping[int, Actor]) -> None:
    problems: list[Problem] = []
    if len(owners) > MAX_OWNERS:
        problems.append(Problem.of("value.too_long", where="owners", limit=MAX_OWNERS))
    for index, entry in enumerate(owners):
        where = f"owners[{index}]"
        problems += line_problems(entry.name, f"{where}.name")
        if entry.actor_id is None and not entry.name.strip():
            problems.append(Problem.of("value.missing", where=f"{where}.name"))
        if entry.actor_id is not None and entry.actor_id not in actors:
            problems.append(Problem.of("actor.unknown", where=f"{where}.actor_id"))
    if problems:
        raise InvalidInput("measure.invalid", problems=problems)


def _owner_changes(
    measure: Measure,
    before: Sequence[tuple[str, int | None]],
    after: Sequence[tuple[str, int | None]],
    *,
    at: datetime,
) -> Iterator[OwnerChange]:
    """Those who no longer own the measure beside those who now do, as far as they go in pairs."""
    gone = [owner for owner in before if owner not in after]
    new = [owner for owner in after if owner not in before]
    for index in range(max(len(gone), len(new))):
        from_name, from_id = gone[index] if index < len(gone) else ("", None)
        to_name, to_id = new[index] if index < len(new) else ("", None)
        yield OwnerChange(
            measure=measure,
            part=Part.OWNER,
            from_name=from_name,
            to_name=to_name,
            from_actor_id=from_id,
            to_actor_id=to_id,
            reason=OwnerChangeReason.DECISION,
            on=timezone.localdate(at),
            at=at,
        )


def _check_judgement(
    programme: tables.Programme, subject: Measure | FocusArea, criterion: str, about: str, why: str
) -> None:
    problems = list(choice_problems(criterion, "criterion", [kind.value for kind in CriterionKind]))
    problems += line_problems(why, "why", limit=MAX_DESCRIPTION)
    if not why.strip():
        problems.append(Problem.of("judgement.reason_missing", where="why"))
    kinds = {
        CriterionKind.CONTRIBUTION.value: tables.RiskArea,
        CriterionKind.ATTAINMENT.value: tables.Goal,
    }
    if criterion in kinds:
        parts = kinds[criterion].objects.filter(programme=programme, code=about[:41])
        if "\0" in about or not parts.exists():
            problems.append(Problem.of("judgement.about_unknown", where="about", found=about[:40]))
    elif not criterion:
        problems.append(Problem.of("value.missing", where="criterion"))
    elif about:
        problems.append(Problem.of("judgement.about_nothing", where="about"))
    elif isinstance(subject, FocusArea):
        problems.append(Problem.of("judgement.not_for_focus_area", where="criterion"))
    if problems:
        raise InvalidInput("judgement.invalid", problems=problems)


def _add_attainment_column(programme: tables.Programme, area: FocusArea) -> None:
    """Give a focus area that had no column in the table of attainment one at its end."""
    if area.code not in programme.attainment_columns:
        programme.attainment_columns = [*programme.attainment_columns, area.code]
        programme.save(update_fields=["attainment_columns"])
