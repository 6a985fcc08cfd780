"""Questions to suppliers, for those who ask and for those who are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor, ActorKind
from samvern.apps.assessments.models import (
    Assessment,
    QuestionState,
    SupplierQuestion,
    SupplierQuestionQuerySet,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.assessments.queries.assessments import owns
from samvern.apps.frameworks import queries as frameworks
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.errors import NotAllowed, NotFound

_WITH = ("assessment__actor", "assessment__campaign", "requirement__requirement_set", "supplier")


def questions_of(viewer: Viewer, assessment: Assessment) -> dict[str, SupplierQuestion]:
    """What suppliers were asked last for an assessment, by requirement: one query."""
    return {code: asked[0] for code, asked in every_question_of(viewer, assessment).items()}


def every_question_of(viewer: Viewer, assessment: Assessment) -> dict[str, list[SupplierQuestion]]:
    """What suppliers were asked for an assessment, by requirement, newest first: one query.

    Empty for those who see some of the assessment only.
    """
    if not owns(viewer, assessment):
        return {}
    found = (
        SupplierQuestion.objects.all()
        .asked_by(viewer)
        .filter(assessment=assessment)
        .exclude(state=QuestionState.WITHDRAWN)
        .select_related("supplier")
    )
    codes = asked_of(assessment).codes
    by_code: dict[str, list[SupplierQuestion]] = {}
    for each in found:
        if code := codes.get(each.requirement_id):
            by_code.setdefault(code, []).append(each)
    return by_code


def question_for(viewer: Viewer, question_id: int, *, lock: bool = False) -> SupplierQuestion:
    """A question of an assessment that the viewer owns. Raises ``NotFound``."""
    return _one(SupplierQuestion.objects.all().asked_by(viewer), question_id, lock=lock)


def _one(found: SupplierQuestionQuerySet, question_id: int, *, lock: bool) -> SupplierQuestion:
    found = found.select_related(*_WITH)
    if lock:
        found = found.select_for_update(of=("self",))
    question = found.filter(pk=question_id).first()
    if question is None:
        raise NotFound("supplier_question.unknown")
    return question


@dataclass(frozen=True)
class AskedOfSupplier:
    """What a supplier is asked: the requirement, and who asks. Nothing that they have answered.

    ``earlier`` is the newest reply that the supplier gave to another customer of the same.
    """

    requirement: engine.Requirement
    questions: tuple[SupplierQuestion, ...]
    earlier: SupplierQuestion | None

    @property
    def waiting(self) -> tuple[SupplierQuestion, ...]:
        """Those who wait for a reply."""
        return tuple(each for each in self.questions if each.state == QuestionState.ASKED)


def asked_of_supplier(viewer: Viewer) -> list[AskedOfSupplier]:
    """Everything that customers ask the suppliers that the viewer speaks for, by requirement.

    What waits comes first. Raises ``NotAllowed``.
    """
    if not viewer.may_somewhere(Permission.READ_ASKED_OF_SUPPLIER):
        permission = str(Permission.READ_ASKED_OF_SUPPLIER)
        raise NotAllowed("permission.missing", permission=permission)
    found = SupplierQuestion.objects.all().asked_of(viewer).select_related(*_WITH)
    grouped: dict[tuple[int | None, int], list[SupplierQuestion]] = {}
    for each in found:
        grouped.setdefault((each.supplier_id, each.requirement_id), []).append(each)
    rows = [_asked(every) for every in grouped.values()]
    return sorted(rows, key=lambda row: not row.waiting)


def waiting_for_supplier(viewer: Viewer) -> int:
    """How many questions of customers wait for a reply of the viewer."""
    if not viewer.may_somewhere(Permission.REPLY_AS_SUPPLIER):
        return 0
    asked = SupplierQuestion.objects.all().asked_of(viewer)
    return asked.filter(state=QuestionState.ASKED).count()


def asked_for_reply(viewer: Viewer, question_id: int) -> AskedOfSupplier:
    """A question to a supplier with all who ask the same of it. Raises ``NotFound``."""
    asked = SupplierQuestion.objects.all().asked_of(viewer)
    one = _one(asked, question_id, lock=False)
    same = asked.filter(supplier=one.supplier, requirement=one.requirement)
    return _asked(list(same.select_related(*_WITH)))


def _asked(questions: Sequence[SupplierQuestion]) -> AskedOfSupplier:
    row = questions[0].requirement
    document = frameworks.document_of(row.requirement_set)
    known = {each.id: each for each in document.requirements}
    requirement = known.get(row.code) or frameworks.as_requirement(row)
    replied = [each for each in questions if each.replied_at is not None]
    newest = max(replied, key=lambda each: each.replied_at or each.asked_at, default=None)
    return AskedOfSupplier(requirement, tuple(questions), newest)


def questions_by_id(viewer: Viewer, question_ids: Sequence[int]) -> Mapping[int, SupplierQuestion]:
    """Questions to suppliers that the viewer speaks for, locked. Raises ``NotFound``."""
    found = (
        SupplierQuestion.objects.all()
        .asked_of(viewer)
        .select_related(*_WITH)
        .select_for_update(of=("self",))
        .filter(pk__in=question_ids)
        .order_by("pk")
    )
    by_id = {each.pk: each for each in found}
    if set(question_ids) - set(by_id):
        raise NotFound("supplier_question.unknown")
    return by_id


def suppliers(viewer: Viewer) -> list[Actor]:
    """The suppliers of the directory, by name."""
    return list(
        Actor.objects.visible_to(viewer)
        .filter(kind=ActorKind.SUPPLIER, valid_to__isnull=True)
        .order_by("name", "pk")
    )


def supplier_named(viewer: Viewer, name: str) -> Actor | None:
    """The supplier of the directory by its name, if there is exactly one."""
    wanted = name.strip().casefold()
    found = [each for each in suppliers(viewer) if each.name.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def supplier_for(viewer: Viewer, actor_id: int) -> Actor:
    """A supplier of the directory. Raises ``NotFound`` (``actor.unknown``)."""
    found = actors.actor_for(viewer, actor_id)
    if found.kind != ActorKind.SUPPLIER:
        raise NotFound("actor.unknown")
    return found
