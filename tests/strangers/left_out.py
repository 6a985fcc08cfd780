"""What the confidentiality map leaves out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
