"""Campaigns, answers, and what is handed in, to colleagues, suppliers and the authority."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import (
    Assessment,
    Delegation,
    Submission,
    SupplierResult,
    WorkbookDraft,
)
from samvern.apps.assessments.operations import AnswerEntry, SupplierReply
from samvern.apps.evidence.operations import withdraw_evidence
from samvern.base.jobs.worker import Worker
from samvern.engine.assessments import AnswerValues, Confidentiality, DoneBy, Result
from samvern.engine.checks import Offer
from tests.factories import (
    actions,
    assessments,
    checks,
    evidence,
    frameworks,
)
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector

AT = make.AT


def self_assessments(sector: Sector, say: Markers) -> None:
    """A campaign for improvement and one that is reported, returned and answered once more."""
    authority, hospital = sector.viewer("authority"), sector.actors["hospital"]
    asked = frameworks.requirement_set(frameworks.framework("asked"))
    drawn = assessments.population(name=say("Asked"))
    for confidentiality in Confidentiality:
        campaign = assessments.opened(
            drawn,
            by=authority,
            of=asked,
            title=say("Campaign"),
            purpose=say(),
            period=say(),
            confidentiality=confidentiality,
        )
        _answered(assessments.of(campaign, hospital), sector, say)
    Worker(clock=lambda: AT).run_until_idle()


def _answered(assessment: Assessment, sector: Sector, say: Markers) -> None:
    """What the hospital says, rests on, hands to colleagues, asks its supplier and hands in."""
    officer = sector.viewer("officer")
    results = {"1.1": Result.NOT_FULFILLED, "1.2": Result.NOT_APPLICABLE}
    values = {
        code: AnswerValues(
            result=result,
            reason=say() if result is Result.NOT_APPLICABLE else "",
            comment=say("Comment"),
            supplier=say("Supplier"),
            done_by=DoneBy.SUPPLIER,
            responsible=say("Head"),
        )
        for code, result in results.items()
    }
    operations.acknowledge(by=officer, assessment_id=assessment.pk, at=AT)
    entries = [AnswerEntry(code, said, source={"file": say()}) for code, said in values.items()]
    operations.save_answers(by=officer, assessment_id=assessment.pk, entries=entries, at=AT)
    rests_on = evidence.file(
        assessment.actor,
        by=officer,
        content=say("Minutes of the exercise").encode(),
        name=f"{say()}.txt",
        title=say("Minutes"),
        note=say(),
    )
    operations.attach_evidence(
        by=officer, assessment_id=assessment.pk, code="1.1", evidence_id=rests_on.pk, at=AT
    )
    handed = assessments.delegated(assessment, sector.people["helper"], "1.1")
    Delegation.objects.filter(pk=handed.pk).update(email=f"{say()}@example.org", note=say("Please"))
    _asked(assessment, sector, say)
    submission = operations.submit_assessment(
        by=officer, assessment_id=assessment.pk, at=assessments.LATER
    )
    withdraw_evidence(
        by=officer, evidence_id=rests_on.pk, why=say("Mistaken"), at=assessments.LATER
    )
    if assessment.confidentiality == Confidentiality.REPORTED:
        _returned(submission, sector, say)
        _recalled(assessment, sector, say)


def _asked(assessment: Assessment, sector: Sector, say: Markers) -> None:
    asked = operations.ask_supplier(
        by=sector.viewer("officer"),
        assessment_id=assessment.pk,
        code="1.1",
        supplier_id=sector.actors["supplier"].pk,
        at=AT,
    )
    operations.reply_to_customers(
        by=sector.viewer("supplier"),
        question_ids=[asked.pk],
        reply=SupplierReply(SupplierResult.PARTLY, comment=say("Half of it")),
        at=AT,
    )


def short_check(sector: Sector, say: Markers) -> None:
    """The department takes the short check of clinics."""
    checks.check_set()
    clinic = checks.as_clinic(sector.actors["department"])
    officer = sector.viewer("officer_below")
    found = checks.begun(clinic, by=officer, supplier=say("Supplier"))
    checks.finished(found, by=officer, q1_1=Offer.NOT_FULFILLED)


def _returned(submission: Submission, sector: Sector, say: Markers) -> None:
    authority, at = sector.viewer("authority"), assessments.LATER
    operations.remark(
        by=authority, submission_id=submission.pk, code="1.1", text=say("More"), at=at
    )
    operations.return_submission(
        by=authority, submission_id=submission.pk, message=say("Again"), at=at
    )
    values = AnswerValues(comment=say("Written offline")).to_json()
    WorkbookDraft.objects.create(
        assessment=submission.assessment,
        user=sector.people["officer"],
        file_name=f"{say()}.xlsx",
        answers=[{"code": "1.1", "base_version": 1, "base": values, "values": values}],
        unchanged_count=0,
        created_at=timezone.now(),
    )


def _recalled(assessment: Assessment, sector: Sector, say: Markers) -> None:
    """Something else is said and handed in, and taken back again: it is the hospital's own,
    with the finding that was raised of it.
    """
    officer, at = sector.viewer("officer"), assessments.LATER + timedelta(hours=1)
    said = AnswerValues(result=Result.NOT_APPLICABLE, reason=say(), comment=say("Taken back"))
    operations.save_answers(
        by=officer,
        assessment_id=assessment.pk,
        entries=[AnswerEntry("1.2", said, version=1)],
        at=at,
    )
    again = operations.submit_assessment(by=officer, assessment_id=assessment.pk, at=at)
    [found] = operations.raise_findings(
        by=officer, assessment_id=assessment.pk, codes=["1.1"], at=at
    )
    actions.decided(found, by=officer, reason=say(), at=at)
    actions.action(found, None, by=officer, what=say("Mend it"), position=say("Head"))
    operations.remark(
        by=sector.viewer("authority"), submission_id=again.pk, code="1.2", text=say("How so"), at=at
    )
    operations.recall_submission(by=officer, submission_id=again.pk, at=at)
