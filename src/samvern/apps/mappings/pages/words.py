"""A requirement, a set and a mapping in words, as every page of mappings says them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings import queries
from samvern.apps.mappings.models import Origin, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.rules import is_own
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Framework, Requirement
from samvern.engine.mappings import Path, Relation, ReviewState, Step, Style, converse
from samvern.engine.programme.document import LANGUAGES
from samvern.ui import numbers
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import frameworks as framework_wording
from samvern.ui.wording import mappings as wording

#: The colour that repeats how far a mapping has been looked at.
COLOURS = {
    ReviewState.PROPOSED: "warning",
    ReviewState.REVIEWED: "success",
    ReviewState.REJECTED: "neutral",
}


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def crumbs(*below: Link) -> list[Link]:
    """The way to a page of mappings."""
    return [
        Link(_("Requirement sets"), reverse("frameworks:sets")),
        Link(_("Mappings"), reverse("mappings:pairs")),
        *below,
    ]


def address(found: RequirementSet) -> str:
    """A version of a set as addresses name it."""
    return f"{found.code}@{found.version}"


def pair_url(left: RequirementSet, right: RequirementSet) -> str:
    """The page of two sets side by side."""
    return reverse("mappings:pair", args=[address(left), address(right)])


def set_choices(sets: list[RequirementSet]) -> list[tuple[str, str]]:
    """Sets to choose from, by their addresses."""
    return [(address(each), each.name_in_words) for each in sets]


def title_in(document: Framework, requirement: Requirement) -> str:
    """What a requirement is called, in the reader's language or one that there is."""
    return framework_wording.requirement_title(document, requirement, spoken(), gettext)[0]


def text_of(requirement: Requirement) -> str:
    """What a requirement says, in the reader's language or one that there is."""
    text = requirement.text
    return next((text[each] for each in (spoken(), *LANGUAGES) if text.get(each)), "")


def name_in(document: Framework, number: str) -> str:
    """A requirement by number and title."""
    found = next((each for each in document.requirements if each.id == number), None)
    return f"{number} {title_in(document, found)}" if found else number


def mapper_name(name: str) -> str:
    """Who maps, as far as the reader may know."""
    return name or _("Name not shown")


@dataclass(frozen=True)
class MappingCell:
    """A mapping as it stands in lists, read from one of its requirements to the other.

    ``note`` says that it was made against other versions; ``claim`` what the file that it came in says
    of a review; ``needs_look`` that it may not hold in
    those that are shown.
    """

    id: int
    url: str
    other: str
    sentence: str
    state: str
    colour: str
    mapper: str
    why: str
    facts: str
    note: str
    claim: str
    needs_look: bool
    is_own: bool


def mapping_cell(
    viewer: Viewer,
    row: RequirementMapping,
    *,
    is_reversed: bool = False,
    is_plain: bool = True,
    shown: tuple[str, str] | None = None,
    other: str = "",
) -> MappingCell:
    """A mapping as a list shows it.

    Parameters
    ----------
    is_reversed
        Whether it is read from its target to its source.
    is_plain
        Whether what was said holds for the versions that are shown.
    shown
        Those versions, from where it is read.
    other
        What the other requirement is called in the list.
    """
    value = queries.seen_by(viewer, queries.value_of(row))
    relation = value.relation
    if is_reversed and relation is not Relation.UNKNOWN:
        (relation,) = converse(frozenset({relation}))
    read = (value.source_version, value.target_version)
    read = read[::-1] if is_reversed else read
    start, end = (value.target, value.source) if is_reversed else (value.source, value.target)
    said = wording.relation_said(relation, value.style, gettext)
    return MappingCell(
        id=row.pk,
        url=reverse("mappings:mapping", args=[row.pk]),
        other=other or str(end),
        sentence=f"{start.id} {said} {other or end}",
        state=wording.state_name(value.state, gettext),
        colour=COLOURS[value.state],
        mapper=mapper_name(value.mapper),
        why=value.why,
        facts="; ".join(_details(row)),
        note=_made_against(read, shown),
        claim=claim_of(viewer, row),
        needs_look=not is_plain,
        is_own=is_own(viewer, row),
    )


