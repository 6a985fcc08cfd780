"""Reads of evidence for a viewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.evidence.models import (
    SEEN_FOLLOWED,
    SOON,
    Evidence,
    EvidenceQuerySet,
    Kind,
    Standing,
    standing_conditions,
)
from samvern.apps.evidence.permissions import Permission
from samvern.apps.evidence.uses import Use, uses_of
from samvern.apps.evidence.visibility import may_keep_besides
from samvern.base.models import StoredFile
from samvern.base.viewer import Viewer
from samvern.engine.assessments import EvidenceLine
from samvern.engine.errors import NotAllowed, NotFound, NotReady


@dataclass(frozen=True)
class EvidenceRow:
    """A piece in a list, as it stands on a day, as far as the viewer is told."""

    id: int
    title: str
    kind: Kind
    standing: Standing
    event_on: date | None
    document_on: date | None
    uploaded_at: datetime
    expires_on: date | None
    by_name: str
    is_followed: bool

    @property
    def state(self) -> str:
        """How it stands in words; of what is seen only as it was, none say that it still holds."""
        if self.standing is Standing.HOLDS and not self.is_followed:
            return gettext("As it was handed in")
        return str(self.standing.label)


@dataclass(frozen=True)
class EvidencePage:
    """A piece with what it replaces, what took its place, and where it is used.

    ``older`` and ``newer`` are named to whoever follows the piece that was replaced.
    """

    evidence: Evidence
    standing: Standing
    older: Evidence | None
    newer: Evidence | None
    uses: tuple[Use, ...]
    may_change: bool


def evidence_for(viewer: Viewer, evidence_id: int, *, lock: bool = False) -> Evidence:
    """A piece by its key, with its organisation and file.

    Raises ``NotFound`` (``evidence.unknown``).
    """
    seen = Evidence.objects.visible_to(viewer).select_related("actor", "file")
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=evidence_id).first()
    if found is None:
        raise NotFound("evidence.unknown")
    return found


def place_for(viewer: Viewer, actor_id: int) -> Actor:
    """An organisation of whose evidence the viewer may see or add some.

    Raises ``NotFound`` (``actor.unknown``): to everybody else it has no evidence to speak of.
    """
    actor = actors.actor_for(viewer, actor_id)
    may_see = viewer.may(Permission.READ_EVIDENCE, on=actor) or may_keep(viewer, actor)
    if not may_see and not Evidence.objects.visible_to(viewer).filter(actor=actor).exists():
        raise NotFound("actor.unknown")
    return actor


def may_keep(viewer: Viewer, actor: Actor) -> bool:
    """Whether the viewer may add evidence there, and revise and withdraw what they added."""
    return viewer.may(Permission.KEEP_EVIDENCE, on=actor) or may_keep_besides(viewer, actor)


def may_change(viewer: Viewer, evidence: Evidence) -> bool:
    """Whether the viewer may revise and withdraw a piece: all of it for those who look after the
    evidence there; whoever only adds some for an answer or an action, what they added themself.
    """
    if viewer.may(Permission.KEEP_EVIDENCE, on=evidence.actor):
        return True
    if not evidence.is_followed:
        return False
    is_own = viewer.user_id is not None and viewer.user_id == evidence.uploaded_by_id
    return is_own and may_keep_besides(viewer, evidence.actor)


def newest_of(found: Iterable[Evidence]) -> dict[int, Evidence]:
    """What stands now in the place of each piece that was replaced, by its key: one query for each
    time that any of them was replaced.
    """
    newest: dict[int, Evidence] = {}
    older = {each.pk: each for each in found if each.replaced_by_id is not None}
    while older:
        keys = {each.replaced_by_id for each in older.values()}
        newer = Evidence.objects.select_related("actor").in_bulk(keys)
        newest |= {key: newer[each.replaced_by_id] for key, each in older.items()}
        older = {key: newest[key] for key in older if newest[key].replaced_by_id is not None}
    return newest


def evidence_at(viewer: Viewer, actor: Actor, *, on: date, standing: str = "") -> EvidenceQuerySet:
    """The evidence of an organisation that the viewer sees, newest first.

    ``standing`` is a value of :class:`Standing`; empty, all that is neither replaced nor withdrawn.
    """
    found = Evidence.objects.visible_to(viewer).filter(actor=actor)
    if standing not in Standing.values:
        return found.seen_in_use()
    return found.filter(standing_conditions(on)[Standing(standing)])


def search(viewer: Viewer, words: str) -> EvidenceQuerySet:
    """Evidence in use that the viewer sees anywhere, whose title holds the words."""
    found = Evidence.objects.visible_to(viewer).seen_in_use()
    return found.matching(words).select_related("actor")


def counts_at(viewer: Viewer, actor: Actor, *, on: date) -> Mapping[Standing, int]:
    """How many pieces of an organisation stand how."""
    counted = standing_conditions(on)
    found = Evidence.objects.visible_to(viewer).filter(actor=actor)
    numbers = found.aggregate(
        **{each.value: Count("pk", filter=condition) for each, condition in counted.items()}
    )
    return {each: numbers[each.value] for each in counted}


def running_out(viewer: Viewer, *, on: date) -> EvidenceQuerySet:
    """What runs out soon and what has run out, where the viewer looks after it, first out first."""
    mine = Evidence.objects.filter(
        Q(pk__isnull=False) & viewer.within(Permission.KEEP_EVIDENCE, "actor__path")
    )
    return mine.current().filter(expires_on__lte=on + SOON).order_by("expires_on", "pk")


def rows(found: Iterable[Evidence], *, on: date) -> list[EvidenceRow]:
    """Pieces as a list shows them on a day."""
    return [
        EvidenceRow(
            id=each.pk,
            title=each.title,
            kind=Kind(each.kind),
            standing=each.standing(on),
            event_on=each.event_on,
            document_on=each.document_on,
            uploaded_at=each.uploaded_at,
            expires_on=each.expires_on,
            by_name=each.by_name,
            is_followed=each.is_followed,
        )
        for each in found
    ]


def evidence_page(viewer: Viewer, evidence: Evidence, *, on: date) -> EvidencePage:
    """Everything about one piece, as far as the viewer sees."""
    seen = Evidence.objects.visible_to(viewer)
    newer_id = evidence.later.replaced_by
    return EvidencePage(
        evidence=evidence,
        standing=evidence.standing(on),
        older=seen.filter(SEEN_FOLLOWED, replaced_by=evidence).first(),
        newer=seen.filter(pk=newer_id).first() if newer_id is not None else None,
        uses=tuple(uses_of(viewer, evidence)),
        may_change=may_change(viewer, evidence),
    )


def file_for(viewer: Viewer, evidence_id: int) -> StoredFile:
    """The file of a piece. Raises ``NotFound`` (``evidence.unknown``), also for a link."""
    found = evidence_for(viewer, evidence_id).file
    if found is None:
        raise NotFound("evidence.unknown")
    return found


def choices_for(viewer: Viewer, actor: Actor, *, on: date) -> list[EvidenceRow]:
    """What somebody can point at as evidence at an organisation: all that is current, by title.

    Only of what they follow: whether something else can still be used is not theirs to know.
    """
    found = Evidence.objects.followed_by(viewer).filter(actor=actor).current()
    return rows(found.order_by("title", "pk"), on=on)


def line_of(evidence: Evidence) -> EvidenceLine:
    """A piece as it is frozen into what is handed in; its file must be fetched with it."""
    return EvidenceLine(
        title=evidence.title,
        kind=evidence.kind,
        address=evidence.url,
        event_on=evidence.event_on,
        document_on=evidence.document_on,
        uploaded_at=evidence.uploaded_at,
        expires_on=evidence.expires_on,
        sha256=evidence.file.sha256 if evidence.file else "",
    )


def evidence_to_keep(viewer: Viewer, evidence_id: int) -> Evidence:
    """A piece that the viewer is about to revise or withdraw.

    Raises ``NotFound`` (``evidence.unknown``), ``NotAllowed``, ``NotReady``
    (``evidence.not_current``).
    """
    found = evidence_for(viewer, evidence_id)
    require_change(viewer, found)
    if not found.is_current:
        raise NotReady("evidence.not_current")
    return found


def require_change(viewer: Viewer, evidence: Evidence) -> None:
    """Raise ``NotAllowed`` unless :func:`may_change`."""
    if not may_change(viewer, evidence):
        raise NotAllowed("permission.missing", permission=str(Permission.KEEP_EVIDENCE))


def require_keeper(viewer: Viewer, actor: Actor) -> None:
    """Raise ``NotAllowed`` unless :func:`may_keep`."""
    if not may_keep(viewer, actor):
        raise NotAllowed("permission.missing", permission=str(Permission.KEEP_EVIDENCE))
