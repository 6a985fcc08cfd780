"""What a viewer reads of guidance: what was found, one entry, the map, what waits for a review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Max
from django.utils.timezone import localtime

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor, Grant
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement
from samvern.apps.guidance import catalogue
from samvern.apps.guidance.models import Reminder, Review
from samvern.apps.guidance.permissions import Permission
from samvern.base.models import User
from samvern.base.permissions import holders
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.alphabet import search_key, sort_key
from samvern.engine.errors import NotFound
from samvern.engine.frameworks import Framework, Reference
from samvern.engine.guidance import (
    ORGANISATIONS,
    SUBJECTS,
    DueReview,
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceGroup,
    GuidanceMap,
    Hit,
    Life,
    LinkState,
    Standing,
    due_for_review,
    map_guidance,
    subject_topics,
    topics_of,
)
from samvern.engine.programme.document import Text, in_language

#: The requirement set that the map is of when nobody has chosen.
USUAL_SET = "grunnleggende-tiltak-0.7"


@dataclass(frozen=True)
class Filters:
    """What part of the catalogue to show; empty is everything that is in use."""

    words: str = ""
    audience: str = ""
    group: str = ""
    with_unusable: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read the filters from an address; what is not known counts as nothing."""
        group = query.get("group", "")
        return cls(
            words=query.get("q", "").strip(),
            audience=query.get("for", "") if query.get("for", "") in audiences() else "",
            group=group if group in {each.value for each in GuidanceGroup} else "",
            with_unusable=query.get("all", "") == "1",
        )


