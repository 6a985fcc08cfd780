"""The short check of a small clinic, for whoever goes through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from samvern.apps.actions.models import Action
from samvern.apps.actors.models import Actor, ActorKind
from samvern.apps.assessments.checks import SET_CODE, check_of, shipped_checks
from samvern.apps.assessments.models import (
    WRITABLE,
    Answer,
    Assessment,
    AssessmentState,
    CampaignState,
    ShortCheck,
    SupplierQuestion,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.assessments.queries.assessments import (
    answers_of,
    answers_on_behalf,
    assessment_for,
    owns,
)
from samvern.apps.assessments.queries.findings import FINDING_SOURCE
from samvern.apps.assessments.queries.suppliers import questions_of, suppliers
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.assessments import AnswerValues, DoneBy
from samvern.engine.checks import (
    Check,
    CheckProgress,
    DirectoryEntry,
    NextStep,
    Offer,
    Outcome,
    QuestionPage,
    StepKind,
    asked,
    every_step,
    known_facts,
    next_page,
    offer_of,
    outcome,
    pages_of,
    progress,
)
from samvern.engine.errors import NotFound

#: Kinds of actors that are offered the check without being asked.
SMALL_PRACTICES: Final = (
    ActorKind.GP_OFFICE,
    ActorKind.SPECIALIST,
    ActorKind.DENTIST,
    ActorKind.PSYCHOLOGIST,
    ActorKind.PHYSIOTHERAPIST,
)


@dataclass(frozen=True)
class Clinic:
    """A short check on its way: its questions for this clinic, and what is said so far.

    ``short`` is None before the clinic has told what it has; then all questions are asked.
    """

    assessment: Assessment
    check: Check
    short: ShortCheck | None
    answers: Mapping[str, Answer]
    may_answer: bool
    may_submit: bool

    @property
    def facts(self) -> Mapping[str, bool]:
        """What the clinic has told of itself."""
        return self.short.facts if self.short else {}

    @cached_property
    def pages(self) -> tuple[QuestionPage, ...]:
        """The questions that this clinic is asked, in order."""
        found = asked_of(self.assessment)
        chosen = {each.id for each in asked(self.check, self.facts)} & set(found.by_code)
        pages = pages_of(self.check, found.framework)
        return tuple(each for each in pages if each.question.id in chosen)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Questions with an answer; one from an earlier check is none before it is confirmed."""
        return frozenset(
            code for code, each in self.answers.items() if each.result and not each.is_carried
        )

    @cached_property
    def values(self) -> Mapping[str, AnswerValues]:
        """What is said, by question."""
        return {code: each.values for code, each in self.answers.items()}

    @property
    def supplier(self) -> str:
        """The supplier that was told; empty before that."""
        return self.short.supplier if self.short else ""

    def is_supplier_new(self, code: str) -> bool:
        """Whether a question is the first that is left to a supplier whom nobody has named."""
        others = (each for name, each in self.values.items() if name != code)
        return not self.supplier and all(each.done_by is not DoneBy.SUPPLIER for each in others)

    @property
    def is_open(self) -> bool:
        """Whether this viewer can answer now."""
        return self.may_answer and self.assessment.is_writable

    def progress(self, language: str) -> CheckProgress:
        """How far the clinic has come."""
        return progress(self.pages, self.answered, language)

    def outcome(self) -> Outcome:
        """How the check ends with what is said so far."""
        left_out = {each.id for each in self.check.questions} - {
            page.question.id for page in self.pages
        }
        return outcome(self.check, self.values, left_out)

    def next_code(self, after: str = "") -> str:
        """The next question without an answer, after one or from the top; empty when none is."""
        found = next_page(self.pages, self.answered, after)
        return found.question.id if found else ""


