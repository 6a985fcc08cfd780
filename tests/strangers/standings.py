"""Who stands how to the rows of each module: the audiences that the map of confidentiality names."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from samvern.apps.actions.models import ActionEvidence
from samvern.apps.assessments.models import (
    AnswerEvidence,
    Delegation,
    Submission,
    SubmissionEvidence,
)
from samvern.apps.reporting.models import ReportEvidence, SubmittedEvidence
from tests.strangers.audiences import (
    AUTHORITY,
    EVERYBODY,
    NOBODY,
    OVERSIGHT,
    WITH_ROLE,
    Audience,
    own_officers,
    people,
    person,
    when,
)
from tests.strangers.sector import Sector

SELF = person("pk", "the person")
WHERE_THEY_WORK = Audience(
    "security officers where the person holds a role, and above",
    lambda sector, row: frozenset().union(
        *(sector.officers(grant.path) for grant in row.grants.all())  # type: ignore[attr-defined]
    ),
)
IN_PUBLIC = Audience(
    "everybody, of those who take part in a programme that everybody sees",
    lambda sector, row: (
        EVERYBODY.who(sector, row)
        if row.measure_parts.filter(measure__programme__sharing="public").exists()  # type: ignore[attr-defined]
        else frozenset()
    ),
)
OWNER_OF_FILE = person("user_id", "whoever chose the file")
HERE = own_officers("actor")
APPLIED = when("state", "by whether it was applied", waiting=OVERSIGHT, applied=WITH_ROLE)


def _reported(place: str) -> Audience:
    def stands(row: Any) -> str:
        found = attrgetter(place[:-1])(row) if place else row
        if found.confidentiality == "reported" and found.source_type == "assessments.assessment":
            last = Submission.objects.filter(assessment=found.source_id).latest("number")
            if last.verdict == "recalled" and found.raised_at >= last.submitted_at:
                return "taken_back"
        return str(found.confidentiality)

    return when(
        stands,
        "and by what was said beforehand, while what showed it is not taken back",
        improvement=NOBODY,
        reported=OVERSIGHT,
        taken_back=NOBODY,
    )


FINDING = HERE | _reported("")
OF_FINDING = own_officers("finding.actor") | _reported("finding.")
OF_ACTION = own_officers("action.finding.actor") | _reported("action.finding.")
ACTS = people(
    "the owner of the action and its verifier", lambda row: (row.owner_id, row.verifier_id)
)
ACT_ON_IT = people(
    "owners and verifiers of its actions",
    lambda row: [user for each in row.actions.all() for user in (each.owner_id, each.verifier_id)],
)
ACTED = people(
    "the owner of the action and its verifier",
    lambda row: (row.action.owner_id, row.action.verifier_id) if row.action else (),
)
CHANGED = OF_FINDING | ACTED

OF_ASSESSMENT = own_officers("assessment.actor")
ON_BEHALF = person("assessment.on_behalf_by_id", "who answers on behalf of it")


def _delegates(assessment: Any, requirement: Any) -> list[int | None]:
    found = assessment.delegations.filter(requirements__requirement=requirement, revoked_at=None)
    return [each.accepted_by_id for each in found]


DELEGATED = people(
    "to whom the requirement was delegated",
    lambda row: _delegates(row.assessment, row.requirement),
)
ANSWER = OF_ASSESSMENT | ON_BEHALF | DELEGATED
OF_ANSWER = Audience(ANSWER.words, lambda sector, row: ANSWER.who(sector, row.answer))  # type: ignore[attr-defined]
SUPPLIER = Audience(
    "security officers of the supplier that is asked",
    lambda sector, row: sector.officers(row.supplier.path),  # type: ignore[attr-defined]
)
SUBMITTED = OF_ASSESSMENT | when(
    lambda row: "taken_back" if row.verdict == "recalled" else row.assessment.confidentiality,
    "and by what was said beforehand, while it is not taken back",
    improvement=NOBODY,
    reported=OVERSIGHT,
    taken_back=NOBODY,
)
DELEGATES = people(
    "to whom some of it was delegated",
    lambda row: [
        each.accepted_by_id for each in row.assessment.delegations.filter(revoked_at=None)
    ],
)


def _reviewers(sector: Sector, submission: Any) -> frozenset[str]:
    if submission.assessment.confidentiality == "reported":
        return AUTHORITY.who(sector, submission)
    return frozenset(
        each
        for each in OF_ASSESSMENT.who(sector, submission)
        if sector.people[each].pk != submission.submitted_by_id
    )


def _told_of_remark(sector: Sector, row: Any) -> frozenset[str]:
    told = {"waiting": _reviewers, "recalled": NOBODY.who}.get(
        row.submission.verdict, SUBMITTED.who
    )
    return told(sector, row.submission)


REMARKED = Audience(
    "before the verdict those who review it, and of what is taken back nobody; from then on "
    f"{SUBMITTED.words}",
    _told_of_remark,
) | people(
    "once there is a verdict, to whom the requirement was delegated",
    lambda row: (
        _delegates(row.submission.assessment, row.requirement)
        if row.submission.verdict in {"accepted", "returned"}
        else []
    ),
)


def _writers(sector: Sector, report: Any) -> frozenset[str]:
    """The measure owner of the hospital where it owns the measure, and whoever else writes the report."""
    hospital = sector.actors["hospital"].path
    is_ours = any(each.actor.path.startswith(hospital) for each in report.owners.all())
    named = sector.member(report.responsible_id) | sector.member(report.on_behalf_by_id)
    return named | (frozenset({"owner"}) if is_ours else frozenset())


WRITERS = "the measure owners, whom it was handed to, and who reports on their behalf"
REPORT = Audience(WRITERS, _writers)
OF_REPORT = Audience(WRITERS, lambda sector, row: _writers(sector, row.report))  # type: ignore[attr-defined]
ROUND = when(
    lambda row: "planned" if row.state == "planned" else "asked",
    "by whether it is opened",
    planned=AUTHORITY,
    asked=OVERSIGHT
    | Audience(
        "those who report in it",
        lambda sector, row: frozenset().union(
            *(_writers(sector, each) for each in row.reports.all())  # type: ignore[attr-defined]
        ),
    ),
)
ROUND_OF_REPORT = OVERSIGHT | REPORT


def _answers_now(sector: Sector, row: Any) -> frozenset[str]:
    """The measure owner of the hospital where the programme says today that it owns the measure."""
    hospital = sector.actors["hospital"].path
    owners = row.report.measure.actors.filter(part="owner", actor__isnull=False)
    is_ours = any(each.actor.path.startswith(hospital) for each in owners)
    return frozenset({"owner"}) if is_ours else frozenset()


def _kept(audience: Audience) -> Audience:
    return when(
        lambda row: "taken_back" if row.verdict == "recalled" else "handed_in",
        "and while it is not taken back",
        handed_in=audience,
        taken_back=NOBODY,
    )


#: Those who see what was handed in with the evidence that it rests on.
HANDED_IN_TO = OF_REPORT | _kept(OVERSIGHT)
REPORTED = OF_REPORT | _kept(OVERSIGHT | Audience("who owns the measure today", _answers_now))


def _told_of_report(sector: Sector, row: Any) -> frozenset[str]:
    told = {"waiting": AUTHORITY.who, "recalled": NOBODY.who}.get(
        row.submission.verdict, REPORTED.who
    )
    return told(sector, row.submission)


REMARK_ON_REPORT = Audience(
    f"before the verdict those who review it; from then on {REPORTED.words}", _told_of_report
)
#: Whoever writes a report that rests on a piece, and whoever reads one that it was handed in with.
WRITE_ON_IT = Audience(
    "those who write a report that rests on it",
    lambda sector, row: frozenset().union(
        *(
            _writers(sector, each.report)
            for each in ReportEvidence.objects.filter(evidence=row)  # type: ignore[misc]
        )
    ),
)
HANDED_IN_WITH = Audience(
    "those who handed in a report with it, and to whom",
    lambda sector, row: frozenset().union(
        *(
            HANDED_IN_TO.who(sector, each.submission)
            for each in SubmittedEvidence.objects.filter(evidence=row)  # type: ignore[misc]
        )
    ),
)
FOLLOWED_EVIDENCE = (
    HERE
    | WRITE_ON_IT
    | people(
        "to whom a requirement was delegated whose answer rests on it",
        lambda row: Delegation.objects.filter(
            assessment__evidence__evidence=row,
            requirements__requirement__in=AnswerEvidence.objects.filter(evidence=row).values(
                "requirement"
            ),
            revoked_at=None,
        ).values_list("accepted_by_id", flat=True),
    )
    | people(
        "the owner and the verifier of an action that rests on it",
        lambda row: [
            user
            for shown in ActionEvidence.objects.filter(evidence=row)
            for user in (shown.action.owner_id, shown.action.verifier_id)
        ],
    )
)
EVIDENCE = (
    FOLLOWED_EVIDENCE
    | HANDED_IN_WITH
    | when(
        lambda row: (
            "yes"
            if SubmissionEvidence.objects.filter(
                evidence=row, submission__assessment__confidentiality="reported"
            ).exists()
            else "no"
        ),
        "and by whether it was handed in with what is reported",
        yes=OVERSIGHT,
        no=NOBODY,
    )
)
SHOWS = Audience(
    FOLLOWED_EVIDENCE.words,
    lambda sector, row: FOLLOWED_EVIDENCE.who(sector, row.evidence),  # type: ignore[attr-defined]
)
TIED = OF_FINDING
