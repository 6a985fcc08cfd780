"""What an assessment asks: the requirements of its set that apply to the organisation, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import Assessment
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.base.kept import Kept
from samvern.engine import frameworks as engine


@dataclass(frozen=True)
class Asked:
    """The requirements that an organisation of a kind is asked about, headings with something
    under them included, in the order of the set. ``keys`` are their keys in the database.
    """

    set: RequirementSet
    framework: engine.Framework
    requirements: tuple[engine.Requirement, ...]
    above: Mapping[str, tuple[engine.Requirement, ...]]
    keys: Mapping[str, int]

    @cached_property
    def assessable(self) -> tuple[engine.Requirement, ...]:
        """Those that take an answer."""
        return tuple(each for each in self.requirements if each.is_assessable)

    @cached_property
    def by_code(self) -> Mapping[str, engine.Requirement]:
        """Requirements and headings by number."""
        return {each.id: each for each in self.requirements}

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """Number by key, of those that take an answer."""
        return {self.keys[each.id]: each.id for each in self.assessable}


#: As many requirements as there are documents kept.
_asked: Kept[Asked] = Kept(limit=20_000, weigh=lambda kept: 20 + len(kept.requirements))


def asked_of(assessment: Assessment) -> Asked:
    """What an assessment asks. One query the first time for each state of the set, then none."""
    return asked_of_kind(assessment.requirement_set, assessment.actor.kind)


def asked_of_kind(found: RequirementSet, kind: str) -> Asked:
    """What a set asks an organisation of a kind."""
    return _asked.get((found.pk, found.revision, kind), lambda: _read(found, kind))


def asked_of_actor(found: RequirementSet, actor: Actor) -> Asked:
    """What a set asks an organisation."""
    return asked_of_kind(found, actor.kind)


def _read(found: RequirementSet, kind: str) -> Asked:
    outline = frameworks.outline_of(found)
    applies = [
        each
        for each in outline.order
        if each.is_assessable and (not each.applies_to or kind in each.applies_to)
    ]
    over = {above.id for each in applies for above in outline.above[each.id]}
    chosen = over.union(each.id for each in applies)
    keys = Requirement.objects.filter(requirement_set=found).values_list("code", "pk")
    return Asked(
        set=found,
        framework=frameworks.document_of(found),
        requirements=tuple(each for each in outline.order if each.id in chosen),
        above={code: outline.above[code] for code in chosen},
        keys=dict(keys),
    )