def clinic(viewer: Viewer, assessment_id: int, *, lock: bool = False) -> Clinic:
    """A short check that the viewer sees all of: three queries, five for the first of a process.

    Raises ``NotFound`` (``assessment.unknown``), also for an assessment that is no short check.
    """
    assessment = assessment_for(viewer, assessment_id, lock=lock)
    check = check_of(assessment.requirement_set)
    if check is None or not owns(viewer, assessment):
        raise NotFound("assessment.unknown")
    on_behalf = answers_on_behalf(viewer, assessment)
    return Clinic(
        assessment=assessment,
        check=check,
        short=ShortCheck.objects.visible_to(viewer).filter(assessment=assessment).first(),
        answers=answers_of(viewer, assessment),
        may_answer=on_behalf or viewer.may(Permission.ANSWER, on=assessment.actor),
        may_submit=on_behalf or viewer.may(Permission.SUBMIT, on=assessment.actor),
    )


def question_page(found: Clinic, code: str) -> QuestionPage:
    """A question that this clinic is asked. Raises ``NotFound`` (``assessment.not_asked``)."""
    for page in found.pages:
        if page.question.id == code:
            return page
    raise NotFound("assessment.not_asked", id=code)


@dataclass(frozen=True)
class LastTime:
    """What a clinic chose the last time it was asked the same, and when."""

    offer: Offer
    on: date


def last_time(viewer: Viewer, found: Clinic, page: QuestionPage) -> LastTime | None:
    """What is to be asked «still true?» of a question without an answer of today's: one query.

    That is what was carried over, or else what was said last in an earlier check of the same set.
    Only what was chosen: a comment stays where it was written. Not to know is asked afresh.
    """
    code = page.question.id
    if code in found.answered:
        return None
    assessment = found.assessment
    said = found.answers.get(code)
    if said is None or not said.result:
        said = (
            Answer.objects.filter(
                assessment__in=Assessment.objects.owned_by(viewer).order_by(),
                assessment__actor=assessment.actor_id,
                assessment__requirement_set=assessment.requirement_set_id,
                assessment__created_at__lte=assessment.created_at,
                requirement__code=code,
                result__gt="",
            )
            .exclude(assessment=assessment)
            .order_by("-changed_at", "-pk")
            .first()
        )
    offer = offer_of(said.values) if said else None
    if said is None or offer is None or offer is Offer.UNKNOWN:
        return None
    is_offered = offer in page.question.answers
    return LastTime(offer, localtime(said.changed_at).date()) if is_offered else None


def check_by_key(viewer: Viewer, key: str) -> ShortCheck:
    """The check that an address leads to, for those who see its answers anyway.

    Raises ``NotFound`` (``short_check.unknown``), alike for a key that there is none of.
    """
    found = ShortCheck.objects.visible_to(viewer).filter(key=key).first()
    if found is None:
        raise NotFound("short_check.unknown")
    return found


@dataclass(frozen=True)
class KnownBefore:
    """What is known of a clinic before it tells anything itself; ``facts`` only where settled."""

    entry: DirectoryEntry
    owner: str
    facts: Mapping[str, bool]


def known_before(viewer: Viewer, found: Clinic) -> KnownBefore:
    """What the directory says, and the supplier that an earlier check named."""
    actor = found.assessment.actor
    owner = Actor.objects.filter(pk=actor.parent_id).first() if actor.parent_id else None
    earlier = (
        ShortCheck.objects.visible_to(viewer)
        .filter(assessment__actor=actor)
        .exclude(assessment=found.assessment)
        .exclude(supplier="")
        .order_by("-told_at")
        .first()
    )
    entry = DirectoryEntry(
        kind=actor.kind,
        size=actor.size,
        owner_kind=owner.kind if owner else "",
        supplier=found.supplier or (earlier.supplier if earlier else ""),
    )
    return KnownBefore(entry, owner.name if owner else "", known_facts(found.check, entry))


@dataclass(frozen=True)
class ClinicPlace:
    """A clinic that the viewer answers for, and its latest check, if there is one."""

    actor: Actor
    latest: Assessment | None


