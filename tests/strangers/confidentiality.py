"""Who may find which text: the confidentiality map of the whole product.

Every column that can hold words is either here, with its audience, or in ``NO_WORDS`` with the
reason why it holds none. ``docs/confidentiality.md`` is written from this
(``python -m tests.strangers``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tests.strangers.audiences import (
    AUTHORITY,
    HELPER,
    OFFICERS,
    OVERSIGHT,
    REASONS,
    WITH_ROLE,
    Audience,
    person,
    with_programme,
    with_set,
)
from tests.strangers.standings import (
    ACT_ON_IT,
    ACTED,
    ACTS,
    ANSWER,
    APPLIED,
    BESIDE_PLAN,
    CHANGED,
    COMPARED,
    COMPUTED,
    DECISION,
    DELEGATES,
    EDITION,
    EVIDENCE,
    FILE,
    FINDING,
    FOLLOWED_EVIDENCE,
    HERE,
    IN_PUBLIC,
    MAPPED,
    OF_ACTION,
    OF_ANSWER,
    OF_ASSESSMENT,
    OF_FINDING,
    OF_INDICATOR,
    OF_MEASURE,
    OF_OWNER,
    OF_PAPER,
    OF_REPORT,
    OWNER_OF_FILE,
    PANEL,
    PAPER,
    PLANNED,
    PROGRAMME,
    PUBLISHED,
    REMARK_ON_REPORT,
    REMARKED,
    REPORT,
    REPORTED,
    ROUND,
    ROUND_OF_REPORT,
    SAID,
    SCENARIO,
    SELF,
    SET,
    SHOWN,
    SHOWS,
    SNAPSHOT,
    STARTED,
    STUDIED,
    SUBMITTED,
    SUPERSEDED,
    SUPPLIER,
    TIED,
    VALUE,
    WHERE_THEY_WORK,
    WITHDRAWN,
    WRITES_PAPER,
    WROTE_PAPER,
)


@dataclass(frozen=True)
class Texts:
    """Columns of a table whose words the same people may find.

    ``is_secret`` keeps them out of the audit trail, facts, jobs, mail and logs altogether.
    What no page shows is listed in ``UNREAD``.
    """

    label: str
    fields: tuple[str, ...]
    audience: Audience
    is_secret: bool = False


def _texts(label: str, fields: str, audience: Audience, **more: object) -> Texts:
    return Texts(label, tuple(fields.split()), audience, **more)  # type: ignore[arg-type]


_BASE = (
    _texts("base.User", "name", SELF | WITH_ROLE),
    _texts("base.User", "email", SELF | OVERSIGHT | WHERE_THEY_WORK),
    _texts("base.ApiToken", "name", person("user_id", "whose token it is")),
    _texts("base.StoredFile", "name key", FILE, is_secret=True),
    _texts("base.Job", "by_name", OVERSIGHT),
)
_ACTORS = (
    _texts("actors.Actor", "name", WITH_ROLE | IN_PUBLIC),
    _texts("actors.Actor", "also_known_as sort_name search_text", WITH_ROLE),
    _texts("actors.Succession", "note", WITH_ROLE),
    _texts("actors.Population", "name description", OVERSIGHT),
    _texts("actors.PopulationVersion", "by_name reasons", OVERSIGHT),
    _texts("actors.RegisterImport", "by_name sources", OVERSIGHT),
    _texts("actors.RegisterEntry", "facts", WITH_ROLE),
    _texts("actors.RegisterChange", "name facts", APPLIED),
)
_FOLLOWED_UP = (
    _texts(
        "evidence.Evidence",
        "title url note by_name search_text",
        EVIDENCE,
        is_secret=True,
    ),
    _texts(
        "evidence.Evidence",
        "withdrawn_by_name withdrawn_why",
        FOLLOWED_EVIDENCE,
        is_secret=True,
    ),
    _texts(
        "actions.Finding",
        "description source_label raised_by_name",
        FINDING,
        is_secret=True,
    ),
    _texts("actions.Finding", "title", FINDING | ACT_ON_IT, is_secret=True),
    _texts("actions.Decision", "reason decided_by_name", OF_FINDING, is_secret=True),
    _texts(
        "actions.Action",
        "what position done_by_name verified_by_name",
        OF_FINDING | ACTS,
        is_secret=True,
    ),
    _texts(
        "actions.Verification",
        "seen verified_by_name",
        OF_ACTION | ACTED,
        is_secret=True,
    ),
    _texts("actions.ActionEvidence", "added_by_name", SHOWS, is_secret=True),
    _texts("actions.Change", "changes note by_name", CHANGED, is_secret=True),
)
_FRAMEWORKS = (
    _texts(
        "frameworks.RequirementSet",
        "title publisher source licence description gaps wording_sources",
        with_set(""),
    ),
    _texts("frameworks.Requirement", "title text priority", SET),
    _texts("frameworks.SetEdition", "document file_name reason by_name", SET & OVERSIGHT),
    _texts("frameworks.SetDraft", "file_name document content licence", OWNER_OF_FILE),
    _texts("frameworks.SheetColumns", "name", AUTHORITY),
    _texts("guidance.Review", "note by_name", OVERSIGHT | OF_OWNER),
    _texts("mappings.RequirementMapping", "why review_note", MAPPED),
    _texts("mappings.RequirementMapping", "mapper reviewer claimed_reviewer", MAPPED & WITH_ROLE),
    _texts("mappings.MappingEdition", "said note by_name", EDITION),
    _texts("mappings.MappingImport", "file_name by_name", WITH_ROLE),
)
_PROGRAMMES = (
    _texts(
        "programmes.Programme",
        "title description publisher assignment builds_on successor_of_publisher reporting_to"
        " reporting_every",
        with_programme(""),
    ),
    _texts("programmes.Recommendation", "chapter note", PROGRAMME),
    _texts("programmes.PriorityBasis", "text", PROGRAMME),
    *(
        _texts(f"programmes.{part}", "title description", PROGRAMME)
        for part in ("Goal", "Challenge", "RiskTrend", "RiskArea", "FocusArea", "Measure")
    ),
    _texts("programmes.RiskTrend", "reported_by", PROGRAMME),
    _texts("programmes.FocusArea", "needs", PROGRAMME),
    _texts("programmes.Measure", "every owner_note target_group relevant_for", PROGRAMME),
    _texts("programmes.MeasureActor", "name", OF_MEASURE),
    _texts("programmes.MeasureInterface", "name", OF_MEASURE),
    _texts("programmes.MeasureTie", "tied_by_name untied_by_name", TIED, is_secret=True),
    _texts("programmes.OwnerChange", "from_name to_name", OF_MEASURE),
    _texts("programmes.Judgement", "by_name reason", PROGRAMME & REASONS),
    _texts("comparisons.LineageLink", "source", COMPARED),
    _texts("comparisons.LineageLink", "by_name why", COMPARED & REASONS),
    _texts("decisions.Scenario", "title reason author_name", SCENARIO),
    _texts("decisions.Decision", "title decided reasons body decided_by record", DECISION),
    _texts("decisions.Decision", "recorded_by_name", DECISION),
    _texts("decisions.Supersession", "why", SUPERSEDED),
    _texts("roadmaps.Plan", "title planning author_name", PLANNED),
    _texts("roadmaps.PlanScenario", "title reason author_name", BESIDE_PLAN),
    _texts("roadmaps.PublishedPlan", "title note published_by_name record", PUBLISHED),
    _texts("roadmaps.Withdrawal", "why by_name", WITHDRAWN),
    _texts("effects.EffectStudy", "lot_note", STUDIED),
    _texts("effects.EffectStudy", "author_name", OF_MEASURE & OVERSIGHT),
    _texts("effects.StudyResult", "asked_by_name", COMPUTED),
    _texts("effects.StudyPublication", "note by_name", SHOWN),
    _texts("effects.StudyPublication", "why_ended ended_by_name", COMPUTED),
    _texts("exchange.ImportDraft", "file_name content sheet", OWNER_OF_FILE),
    _texts("exchange.ColumnMapping", "name", PROGRAMME & OVERSIGHT),
    _texts(
        "exchange.TableImport",
        "by_name file_name sheet reason changes undone_by_name undone_why",
        PROGRAMME & OVERSIGHT,
    ),
    _texts("panels.Panel", "title purpose", PANEL),
    _texts("panels.Opinion", "why", SAID),
)
_ASSESSMENTS = (
    _texts("assessments.Campaign", "title purpose period", OVERSIGHT | OFFICERS),
    _texts(
        "assessments.Assessment",
        "title period",
        HERE | HELPER | OVERSIGHT,
    ),
    _texts("assessments.Assessment", "on_behalf_reason", HERE | AUTHORITY),
    _texts(
        "assessments.Answer",
        "reason supplier comment responsible",
        ANSWER,
        is_secret=True,
    ),
    _texts(
        "assessments.AnswerState",
        "values source by_name",
        OF_ANSWER,
        is_secret=True,
    ),
    _texts(
        "assessments.Delegation",
        "email note",
        OF_ASSESSMENT | person("accepted_by_id", "who accepted it"),
        is_secret=True,
    ),
    _texts(
        "assessments.Submission",
        "document on_behalf_reason message",
        SUBMITTED,
        is_secret=True,
    ),
    # Whoever answers a part of it is told who locked the whole.
    _texts(
        "assessments.Submission",
        "submitted_by_name decided_by_name",
        SUBMITTED | DELEGATES,
        is_secret=True,
    ),
    _texts(
        "assessments.SupplierQuestion",
        "supplier_name asked_by_name comment replied_by_name",
        OF_ASSESSMENT | SUPPLIER,
        is_secret=True,
    ),
    _texts("assessments.ShortCheck", "supplier", OF_ASSESSMENT, is_secret=True),
    _texts("assessments.WorkbookDraft", "file_name answers", OWNER_OF_FILE, is_secret=True),
    _texts("assessments.Remark", "text by_name", REMARKED, is_secret=True),
)

_REPORTING = (
    _texts("reporting.Round", "purpose questions tolerances", ROUND),
    _texts("reporting.Report", "measure_title owner_names", ROUND_OF_REPORT),
    _texts("reporting.Report", "values on_behalf_reason", REPORT, is_secret=True),
    _texts("reporting.ReportState", "values by_name", OF_REPORT, is_secret=True),
    _texts(
        "reporting.ReportSubmission",
        "values on_behalf_reason message submitted_by_name decided_by_name",
        REPORTED,
        is_secret=True,
    ),
    _texts("reporting.ReportRemark", "text", REMARK_ON_REPORT, is_secret=True),
    _texts("reporting.ReportRemark", "by_name", REMARK_ON_REPORT, is_secret=True),
)

_PAPERS = (
    _texts("papers.Snapshot", "record frozen_by_name", SNAPSHOT, is_secret=True),
    _texts("papers.Paper", "correction made_by_name", PAPER, is_secret=True),
    _texts("papers.PaperText", "text", OF_PAPER, is_secret=True),
    _texts("papers.PaperText", "changed_by_name", WRITES_PAPER, is_secret=True),
    _texts("papers.PaperTextState", "said by_name", WROTE_PAPER, is_secret=True),
    _texts("papers.PaperAnswer", "reason", OF_PAPER, is_secret=True),
    _texts("papers.PaperAnswer", "by_name", WRITES_PAPER, is_secret=True),
    _texts("papers.ApprovedPaper", "record", OF_PAPER, is_secret=True),
    _texts("papers.ApprovedPaper", "approved_by_name", WRITES_PAPER, is_secret=True),
)

_INDICATORS = (
    _texts("indicators.Indicator", "code title definition unit source population", PROGRAMME),
    _texts("indicators.IndicatorValue", "group", OF_INDICATOR),
    _texts("indicators.IndicatorValue", "reason given_by_name", VALUE, is_secret=True),
    _texts("indicators.MeasureStart", "reason given_by_name", STARTED, is_secret=True),
)

CONFIDENTIALITY: Final = (
    *_BASE,
    *_ACTORS,
    *_FOLLOWED_UP,
    *_FRAMEWORKS,
    *_PROGRAMMES,
    *_ASSESSMENTS,
    *_REPORTING,
    *_PAPERS,
    *_INDICATORS,
)

#: Columns without anybody's words: by name in every table, or one by one.
NO_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("sha256", "file_sha256", "digest", "signature", "hash", "previous_hash"),
                *("last_hash", "request_digest"),
            ),
            "a digest",
        ),
        **dict.fromkeys(
            ("path", "subject_type", "subject_id", "source_type", "source_id"), "a place"
        ),
        **dict.fromkeys(
            (
                *("code", "parent_code", "to_code", "source_code", "risk_area_code", "about"),
                *("focus_area_code", "measure_codes", "attainment_columns", "goal_set"),
                *("version", "follows_version", "parent", "follows", "sources", "applies_to"),
                *("default_source", "catalogue", "entry", "external_id", "tiers"),
            ),
            "codes of a published programme, set or catalogue",
        ),
        **dict.fromkeys(
            (
                *("org_number", "parent_number", "successor_number", "municipality_number"),
                *("place_key", "because"),
            ),
            "numbers and rules of public registers",
        ),
        **dict.fromkeys(("levels", "token", "likeness", "averages", "labels"), "figures"),
        "mapping": "headings of a table, with the file that they are in",
        "media_type": "one of the kinds that are let in",
        "base.User.password": "a digest, shown nowhere",
        "base.ApiToken.prefix": "the first signs of a key",
        "base.ApiToken.scopes": "words of the product",
        "base.JobWorker.name": "the name of a process",
        "base.Job.kind": "a word of the product",
        "effects.EffectStudy.control": "a word of the product",
        "base.Job.key": "an identifier",
        "base.Job.cursor": "how far it has come",
        "base.Job.failure": "codes of errors",
        "base.Job.claimed_by": "the name of a process",
        "actors.Actor.field_origins": "words of the product",
        "actors.PopulationVersion.criteria": "words of the product and identifiers",
        "actors.RegisterImport.counts": "figures",
        "actors.RegisterImport.problems": "rows of a public register",
        "actors.RegisterChange.overridden": "rows of a public register",
        "actors.RegisterChange.diff": "what a public register said before, and says now",
        "actors.RegisterChange.updated": "what a public register said before, and says now",
        "assessments.ShortCheck.key": "an address, drawn by lot; it lets nobody in",
        "assessments.ShortCheck.facts": "words of the product",
        "frameworks.Requirement.references": "codes of other sets",
        "frameworks.Requirement.guidance": "identifiers of the catalogue of guidance",
        "actions.Finding.key": "a code, or nothing that anybody is shown",
        "actions.Change.what": "a word of the product",
        "actions.Notice.key": "the code of a reminder",
        "assessments.Reminder.key": "the code of an occasion",
        "assessments.AssessmentLetter.key": "the code of an occasion",
        "assessments.Campaign.reminders": "figures",
        "indicators.Indicator.taken_from": "the code of a catalogue and of an indicator in it",
        "indicators.IndicatorValue.period": "a period, as it is written",
        "reporting.Round.period": "a period, as it is written",
        "reporting.Round.focus_areas": "codes of a published programme",
        "reporting.Round.reminders": "figures",
        "reporting.Report.measure_code": "a code of a published programme",
        "reporting.ReportRemark.part": "the code of a part of a report",
        "papers.Snapshot.period": "a period, as it is written",
        "papers.PaperText.section": "the code of a section",
        "papers.PaperAnswer.key": "the digest of a finding, or where a number stands",
        "assessments.Campaign.figures": "figures, of enough organisations to tell nothing of one",
        "decisions.Scenario.terms": "weights and codes",
        "roadmaps.PlanScenario.adjustments": "codes, periods and figures",
        "effects.StudyResult.record": "figures, and words of the study that stand in its own columns",
        "effects.StudyResult.taken": "keys of organisations and periods",
        "effects.StudyResult.left_out": "keys of organisations and codes",
        "effects.StudyResult.rows": "keys and digests, shown to nobody",
        "roadmaps.PlanResult.content": "codes, periods and figures",
        "exchange.TableImport.added_areas": "codes",
        "frameworks.SetDraft.left_out": "figures",
        "frameworks.SetDraft.sheet": "the name of a sheet, with the file that it is in",
        "programmes.Programme.published": "a date",
        "programmes.Measure.start": "a date",
        "programmes.Measure.finish": "a date",
        "programmes.PublishedCount.what": "a word of the file format",
    }
)

#: Columns that nothing shows, and why they are kept. Whoever shows one takes away its line.
UNREAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "actions.ActionEvidence.added_by_name",
                "assessments.SupplierQuestion.asked_by_name",
                "decisions.Decision.recorded_by_name",
                "evidence.Evidence.withdrawn_by_name",
                "mappings.MappingImport.by_name",
                "programmes.MeasureTie.untied_by_name",
                "reporting.ReportRemark.by_name",
                "papers.Paper.made_by_name",
                "papers.PaperAnswer.by_name",
            ),
            "who did it, kept for the record; the trail tells it",
        ),
        "assessments.Assessment.on_behalf_reason": "told by the submission, which keeps its own",
        "exchange.ImportDraft.sheet": "of a workbook, where the story has a table without sheets",
    }
)

#: What is written of other tables as things are done. No text of its own, and none of a secret one.
WRITTEN_OF_OTHERS: Final = (
    "base.AuditEntry",
    "base.FactDelivery",
    "base.IdempotencyRecord",
    "base.Job",
    "guidance.Reminder",
    "assessments.Reminder",
    "assessments.AssessmentLetter",
    "reporting.ReportingLetter",
    "actions.Notice",
)

#: Tables of libraries: their pages show everybody their own, and are held by the log-in tests.
OF_LIBRARIES: Final = frozenset(
    {"auth", "contenttypes", "sessions", "account", "mfa", "socialaccount", "usersessions"}
)
