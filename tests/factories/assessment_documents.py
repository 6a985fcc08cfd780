"""Assessments with something of everything, as large as they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from samvern.engine.assessments import (
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
    Confidence,
    Confidentiality,
    DoneBy,
    EvidenceLine,
    Progress,
    Result,
)

AS_OF = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)

#: What is said of requirements, in turn; the last has not been answered.
ANSWERS = (
    AnswerValues(
        Progress.DONE,
        Result.FULFILLED,
        maturity=4,
        confidence=Confidence.HIGH,
        done_by=DoneBy.OURSELVES,
        comment="Rutinen er øvd, og loggen viser at den blir fulgt.",
        responsible="IT-leder",
    ),
    AnswerValues(
        Progress.DONE,
        Result.PARTLY,
        maturity=2,
        confidence=Confidence.MEDIUM,
        done_by=DoneBy.SUPPLIER,
        supplier="Drift og Vern AS",
        comment="Gjelder for servere. Bærbare maskiner og nettbrett gjenstår.",
        responsible="Kari Nordmann",
        due_on=date(2027, 2, 1),
    ),
    AnswerValues(
        Progress.IN_PROGRESS,
        Result.NOT_FULFILLED,
        maturity=0,
        confidence=Confidence.LOW,
        comment="Ikke begynt.",
        due_on=date(2027, 9, 1),
    ),
    AnswerValues(
        Progress.DONE, Result.NOT_APPLICABLE, reason="Vi har ikke eget trådløst nettverk."
    ),
    AnswerValues(Progress.DONE, Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Skyen ASA"),
    None,
)

EVIDENCE = EvidenceLine(
    "Øvelsesrapport",
    "file",
    event_on=date(2026, 11, 3),
    document_on=date(2026, 11, 20),
    uploaded_at=datetime(2026, 12, 1, 8, 15, tzinfo=UTC),
    expires_on=date(2027, 11, 20),
    sha256="0" * 64,
)


def assessment(count: int, *, words: str = "", **changes: Any) -> AssessmentDocument:
    """An assessment of so many requirements under two levels of headings.

    ``words`` stand in every text, in place of ordinary ones.
    """
    rows: list[AssessedRequirement] = []
    for number in range(count):
        chapter, part = number // 30 + 1, number // 10 % 3 + 1
        if number % 30 == 0:
            rows.append(_heading(f"{chapter}", words or f"Kapittel {chapter}", ""))
        if number % 10 == 0:
            title = words or f"Beskytt det som er viktigst, del {part}"
            rows.append(_heading(f"{chapter}.{part}", title, f"{chapter}"))
        rows.append(
            AssessedRequirement(
                code=f"{chapter}.{part}.{number % 10 + 1}",
                title={"nb": words or "Etabler en rutine som gjør at feil blir oppdaget og rettet"},
                text={"nb": words or "Virksomheten bør ha en rutine."},
                parent=f"{chapter}.{part}",
                is_as_published=number % 3 != 0,
                values=_answer(number, words),
                evidence=(EVIDENCE,) if number % len(ANSWERS) == 0 else (),
            )
        )
    head: dict[str, Any] = {
        "actor": words or "Fjordvik sykehus HF",
        "org_number": "999999999",
        "title": words or "Egenvurdering 2027",
        "period": "2027",
        "set_code": "nsm-gp-ikt",
        "set_version": "2.1",
        "set_title": {"nb": "Grunnprinsipper for IKT-sikkerhet", "en": "Basic principles"},
        "publisher": words or "Nasjonal sikkerhetsmyndighet",
        "confidentiality": Confidentiality.REPORTED,
        "as_of": AS_OF,
        "submitted_at": AS_OF,
        "submitted_by": words or "Ola Nordmann",
        "set_note": {"nb": words or "Tekstene til kravene mangler.", "en": "Texts are missing."},
    }
    return AssessmentDocument(**(head | {"rows": tuple(rows)} | changes))


def _heading(code: str, title: str, parent: str) -> AssessedRequirement:
    return AssessedRequirement(code, {"nb": title}, parent=parent, is_assessable=False)


def _answer(number: int, words: str) -> AnswerValues | None:
    found = ANSWERS[number % len(ANSWERS)]
    if found is None or not words:
        return found
    return replace(found, comment=words, responsible=words, supplier=words, reason=words)
