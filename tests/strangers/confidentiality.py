"""Who may find which text: the confidentiality map of the whole product.

Every column that can hold words is either here, with its audience, or in :mod:`tests.strangers.left_out` with the
reason why it holds none. ``docs/confidentiality.md`` is written from this
(``python -m tests.strangers``).
"""

from __future__ import annotations

from dataclasses import dataclass
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
    CHANGED,
    DELEGATES,
    EVIDENCE,
    FINDING,
    FOLLOWED_EVIDENCE,
    HERE,
    IN_PUBLIC,
    OF_ACTION,
    OF_ANSWER,
    OF_ASSESSMENT,
    OF_FINDING,
    OF_REPORT,
    OWNER_OF_FILE,
    REMARK_ON_REPORT,
    REMARKED,
    REPORT,
    REPORTED,
    ROUND,
    ROUND_OF_REPORT,
    SELF,
    SHOWS,
    SUBMITTED,
    SUPPLIER,
    TIED,
    WHERE_THEY_WORK,
)
from tests.strangers.standings_of_programmes import (
    BESIDE_PLAN,
    COMPARED,
    COMPUTED,
    DECISION,
    EDITION,
    FILE,
    MAPPED,
    OF_INDICATOR,
    OF_MEASURE,
    OF_OWNER,
    OF_PAPER,
    PANEL,
    PAPER,
    PLANNED,
    PROGRAMME,
    PUBLISHED,
    SAID,
    SCENARIO,
    SET,
    SHOWN,
    SNAPSHOT,
    STARTED,
    STUDIED,
    SUPERSEDED,
    VALUE,
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
