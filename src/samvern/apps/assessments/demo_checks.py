"""Made-up short checks: one that a GP office is in the middle of, one that a dentist is done with.

They are those of made-up organisations only; no real clinic has answered so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from samvern.apps.actors.models import Actor
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.checks import SET_CODE, SET_VERSION
from samvern.apps.assessments.models import Assessment
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.models import User
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.checks import Offer

_PEOPLE: Final = {
    "secretary@demo.samvern.example": "Fiktiv fastlegepraksis Solbakken",
    "dentist@demo.samvern.example": "Fiktiv tannlege Kvit Tann",
}
_SUPPLIER: Final = "Fiktiv Journal og Plaster AS"
_YES, _PARTLY, _NO = Offer.FULFILLED, Offer.PARTLY, Offer.NOT_FULFILLED
_THEY, _WHO_KNOWS = Offer.SUPPLIER, Offer.UNKNOWN

_HALF: Final[Mapping[str, Offer]] = {
    "1.1": _YES,
    "2.1": _NO,
    "3.1": _PARTLY,
    "4.1": _YES,
    "4.2": _YES,
    "5.1": _WHO_KNOWS,
    "5.2": _YES,
    "6.1": _THEY,
    "6.2": _THEY,
    "6.3": _WHO_KNOWS,
    "7.1": _PARTLY,
}
_WHOLE: Final[Mapping[str, Offer]] = {
    **_HALF,
    "6.3": _NO,
    "7.2": _YES,
    "8.1": _THEY,
    "8.2": _YES,
    "8.3": _YES,
    "9.1": _YES,
    "9.2": _NO,
    "9.3": _YES,
    "9.4": _WHO_KNOWS,
    "9.5": _YES,
    "10.1": _PARTLY,
    "10.2": _NO,
}


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Hold the examples unless any check is there, also one that somebody has only begun: an example
    never writes into what a person answers. How many checks are new.
    """
    people = {each.email: each for each in User.objects.filter(email__in=_PEOPLE, is_demo=True)}
    places = {each.name: each for each in Actor.objects.filter(name__in=_PEOPLE.values())}
    checks = Assessment.objects.filter(requirement_set__code=SET_CODE)
    is_there = checks.filter(actor__in=places.values()).exists()
    asked = RequirementSet.objects.filter(code=SET_CODE, version=SET_VERSION)
    if len(people) < len(_PEOPLE) or len(places) < len(_PEOPLE) or is_there or not asked.exists():
        return 0
    for (email, place), said in zip(_PEOPLE.items(), (_HALF, _WHOLE), strict=True):
        by = viewer_for(people[email], channel="system")
        found = _taken(by, places[place], said, at=at)
    operations.submit_assessment(by=by, assessment_id=found.pk, at=at)
    return len(_PEOPLE)


def _taken(by: Viewer, actor: Actor, said: Mapping[str, Offer], *, at: datetime) -> Assessment:
    """A check with these answers, as far as its questions are asked."""
    begun = operations.start_check(by=by, actor_id=actor.pk, at=at)
    operations.tell_facts(by=by, assessment_id=begun.pk, facts={}, at=at)
    operations.say_supplier(by=by, assessment_id=begun.pk, name=_SUPPLIER, at=at)
    asked = {page.question.id for page in queries.clinic(by, begun.pk).pages}
    for code, offer in said.items():
        if code in asked:
            operations.answer_question(
                by=by, assessment_id=begun.pk, code=code, offer=offer, version=0, at=at
            )
    return begun