def _made_against(read: tuple[str, str], shown: tuple[str, str] | None) -> str:
    if shown is None or read == shown:
        return ""
    return _("Made against versions %(first)s and %(second)s.") % {
        "first": read[0],
        "second": read[1],
    }


def claim_of(viewer: Viewer, row: RequirementMapping) -> str:
    """What the file that a mapping came in says of a review, and whether anybody here agrees."""
    if not row.claimed_reviewer:
        return ""
    may_read = viewer.may_somewhere(Permission.READ_MAPPERS)
    return claim_words(
        row.claimed_reviewer if may_read else "",
        is_reviewed_here=row.state != ReviewState.PROPOSED.value,
    )


def claim_words(name: str, *, is_reviewed_here: bool = False) -> str:
    """That a file names somebody as reviewer, in a sentence."""
    name = name or _("somebody")
    if is_reviewed_here:
        return _("The file says that %(name)s has reviewed it.") % {"name": name}
    return _("The file says that %(name)s has reviewed it; nobody here has.") % {"name": name}


def _details(row: RequirementMapping) -> Iterator[str]:
    value = queries.value_of(row)
    if value.style is not Style.SET_THEORY:
        yield wording.style_name(value.style, gettext)
    if value.rationale:
        yield _("rests on %(what)s") % {"what": wording.rationale_name(value.rationale, gettext)}
    if value.confidence is not None:
        yield _("confidence %(share)s") % {"share": numbers.number(value.confidence, 2, spoken())}
    if row.origin == Origin.IMPORTED:
        yield _("from a file")


def mapping_facts(viewer: Viewer, row: RequirementMapping) -> Iterator[Definition]:
    """Everything that is known of a mapping, but for its requirements and its reason."""
    value, unsaid = queries.seen_by(viewer, queries.value_of(row)), _("Not said")
    rests_on = value.rationale and wording.rationale_name(value.rationale, gettext)
    confidence = value.confidence
    yield Definition(_("Mapped by"), mapper_name(value.mapper))
    yield Definition(_("Mapped on"), numbers.day(value.on, spoken()) if value.on else unsaid)
    yield Definition(_("How they were compared"), wording.style_name(value.style, gettext))
    yield Definition(_("What it rests on"), rests_on or unsaid)
    yield Definition(
        _("Confidence"),
        unsaid if confidence is None else numbers.number(confidence, 2, spoken()),
        _("The mapper's own judgement from 0 to 1; it proves nothing."),
    )
    read = {"first": value.source_version, "second": value.target_version}
    yield Definition(_("Versions read"), _("%(first)s and %(second)s") % read)
    yield Definition(_("Came from"), _came_from(viewer, row))
    if value.state is not ReviewState.PROPOSED:
        yield Definition(_("Reviewed by"), mapper_name(value.reviewer))


def _came_from(viewer: Viewer, row: RequirementMapping) -> str:
    said = str(Origin(row.origin).label)
    may_read = viewer.may_somewhere(Permission.READ_MAPPERS)
    return f"{said}: {row.came_in}" if row.came_in and may_read else said


def step_words(step: Step) -> str:
    """A step of a path as somebody has said it."""
    mapping = step.mapping
    said = wording.relation_said(mapping.relation, mapping.style, gettext)
    return _("%(source)s %(says)s %(target)s (%(mapper)s)") % {
        "source": mapping.source,
        "says": said,
        "target": mapping.target,
        "mapper": mapper_name(mapping.mapper),
    }


@dataclass(frozen=True)
class PathCell:
    """What one requirement can be to another, and every mapping that this rests on."""

    source: str
    target: str
    says: str
    carries: str
    steps: tuple[Link, ...]
    is_reviewed: bool
    state: str


def path_cell(path: Path, source: str, target: str) -> PathCell:
    """A path as a table shows it."""
    return PathCell(
        source=source,
        target=target,
        says=wording.possible_words(path.possible, gettext),
        carries=wording.carried_words(path.possible, gettext),
        steps=tuple(
            Link(step_words(step), reverse("mappings:mapping", args=[step.mapping.id]))
            for step in path.steps
        ),
        is_reviewed=path.is_reviewed,
        state=_("Reviewed") if path.is_reviewed else _("Not reviewed"),
    )
