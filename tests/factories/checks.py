"""Short checks of clinics."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.apps.actors.models import Actor, ActorKind, ActorSize
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Assessment
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.shipped import shipped_sets
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.checks import Offer
from tests.factories import frameworks
from tests.factories.assessments import AT


def check_set() -> RequirementSet:
    """The requirement set of the short check, as it ships."""
    return frameworks.requirement_set(shipped_sets()["grunnsjekk-1.0"])


def as_clinic(actor: Actor, **fields: object) -> Actor:
    """The actor as a GP office of ten or more."""
    said = {"kind": ActorKind.GP_OFFICE, "size": ActorSize.SMALL, **fields}
    Actor.objects.filter(pk=actor.pk).update(**said)
    actor.refresh_from_db()
    return actor


def begun(
    actor: Actor,
    *,
    by: Viewer = SYSTEM,
    facts: Mapping[str, bool] | None = None,
    supplier: str = "",
) -> Assessment:
    """A check whose first question is the next, with the supplier told where there is one."""
    found = operations.start_check(by=by, actor_id=actor.pk, at=AT)
    operations.tell_facts(by=by, assessment_id=found.pk, facts=facts or {}, at=AT)
    if supplier:
        operations.say_supplier(by=by, assessment_id=found.pk, name=supplier, at=AT)
    return found


def chooses(found: Assessment, said: Mapping[str, Offer], *, by: Viewer = SYSTEM) -> None:
    """Answers to some questions, whatever was answered before."""
    for code, offer in said.items():
        before = queries.clinic(by, found.pk).answers.get(code)
        operations.answer_question(
            by=by,
            assessment_id=found.pk,
            code=code,
            offer=offer,
            version=before.version if before else 0,
            at=AT,
        )


def finished(found: Assessment, *, by: Viewer = SYSTEM, **said: Offer) -> None:
    """Every question answered with yes, but for what is said of some (``q6_1``)."""
    other = {name[1:].replace("_", "."): offer for name, offer in said.items()}
    pages = queries.clinic(by, found.pk).pages
    chooses(
        found,
        {each.question.id: other.get(each.question.id, Offer.FULFILLED) for each in pages},
        by=by,
    )
