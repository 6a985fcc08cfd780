"""Reads of comparisons, for a viewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from io import BytesIO
from typing import Any

from django.utils import timezone

from samvern.apps.actors import queries as actors
from samvern.apps.comparisons.models import Comparison, LineageLink
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotFound, NotReady
from samvern.engine.programme import lineage as engine
from samvern.engine.programme.document import Measure
from samvern.engine.programme.document import Programme as Document
from samvern.engine.programme.lineage import Holders, Likeness, Link, LinkStatus
from samvern.formats import lineage_file

#: The codes of an earlier and a later measure, one of them empty where a measure has no kin.
Ends = tuple[str, str]


@dataclass(frozen=True)
class Earlier:
    """A programme that another can be compared with, and whether it has been."""

    code: str
    title: str
    published: str
    is_compared: bool
    waiting: int


@dataclass(frozen=True)
class ChoosePage:
    """A programme with those it can be compared with, newest first."""

    programme: ProgrammeHead
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True)
class Answerable:
    """A stored link, as those who answer it need it."""

    id: int
    version: int


@dataclass(frozen=True)
class ComparisonPage:
    """Two programmes compared; ``comparison_id`` is None when nothing has been proposed yet."""

    programme: ProgrammeHead
    earlier: ProgrammeHead
    comparison_id: int | None
    version: int
    found: engine.Comparison
    stored: Mapping[Ends, Answerable]
    before: Mapping[str, Measure]
    after: Mapping[str, Measure]
    may_answer: bool


@dataclass(frozen=True)
class QuestionPage:
    """One thing that a person is asked to say: whether a link holds, or what became of a measure.

    ``link`` and ``stored`` are None for a measure without kin of which nobody has said anything.
    ``previous`` is the question before, ``following`` the next one that waits for an answer.
    """

    comparison: ComparisonPage
    ends: Ends
    link: Link | None
    stored: Answerable | None
    previous: Ends | None
    following: Ends | None
    answered: int
    total: int

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return _is_open(self.link)


def choose_page(viewer: Viewer, code: str) -> ChoosePage:
    """What a programme can be compared with. Raises ``NotFound``."""
    later = programmes.programme_for(viewer, code)
    waiting: dict[int, int] = {}
    for comparison in Comparison.objects.visible_to(viewer).filter(later=later):
        waiting[comparison.earlier_id] = 0
    open_links = LineageLink.objects.filter(
        comparison__later=later, status=LinkStatus.PROPOSED, comparison__earlier__in=waiting
    )
    for earlier_id in open_links.values_list("comparison__earlier", flat=True):
        waiting[earlier_id] += 1
    ids = dict(programmes.visible_programmes(viewer).values_list("code", "pk"))
    return ChoosePage(
        programmes.head_of(viewer, later),
        tuple(
            Earlier(
                code=row.code,
                title=row.title,
                published=row.published,
                is_compared=ids[row.code] in waiting,
                waiting=waiting.get(ids[row.code], 0),
            )
            for row in programmes.programmes(viewer)
            if row.code != later.code
        ),
    )


def pair_for(viewer: Viewer, later_code: str, earlier_code: str) -> tuple[Programme, Programme]:
    """The earlier and the later programme, as far as the viewer sees both.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``lineage.same_programme``.
    """
    later = programmes.programme_for(viewer, later_code)
    earlier = programmes.programme_for(viewer, earlier_code)
    if earlier.pk == later.pk:
        raise InvalidInput("lineage.same_programme")
    return earlier, later


def comparison_page(viewer: Viewer, later_code: str, earlier_code: str) -> ComparisonPage:
    """Everything about two programmes compared. Raises as :func:`pair_for`."""
    earlier, later = pair_for(viewer, later_code, earlier_code)
    before, after = (programmes.document_of(viewer, each) for each in (earlier, later))
    comparison = Comparison.objects.filter(earlier=earlier, later=later).first()
    rows = links_of(comparison, before, after) if comparison else []
    may_read_reasons = viewer.may_somewhere(Permission.READ_JUDGEMENT_REASONS)
    links = [link_value(row, with_reason=may_read_reasons) for row in rows]
    holders = holders_of(before, after, on=timezone.localdate())
    return ComparisonPage(
        programme=programmes.head_of(viewer, later),
        earlier=programmes.head_of(viewer, earlier),
        comparison_id=comparison.pk if comparison else None,
        version=comparison.version if comparison else 0,
        found=engine.compare(before, after, links, holders=holders),
        stored={ends_of(row): Answerable(row.pk, row.version) for row in rows},
        before={measure.id: measure for measure in before.measures},
        after={measure.id: measure for measure in after.measures},
        may_answer=viewer.may(Permission.GOVERN_PROGRAMME, on=later),
    )


def question_page(
    viewer: Viewer, later_code: str, earlier_code: str, ends: Ends
) -> QuestionPage | None:
    """What is asked of a pair of measures, or the first question that waits when none is named.

    Links come in the order of the earlier programme, then the measures without kin. None when
    nothing is named and nothing waits.

    Raises
    ------
    NotFound
        ``lineage_link.unknown``; ``comparison.unknown`` before links are proposed; and as
        :func:`pair_for`.
    NotAllowed
        Without ``GOVERN_PROGRAMME`` on the later programme.
    """
    viewer.require(Permission.GOVERN_PROGRAMME, on=pair_for(viewer, later_code, earlier_code)[1])
    page = comparison_page(viewer, later_code, earlier_code)
    if page.comparison_id is None:
        raise NotFound("comparison.unknown")
    asked = _questions(page)
    order = list(asked)
    waiting = [each for each in order if _is_open(asked[each])]
    if ends == ("", ""):
        if not waiting:
            return None
        ends = waiting[0]
    if ends not in asked:
        if not all(ends) and "".join(ends) in (page.before if ends[0] else page.after):
            raise NotReady("lineage_link.has_kin", id="".join(ends))
        raise NotFound("lineage_link.unknown")
    place = order.index(ends)
    others = [each for each in order[place + 1 :] + order[:place] if each in set(waiting)]
    return QuestionPage(
        comparison=page,
        ends=ends,
        link=asked[ends],
        stored=page.stored.get(ends),
        previous=order[place - 1] if place else None,
        following=others[0] if others else None,
        answered=len(order) - len(waiting),
        total=len(order),
    )


def _questions(page: ComparisonPage) -> dict[Ends, Link | None]:
    """Every link with its ends, and every measure without one."""
    earlier, later = (
        {code: n for n, code in enumerate(side)} for side in (page.before, page.after)
    )
    found: dict[Ends, Link | None] = {link.ends: link for link in page.found.links}
    for group in page.found.groups:
        if not group.links:
            found["".join(group.earlier), "".join(group.later)] = None

    def place(ends: Ends) -> tuple[bool, int, int]:
        return not all(ends), earlier.get(ends[0], len(earlier)), later.get(ends[1], -1)

    return {ends: found[ends] for ends in sorted(found, key=place)}


def _is_open(link: Link | None) -> bool:
    return link is None or link.status is LinkStatus.PROPOSED


def comparison_for(viewer: Viewer, later_code: str, earlier_code: str) -> Comparison:
    """A stored comparison. Raises ``NotFound`` (``comparison.unknown``) and as :func:`pair_for`."""
    earlier, later = pair_for(viewer, later_code, earlier_code)
    found = Comparison.objects.filter(earlier=earlier, later=later).first()
    if found is None:
        raise NotFound("comparison.unknown")
    found.earlier, found.later = earlier, later
    return found


def comparison_by_id(viewer: Viewer, comparison_id: int) -> Comparison:
    """A stored comparison by its key. Raises ``NotFound`` (``comparison.unknown``)."""
    visible = Comparison.objects.visible_to(viewer).select_related("earlier", "later__owner_actor")
    found = visible.filter(pk=comparison_id).first()
    if found is None:
        raise NotFound("comparison.unknown")
    return found


def link_for(viewer: Viewer, comparison: Comparison, link_id: int) -> LineageLink:
    """A link of a comparison. Raises ``NotFound`` (``lineage_link.unknown``)."""
    rows = LineageLink.objects.visible_to(viewer).select_related("earlier", "later")
    found = rows.filter(comparison=comparison, pk=link_id).first()
    if found is None:
        raise NotFound("lineage_link.unknown")
    return found


def links_of(comparison: Comparison, before: Document, after: Document) -> list[LineageLink]:
    """The links of a comparison between measures that both programmes still have."""
    known = {measure.id for measure in before.measures}, {measure.id for measure in after.measures}
    rows = LineageLink.objects.filter(comparison=comparison).select_related("earlier", "later")
    return [
        row
        for row in rows
        if (row.earlier is None or row.earlier.code in known[0])
        and (row.later is None or row.later.code in known[1])
    ]


def ends_of(row: LineageLink) -> Ends:
    """The codes of a link's measures, empty where there is none."""
    return (row.earlier.code if row.earlier else "", row.later.code if row.later else "")


