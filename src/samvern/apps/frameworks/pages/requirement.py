"""One requirement: what it says and who says so, its place, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.pages.frame import SET, begun, frame, kinds_in_words, spoken
from samvern.apps.frameworks.pages.rows import COLOURS, line, requirement_url
from samvern.apps.frameworks.queries import RequirementPage
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Followed, Requirement, Wording
from samvern.ui.exports import Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import frameworks as wording

PLACE = "frameworks:requirement"


@dataclass(frozen=True)
class WordingLine:
    """The words of a field in a language, and where they are from."""

    name: str
    text: str
    language: str
    status: str
    colour: str
    meaning: str
    source: str


@dataclass(frozen=True)
class FollowedLine:
    """What became of the requirement in another version."""

    version: str
    sentence: str
    links: tuple[Link, ...]
    is_plain: bool
    comparison_url: str


def requirement_context(viewer: Viewer, page: RequirementPage) -> dict[str, Any]:
    """What the page of a requirement shows."""
    framework, requirement, found = page.framework, page.requirement, page.set
    shown = line(framework, requirement)
    sections = registry.sections_at(PLACE, viewer, page.row)
    exports = [one for each in sections for one in each.exports]
    identity = f"{found.code}/{found.version}/{requirement.id}"
    return {
        **frame(viewer, found, SET, *_crumbs(page), Link(requirement.id, "")),
        "answer": "" if shown.is_as_published else shown.meaning,
        "requirement": shown,
        "is_withdrawn": page.row.is_withdrawn,
        "kind": _("Heading") if shown.is_heading else _("Requirement"),
        "wordings": [_wording(each) for each in framework.wordings_of(requirement)],
        "facts": list(_facts(page)),
        "above": [_link(page, each) for each in page.above],
        "below": [_link(page, each) for each in page.below],
        "previous": page.previous and _link(page, page.previous),
        "following": page.following and _link(page, page.following),
        "followed": list(_followed(page)),
        "untold": _untold(page),
        "sections": sections,
        "buttons": registry.buttons_at(PLACE, viewer, identity, {}),
        "exports": Exports(identity.replace("/", "-"), exports),
    }


def _crumbs(page: RequirementPage) -> list[Link]:
    return [Link(each.id, requirement_url(page.set, each.id)) for each in page.above]


def _link(page: RequirementPage, to: Requirement) -> Link:
    return Link(line(page.framework, to).name, requirement_url(page.set, to.id))


def _wording(each: Wording) -> WordingLine:
    return WordingLine(
        name=begun(wording.wording_name(each.field, each.language, gettext)),
        text=each.text,
        language="" if each.language == spoken() else each.language,
        status=wording.status_name(each.status, gettext),
        colour=COLOURS[each.status],
        meaning=wording.status_meaning(each.status, gettext),
        source=in_language(each.source.says) if each.source else "",
    )


def _facts(page: RequirementPage) -> Iterator[Definition]:
    requirement = page.requirement
    if requirement.is_assessable:
        audience = kinds_in_words(requirement.applies_to or page.set.applies_to)
        yield Definition(_("Applies to"), audience)
    if requirement.priority:
        yield Definition(_("Priority given by the publisher"), requirement.priority)
    if requirement.references:
        said = "; ".join(map(str, requirement.references))
        yield Definition(_("The publisher refers to"), said)
    if requirement.guidance:
        yield Definition(_("Guidance named by the publisher"), "; ".join(requirement.guidance))


def _followed(page: RequirementPage) -> Iterator[FollowedLine]:
    is_earlier = True
    for other in page.versions:
        is_earlier = is_earlier and other != page.set
        found = page.followed.get(other.version)
        if found is None:
            continue
        yield FollowedLine(
            version=other.version,
            sentence=wording.followed_sentence(found, gettext, is_earlier=is_earlier),
            links=_links(other, found),
            is_plain=found.is_plain,
            comparison_url=reverse(
                "frameworks:comparison", args=[page.set.code, page.set.version, other.version]
            ),
        )


def _links(other: RequirementSet, found: Followed) -> tuple[Link, ...]:
    return tuple(Link(code, requirement_url(other, code)) for code in found.ids)


def _untold(page: RequirementPage) -> str:
    """The versions that nothing says anything about, in one sentence."""
    if page.row.is_withdrawn:
        return ""
    others = [
        each.version
        for each in page.versions
        if each != page.set and each.version not in page.followed
    ]
    if not others:
        return ""
    return _("Nothing says what became of it in version %(versions)s.") % {
        "versions": ", ".join(others)
    }