def clinic_places(viewer: Viewer, *, on: date) -> list[ClinicPlace]:
    """The small practices at which the viewer may begin a check, and others that are asked for one.

    Two queries; none for those who answer for no organisation of their own.
    """
    paths = viewer.paths(Permission.START_ASSESSMENT)
    if not viewer.may_somewhere(Permission.START_ASSESSMENT) or WHOLE_SECTOR in paths:
        return []
    actors = Actor.objects.visible_to(viewer).in_force(on).filter(path__in=paths)
    own = {each.pk: each for each in actors}
    latest: dict[int, Assessment] = {}
    for each in _checks(viewer).filter(actor__in=own).order_by("created_at", "pk"):
        before = latest.get(each.actor_id)
        if before is None or not before.is_writable or each.is_writable:
            latest[each.actor_id] = each
    return [
        ClinicPlace(each, latest.get(pk))
        for pk, each in own.items()
        if pk in latest or each.kind in SMALL_PRACTICES
    ]


def open_check_of(viewer: Viewer, actor: Actor) -> Assessment | None:
    """The check that a clinic is in the middle of; None when there is none."""
    over = Q(state=AssessmentState.OPEN, campaign__state=CampaignState.CLOSED)
    found = _checks(viewer).filter(actor=actor, state__in=WRITABLE).exclude(over)
    return found.order_by("-created_at", "-pk").first()


def _checks(viewer: Viewer) -> QuerySet[Assessment]:
    found = Assessment.objects.owned_by(viewer).filter(requirement_set__code=SET_CODE)
    return found.select_related("campaign")


def usual_check() -> Check:
    """The check that a clinic starts by itself."""
    return max(
        (each for (code, _version), each in shipped_checks().items() if code == SET_CODE),
        key=lambda each: each.version,
    )


@dataclass(frozen=True)
class Asking:
    """What suppliers are asked for a check by question, as long as that is not over, and the
    suppliers of the directory.
    """

    questions: Mapping[str, SupplierQuestion]
    names: Sequence[str] = ()

    def is_listed(self, name: str) -> bool:
        """Whether a supplier is in the directory by that name, so that it can reply here."""
        wanted = name.strip().casefold()
        return [each.casefold() for each in self.names].count(wanted) == 1


def asking(viewer: Viewer, found: Clinic, *, on: date) -> Asking:
    """What suppliers have been asked, and which there are: two queries."""
    return Asking(_running(viewer, found, on), supplier_names(viewer))


def asking_about(viewer: Viewer, found: Clinic, code: str, *, on: date) -> Asking | None:
    """What a supplier is asked about one question; None where no supplier is to answer it."""
    answer = found.answers.get(code)
    if answer is None or answer.values.done_by is not DoneBy.SUPPLIER:
        return None
    return Asking(_running(viewer, found, on))


def _running(viewer: Viewer, found: Clinic, on: date) -> dict[str, SupplierQuestion]:
    asked = questions_of(viewer, found.assessment)
    return {code: each for code, each in asked.items() if not each.can_be_asked_again(on)}


def supplier_names(viewer: Viewer) -> list[str]:
    """What the suppliers of the directory are called."""
    return [each.name for each in suppliers(viewer)]


def supplier_step(found: Clinic, supplier: str) -> NextStep:
    """The step of asking a supplier, also beyond the five; a name may be empty.

    Raises ``NotFound`` (``check.step_unknown``): nothing is to be asked of it.
    """
    wanted = " ".join(supplier.split()).casefold()
    for each in every_step(found.check, found.values):
        if each.kind is StepKind.ASK_SUPPLIER and each.supplier.casefold() == wanted:
            return each
    raise NotFound("check.step_unknown")


def step_of(found: Clinic, code: str) -> NextStep:
    """The step that a question leads to. Raises ``NotFound`` (``check.step_unknown``)."""
    for each in every_step(found.check, found.values):
        if each.questions[0] == code:
            return each
    raise NotFound("check.step_unknown")


def actions_of_steps(viewer: Viewer, assessment: Assessment) -> dict[str, Action]:
    """What was made of next steps, by the question that each is about: one query."""
    found = Action.objects.visible_to(viewer).filter(
        finding__source_type=FINDING_SOURCE, finding__source_id=str(assessment.pk)
    )
    return {each.finding.key: each for each in found.select_related("finding").order_by("pk")}