def link_value(row: LineageLink, *, with_reason: bool = True) -> Link:
    """A link of the database as a value; who said it and why only where that may be read."""
    earlier, later = ends_of(row)
    return Link(
        earlier,
        later,
        LinkStatus(row.status),
        likeness=_likeness(row.likeness),
        source=row.source,
        by=row.by_name if with_reason else "",
        on=timezone.localdate(row.said_at) if row.said_at else None,
        why=row.why if with_reason else "",
    )


def _likeness(stored: Any) -> Likeness | None:
    if stored is None:
        return None
    words = tuple(stored["shared_words"])
    return Likeness(score=stored["score"], **stored["parts"], shared_words=words)


def holders_of(*documents: Document, on: date) -> Holders:
    """Who holds on a date what each owner's name held, as the register of actors knows it."""
    names = {
        part
        for document in documents
        for measure in document.measures
        for name in measure.owners or ()
        for part in {name, *(side.strip() for side in name.split("/"))}
    }
    known = actors.actors_by_name(sorted(names))
    ids = {actor.pk for found in known.values() for actor in found}
    today = actors.current_holders(ids, on)
    return {
        name: tuple(dict.fromkeys(today[actor.pk].name for actor in found))
        for name, found in known.items()
        if found
    }


def published_links(earlier_code: str, later_code: str) -> tuple[Link, ...]:
    """What a shipped programme says itself of where its measures come from."""
    return tuple(
        link
        for lineage in _shipped_lineages()
        if (lineage.earlier, lineage.later) == (earlier_code, later_code)
        for link in lineage.links
    )


def _shipped_lineages() -> Iterator[lineage_file.Lineage]:
    folder = resources.files("samvern.catalogues") / "lineages"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            yield lineage_file.read(BytesIO(file.read_bytes()), name=file.name)


@dataclass(frozen=True)
class Waiting:
    """A comparison with proposals that the viewer can answer."""

    earlier: str
    later: str
    count: int


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """The comparisons whose proposals wait for this viewer, most first."""
    if not viewer.may_somewhere(Permission.GOVERN_PROGRAMME):
        return []
    mine = viewer.within(Permission.GOVERN_PROGRAMME, "comparison__later__owner_actor__path")
    links = LineageLink.objects.visible_to(viewer).filter(mine, status=LinkStatus.PROPOSED)
    pairs = list(links.values_list("comparison__earlier__code", "comparison__later__code"))
    counted = {pair: pairs.count(pair) for pair in _once(pairs)}
    waiting = [Waiting(earlier, later, count) for (earlier, later), count in counted.items()]
    return sorted(waiting, key=lambda each: (-each.count, each.later, each.earlier))


def _once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))