@dataclass(frozen=True)
class EntryPage:
    """An entry with what it points at: the requirements it helps with, what took over from it."""

    catalogue: GuidanceCatalogue
    entry: GuidanceEntry
    requirements: Mapping[Reference, Text] = field(default_factory=dict)
    rows: Mapping[Reference, Requirement] = field(default_factory=dict)
    successor: GuidanceEntry | None = None
    predecessors: tuple[GuidanceEntry, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the owner of an entry stands on the actor tree."""

    path: str


@dataclass(frozen=True)
class ReviewRow:
    """A review as those who may read reviews see it."""

    reviewed_on: date
    by_name: str
    note: str


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, and where on the actor tree they answer for it."""

    user: User
    due: tuple[DueReview, ...]
    path: str


@dataclass(frozen=True)
class RemindersDue:
    """Whom to write to now, and what waits for owners that nobody here answers for."""

    people: tuple[Waiting, ...]
    without_anybody: tuple[DueReview, ...]


def whole(viewer: Viewer) -> GuidanceCatalogue:
    """The catalogue that is shown, with what reviews have said since. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_GUIDANCE)
    shipped = catalogue.shipped()
    latest: dict[str, Review] = {}
    for review in Review.objects.filter(catalogue=shipped.id):
        latest.setdefault(review.entry, review)
    if not latest:
        return shipped
    entries = tuple(_reviewed(each, latest.get(each.id)) for each in shipped.entries)
    return replace(shipped, entries=entries)


def changed_on(viewer: Viewer) -> date | None:
    """The day somebody last reviewed something; None when only the publisher of the file knows."""
    viewer.require(Permission.READ_GUIDANCE)
    reviews = Review.objects.filter(catalogue=catalogue.shipped().id)
    latest = reviews.aggregate(latest=Max("recorded_at"))["latest"]
    return localtime(latest).date() if latest else None


def _reviewed(entry: GuidanceEntry, review: Review | None) -> GuidanceEntry:
    """An entry as its latest review leaves it; one that is older than the catalogue says nothing."""
    if review is None or (entry.reviewed_on and review.reviewed_on < entry.reviewed_on):
        return entry
    link = LinkState(review.link)
    is_tried = link is not LinkState.UNKNOWN
    return replace(
        entry,
        reviewed_on=review.reviewed_on,
        standing=Standing.CONFIRMED,
        link=link if is_tried else entry.link,
        link_checked_on=review.reviewed_on if is_tried else entry.link_checked_on,
    )


def reviews_of(viewer: Viewer, entry: str) -> list[ReviewRow]:
    """The reviews of an entry that the viewer may read, latest first."""
    if not viewer.may_somewhere(Permission.READ_REVIEWS):
        return []
    found = Review.objects.visible_to(viewer).filter(catalogue=catalogue.shipped().id, entry=entry)
    return [ReviewRow(each.reviewed_on, each.by_name, each.note) for each in found]


def entry_of_review(review_id: str) -> str | None:
    """The entry that a review is of, for whoever knows the review from the audit trail."""
    found = Review.objects.filter(pk=review_id).values_list("entry", flat=True)
    return found.first()


def own_owners(viewer: Viewer, *, on: date) -> dict[str, str]:
    """Names of owners that the viewer answers for, as they are looked up, with their place.

    An actor goes by its own names and by those of the ones that it has followed.
    """
    reach = viewer.within(Permission.REVIEW_GUIDANCE)
    return dict(_names({each.pk: each for each in Actor.objects.filter(reach)}, on))


def _names(found: Mapping[int, Actor], on: date) -> Iterator[tuple[str, str]]:
    """Names of actors and of those that they have followed, with where each now stands."""
    earlier = actors.current_holders(actors.steps_until(on), on)
    followed = [old for old, today in earlier.items() if today.pk in found]
    before = Actor.objects.in_bulk(followed)
    for actor, holder in (
        *((each, each) for each in found.values()),
        *((each, earlier[pk]) for pk, each in before.items()),
    ):
        for name in (actor.name, *actor.also_known_as):
            yield search_key(name), holder.path


def _place_of(owner: str, places: Mapping[str, str]) -> str | None:
    """Where an owner stands among those places; one of several owners is enough."""
    return next((places[key] for key in _keys_of(owner) if key in places), None)


def _keys_of(owner: str) -> Iterator[str]:
    """What an owner is looked up by: several owners stand with a stroke between them."""
    return map(search_key, (owner, *owner.split("/")))


def entry_to_review(viewer: Viewer, identifier: str, *, on: date) -> tuple[GuidanceEntry, Place]:
    """An entry, and where the permission to review it must be held.

    Raises
    ------
    NotFound
        ``guidance.unknown``.
    """
    entry = entry_page(viewer, identifier).entry
    if viewer.may(Permission.REVIEW_GUIDANCE):
        return entry, Place(WHOLE_SECTOR)
    place = _place_of(entry.owner, own_owners(viewer, on=on))
    return entry, Place(place or WHOLE_SECTOR)


def may_review(viewer: Viewer, entry: str, *, on: date) -> bool:
    """Whether the viewer answers for an entry."""
    if not viewer.may_somewhere(Permission.REVIEW_GUIDANCE):
        return False
    found, place = entry_to_review(viewer, entry, on=on)
    return found.life is Life.IN_USE and viewer.may(Permission.REVIEW_GUIDANCE, on=place)


def due(viewer: Viewer, *, on: date) -> list[DueReview]:
    """What waits for a review by those whom the viewer answers for, most pressing first."""
    if not viewer.may_somewhere(Permission.REVIEW_GUIDANCE):
        return []
    waiting = due_for_review(whole(viewer), on=on)
    if viewer.may(Permission.REVIEW_GUIDANCE):
        return waiting
    places = own_owners(viewer, on=on)
    return [each for each in waiting if _place_of(each.owner, places) is not None]


def reminders_due(viewer: Viewer, *, on: date, lock: bool = False) -> RemindersDue:
    """Whom to write to about what waits for them, each once in a calendar month.

    That is whoever answers for an owner; those who answer for the whole sector are not written to
    about everybody's guidance. Made-up people never are.

    Parameters
    ----------
    lock
        Keep others from writing to the same people until the transaction ends.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    viewer.require(Permission.REMIND_OWNERS)
    waiting = due_for_review(whole(viewer), on=on)
    places: dict[str, set[str]] = {}
    for key, path in _names({each.pk: each for each in Actor.objects.all()}, on):
        places.setdefault(key, set()).add(path)
    people: dict[int, list[str]] = {}
    for grant in _responsible(on):
        people.setdefault(grant.user_id, []).append(grant.path)
    users = User.objects.filter(pk__in=people).order_by("pk")
    found: list[Waiting] = []
    answered: set[str] = set()
    told = {each.pk: each for each in (users.select_for_update() if lock else users)}
    reminded = _reminded(on)
    for user_id, user in told.items():
        reach = tuple(people[user_id])
        mine = tuple(each for each in waiting if _is_within(each.owner, places, reach))
        answered.update(each.entry.id for each in mine)
        if mine and user_id not in reminded:
            path = reach[0] if len(reach) == 1 else WHOLE_SECTOR
            found.append(Waiting(user, mine, path))
    alone = tuple(each for each in waiting if each.entry.id not in answered)
    return RemindersDue(tuple(found), alone)


def failed_reminders(viewer: Viewer, reminder_ids: Sequence[int]) -> set[str]:
    """The addresses to which letters did not go out. Raises ``NotAllowed``."""
    viewer.require(Permission.REMIND_OWNERS)
    failed = Reminder.objects.filter(pk__in=reminder_ids, has_failed=True)
    return set(failed.values_list("user__email", flat=True))


def _responsible(on: date) -> Iterable[Grant]:
    """Roles at actors, not over the whole sector, that let people review what the actor owns."""
    return Grant.objects.in_force(on).filter(
        role__in=[role.value for role in holders(Permission.REVIEW_GUIDANCE)],
        actor__isnull=False,
        user__is_active=True,
        user__is_demo=False,
    )


def _reminded(on: date) -> frozenset[int]:
    """Who has been written to in the month of a day."""
    return frozenset(
        Reminder.objects.filter(
            catalogue=catalogue.shipped().id, month=on.replace(day=1), has_failed=False
        ).values_list("user_id", flat=True)
    )


def _is_within(owner: str, places: Mapping[str, set[str]], reach: tuple[str, ...]) -> bool:
    paths = (path for key in _keys_of(owner) for path in places.get(key, ()))
    return any(path.startswith(reach) for path in paths)


def audiences() -> tuple[str, ...]:
    """Every kind of actor that something is for in particular, or that maps are of."""
    named = {kind for each in catalogue.shipped().entries for kind in each.audience}
    return (*ORGANISATIONS, *sorted(named.difference(ORGANISATIONS)))


def search(viewer: Viewer, filters: Filters, *, language: str) -> list[Hit]:
    """What fits: best first where words were given, else by title.

    Raises
    ------
    NotAllowed
        For a token that may not read.
    """
    found = whole(viewer)
    group = GuidanceGroup(filters.group) if filters.group else None
    if filters.words:
        return catalogue.index().search(
            filters.words,
            audience=filters.audience,
            group=group,
            with_unusable=filters.with_unusable,
        )
    listed = [
        each
        for each in found.entries
        if (not filters.audience or each.is_for(filters.audience))
        and (group is None or each.group is group)
        and (filters.with_unusable or each.life is Life.IN_USE)
    ]
    listed.sort(key=lambda each: (sort_key(in_language(each.title, language)), each.id))
    return [Hit(each, 1.0, ()) for each in listed]


def entry_page(viewer: Viewer, identifier: str) -> EntryPage:
    """Everything about one entry. Raises ``NotFound`` (``guidance.unknown``)."""
    found = whole(viewer)
    entry = found.entry(identifier)
    if entry is None:
        raise NotFound("guidance.unknown", id=identifier)
    titles = {
        Reference(framework.id, each.id): each.title
        for framework in catalogue.requirement_sets().values()
        for each in framework.requirements
    }
    return EntryPage(
        catalogue=found,
        entry=entry,
        requirements={help_.with_: titles.get(help_.with_, {}) for help_ in entry.helps},
        rows=frameworks.pointed_at(viewer, (help_.with_ for help_ in entry.helps)),
        successor=found.successor(entry) if entry.moved_into else None,
        predecessors=tuple(each for each in found.entries if each.moved_into == entry.id),
    )


def sets_to_map() -> Mapping[str, Framework]:
    """The requirement sets that a map can be of."""
    return catalogue.requirement_sets()


def guidance_map(viewer: Viewer, of: str, kinds: Sequence[str] = ()) -> GuidanceMap:
    """What nobody guides and what several do.

    Parameters
    ----------
    of
        Code and version of a requirement set, or ``subjects``.
    kinds
        Kinds of actors; the usual ones when left out.

    Raises
    ------
    NotFound
        ``guidance.set_unknown``.
    """
    found = whole(viewer)
    if of == SUBJECTS:
        topics = subject_topics(found)
    else:
        framework = catalogue.requirement_sets().get(of)
        if framework is None:
            raise NotFound("guidance.set_unknown", id=of)
        topics = topics_of(framework)
    return map_guidance(found, topics, tuple(dict.fromkeys(kinds)) or ORGANISATIONS)
