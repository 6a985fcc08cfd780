"""What people do with a comparison: have links proposed, answer them, say them, take them back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from samvern.apps.comparisons import queries
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure, Programme
from samvern.apps.programmes.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotFound, NotReady
from samvern.engine.programme.lineage import Link, LinkStatus, propose_links

#: The longest reason.
MAX_WHY = 2000


@transaction.atomic
def propose(*, by: Viewer, later: str, earlier: str, at: datetime) -> Comparison:
    """Propose which measures of the earlier programme live on in which of the later one.

    What persons have said stays as it is; proposals that nobody has answered are made anew. What
    the later programme publishes of its lineage, and ships with Samvern, comes with it.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``lineage.same_programme``.
    NotAllowed
        Without ``GOVERN_PROGRAMME`` on the later programme.
    """
    before, after = queries.pair_for(by, later, earlier)
    by.require(Permission.GOVERN_PROGRAMME, on=after)
    comparison, is_new = Comparison.objects.get_or_create(
        earlier=before, later=after, defaults={"proposed_at": at}
    )
    comparison.earlier, comparison.later = before, after
    _lock(comparison)
    LineageLink.objects.filter(comparison=comparison, status=LinkStatus.PROPOSED).delete()
    proposed = _propose(comparison, at)
    Comparison.objects.filter(pk=comparison.pk).update(proposed_at=at)
    audit.record(
        by,
        "comparison.proposed",
        comparison,
        at=at,
        path=comparison.path,
        changes={"is_new": is_new, "proposals": proposed},
    )
    return comparison


@transaction.atomic
def answer_link(
    *,
    by: Viewer,
    comparison_id: int,
    link_id: int,
    version: int,
    holds: bool,
    at: datetime,
    why: str = "",
) -> LineageLink:
    """Confirm a proposed or published link, or reject it so that it is not proposed again.

    Parameters
    ----------
    version
        The version of the link that the answer is about.
    holds
        Whether the earlier measure lives on in the later one.

    Raises
    ------
    NotFound
        ``comparison.unknown``, ``lineage_link.unknown``.
    NotAllowed
        Without ``GOVERN_PROGRAMME`` on the later programme.
    Conflict
        ``comparison.changed_meanwhile``.
    NotReady
        ``lineage_link.answered``, ``lineage_link.without_kin``.
    """
    comparison = _open(by, comparison_id)
    link = queries.link_for(by, comparison, link_id)
    _take_version(link, version)
    if link.status not in (LinkStatus.PROPOSED, LinkStatus.PUBLISHED):
        raise NotReady("lineage_link.answered")
    if holds:
        _require_no_end(comparison, link.earlier, link.later)
    status = LinkStatus.CONFIRMED if holds else LinkStatus.REJECTED
    _say(link, status, by=by, why=_reason(why), at=at)
    _record(
        by, comparison, link, "lineage_link.confirmed" if holds else "lineage_link.rejected", at
    )
    return link


@transaction.atomic
def add_link(
    *, by: Viewer, comparison_id: int, earlier: str, later: str, why: str = "", at: datetime
) -> LineageLink:
    """Say by hand that a measure lives on in another, or that it has no kin.

    Parameters
    ----------
    earlier, later
        Codes of the measures. Without ``later`` the earlier one was dropped; without
        ``earlier`` the later one is new. Open proposals that it goes against are rejected.
    why
        Needed for a tie between two measures, which no computed likeness speaks for.

    Raises
    ------
    NotFound, NotAllowed
        As :func:`answer_link`; ``measure.unknown``.
    InvalidInput
        ``lineage.no_measure``, ``lineage_link.why_missing``.
    NotReady
        ``lineage_link.answered``, ``lineage_link.has_kin``, ``lineage_link.without_kin``.
    """
    comparison = _open(by, comparison_id)
    if not earlier and not later:
        raise InvalidInput("lineage.no_measure")
    if earlier and later and not why.strip():
        raise InvalidInput("lineage_link.why_missing")
    before = _measure(comparison.earlier, earlier)
    after = _measure(comparison.later, later)
    if before and after:
        _require_no_end(comparison, before, after)
    else:
        _require_no_kin(comparison, before, after)
        _reject_proposals(comparison, before, after, by=by, why=_reason(why), at=at)
    link = LineageLink.objects.filter(comparison=comparison, earlier=before, later=after).first()
    if link and link.status == LinkStatus.CONFIRMED:
        raise NotReady("lineage_link.answered")
    link = link or LineageLink(comparison=comparison, earlier=before, later=after, version=0)
    link.version += 1
    try:
        with transaction.atomic():
            _say(link, LinkStatus.CONFIRMED, by=by, why=_reason(why), at=at)
    except IntegrityError:
        raise Conflict("comparison.changed_meanwhile") from None
    _record(by, comparison, link, "lineage_link.added", at)
    return link


@transaction.atomic
def take_back(
    *, by: Viewer, comparison_id: int, link_id: int, version: int, at: datetime
) -> Comparison:
    """Undo an answer: a computed link is a proposal again, a published one published, others go.

    Raises
    ------
    NotFound, NotAllowed, Conflict
        As :func:`answer_link`.
    NotReady
        ``lineage_link.not_answered``.
    """
    comparison = _open(by, comparison_id)
    link = queries.link_for(by, comparison, link_id)
    _take_version(link, version)
    if link.status not in (LinkStatus.CONFIRMED, LinkStatus.REJECTED):
        raise NotReady("lineage_link.not_answered")
    _record(by, comparison, link, "lineage_link.taken_back", at)
    if link.source or link.likeness is not None:
        link.status = LinkStatus.PUBLISHED if link.source else LinkStatus.PROPOSED
        link.by_name, link.by_user, link.said_at, link.why = "", None, None, ""
        link.save()
    else:
        link.delete()
    return comparison


def _open(by: Viewer, comparison_id: int) -> Comparison:
    """A comparison that the viewer may answer, with its row locked."""
    comparison = queries.comparison_by_id(by, comparison_id)
    by.require(Permission.GOVERN_PROGRAMME, on=comparison.later)
    _lock(comparison)
    return comparison


def _lock(comparison: Comparison) -> None:
    """Count a change before anything else is read: changes at once stand in line on the row."""
    Comparison.objects.filter(pk=comparison.pk).update(version=F("version") + 1)


def _take_version(link: LineageLink, version: int) -> None:
    found = LineageLink.objects.filter(pk=link.pk, version=version).update(version=F("version") + 1)
    if not found:
        raise Conflict("comparison.changed_meanwhile")
    link.version = version + 1


def _propose(comparison: Comparison, at: datetime) -> int:
    """Save published links and fresh proposals beside what is said; gives how many proposals."""
    before, after = comparison.earlier, comparison.later
    documents = programmes.read_document(before), programmes.read_document(after)
    rows = queries.links_of(comparison, *documents)
    said = {queries.ends_of(row): queries.link_value(row) for row in rows}
    published = [
        link for link in queries.published_links(before.code, after.code) if link.ends not in said
    ]
    measures = [
        dict(Measure.objects.filter(programme=each, withdrawn_at=None).values_list("code", "pk"))
        for each in (before, after)
    ]
    published = [
        link for link in published if link.earlier in measures[0] and link.later in measures[1]
    ]
    holders = queries.holders_of(*documents, on=timezone.localdate(at))
    proposed = propose_links(*documents, said=[*said.values(), *published], holders=holders)
    LineageLink.objects.bulk_create(
        _row(comparison, link, measures[0][link.earlier], measures[1][link.later])
        for link in (*published, *proposed)
    )
    return len(proposed)


def _row(comparison: Comparison, link: Link, earlier_id: int, later_id: int) -> LineageLink:
    return LineageLink(
        comparison=comparison,
        earlier_id=earlier_id,
        later_id=later_id,
        status=link.status,
        likeness=link.likeness.to_json() if link.likeness else None,
        source=link.source,
    )


def _measure(programme: Programme, code: str) -> Measure | None:
    if not code:
        return None
    found = Measure.objects.filter(programme=programme, code=code, withdrawn_at=None).first()
    if found is None:
        raise NotFound("measure.unknown", id=code[:60])
    return found


def _settled(comparison: Comparison) -> Q:
    return Q(comparison=comparison, status__in=[LinkStatus.CONFIRMED, LinkStatus.PUBLISHED])


def _require_no_end(comparison: Comparison, earlier: Measure | None, later: Measure | None) -> None:
    """Refuse a link of a measure that somebody has said has no kin."""
    alone = LineageLink.objects.filter(
        _settled(comparison),
        Q(earlier=earlier, later__isnull=True) | Q(later=later, earlier__isnull=True),
    ).select_related("earlier", "later")
    if found := alone.first():
        measure = found.earlier or found.later
        raise NotReady("lineage_link.without_kin", id=measure.code if measure else "")


def _require_no_kin(comparison: Comparison, before: Measure | None, after: Measure | None) -> None:
    """Refuse to call a measure without kin that has a link that holds."""
    mine = (
        Q(earlier=before, later__isnull=False) if before else Q(later=after, earlier__isnull=False)
    )
    if LineageLink.objects.filter(_settled(comparison), mine).exists():
        measure = before or after
        raise NotReady("lineage_link.has_kin", id=measure.code if measure else "")


def _reject_proposals(
    comparison: Comparison,
    before: Measure | None,
    after: Measure | None,
    *,
    by: Viewer,
    why: str,
    at: datetime,
) -> None:
    mine = Q(earlier=before) if before else Q(later=after)
    LineageLink.objects.filter(mine, comparison=comparison, status=LinkStatus.PROPOSED).update(
        status=LinkStatus.REJECTED,
        by_name=by.name,
        by_user=by.user_id,
        said_at=at,
        why=why,
        version=F("version") + 1,
    )


def _say(link: LineageLink, status: LinkStatus, *, by: Viewer, why: str, at: datetime) -> None:
    link.status, link.why = status, why
    link.by_name, link.by_user_id, link.said_at = by.name, by.user_id, at
    link.save()


def _reason(why: str) -> str:
    if len(why) > MAX_WHY or "\0" in why:
        raise InvalidInput("lineage_link.why_too_long", most=MAX_WHY)
    return why.strip()


def _record(
    by: Viewer, comparison: Comparison, link: LineageLink, action: str, at: datetime
) -> None:
    audit.record(
        by,
        action,
        comparison,
        at=at,
        path=comparison.path,
        changes={"link": str(link), "status": link.status, "why": link.why},
    )


def load_demo(*, by: Viewer, at: datetime) -> list[Comparison]:
    """Have the shipped programmes compared where they have not been; nobody confirms anything.

    What a proposal says is computed, so it may stand beside real programmes in the demo; each
    is recorded by :func:`propose`.
    """
    return [
        propose(by=by, later="IE-1125", earlier=code, at=at)
        for code in ("TILTAKSOVERSIKT-0.7", "IE-1108")
        if not Comparison.objects.filter(later__code="IE-1125", earlier__code=code).exists()
    ]
