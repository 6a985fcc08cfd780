"""A requirement as it stands in lists: its name, the language of it, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.pages.frame import kinds_in_words, spoken
from samvern.engine.frameworks import (
    NOT_AS_PUBLISHED,
    Framework,
    Requirement,
    WordingStatus,
)
from samvern.ui.wording import frameworks as wording

#: The colour that repeats how far a wording can be trusted.
COLOURS = {
    WordingStatus.VERIFIED: "success",
    WordingStatus.REPORTED: "info",
    WordingStatus.INFERRED: "warning",
    WordingStatus.OWN: "info",
    WordingStatus.UNVERIFIED: "warning",
    WordingStatus.MISSING: "danger",
    WordingStatus.UNSTATED: "neutral",
}


@dataclass(frozen=True)
class RequirementLine:
    """A requirement in a list; ``language`` is that of the title where it is not the reader's."""

    code: str
    title: str
    language: str
    url: str
    status: str
    meaning: str
    colour: str
    is_as_published: bool
    applies_to: str
    priority: str
    is_heading: bool

    @property
    def name(self) -> str:
        """Number and title."""
        return f"{self.code} {self.title}"


def line(
    framework: Framework, requirement: Requirement, found: RequirementSet | None = None
) -> RequirementLine:
    """A requirement as it stands in lists; with the set it belongs to, with the way to its page."""
    title, language, status = wording.requirement_title(framework, requirement, spoken(), gettext)
    return RequirementLine(
        code=requirement.id,
        title=title,
        language="" if language == spoken() else language,
        url=requirement_url(found, requirement.id) if found else "",
        status=wording.status_name(status, gettext),
        meaning=wording.status_meaning(status, gettext),
        colour=COLOURS[status],
        is_as_published=status not in NOT_AS_PUBLISHED,
        applies_to=kinds_in_words(requirement.applies_to) if requirement.applies_to else "",
        priority=requirement.priority,
        is_heading=not requirement.is_assessable,
    )


def requirement_url(found: RequirementSet, code: str) -> str:
    """The page of a requirement."""
    return reverse("frameworks:requirement", args=[found.code, found.version, code])
