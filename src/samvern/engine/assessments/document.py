"""An assessment as one frozen value: what is handed in, what reports print and files hold.

It is the one source of every figure about an assessment, on a page, in a report and in a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from samvern.engine.assessments.answer import GAPS, AnswerValues, Result
from samvern.engine.programme.document import Text


class Confidentiality(StrEnum):
    """What an assessment is for, and with that who sees it; said before the first answer."""

    IMPROVEMENT = "improvement"  # the organisation itself; others see safe statistics only
    REPORTED = "reported"  # the sector authority and supervisors see what is submitted


@dataclass(frozen=True)
class EvidenceLine:
    """A document or link that an answer rests on, with its four dates apart."""

    title: str
    kind: str
    address: str = ""
    event_on: date | None = None
    document_on: date | None = None
    uploaded_at: datetime | None = None
    expires_on: date | None = None
    sha256: str = ""


@dataclass(frozen=True)
class AssessedRequirement:
    """A requirement, or a heading over some, with its answer.

    ``parent`` is the code of the heading above. ``is_as_published`` is false where the wording
    must not be taken for the publisher's own. ``values`` is None where nothing has been said.
    """

    code: str
    title: Text
    text: Text = field(default_factory=dict)
    parent: str = ""
    is_assessable: bool = True
    is_as_published: bool = True
    priority: str = ""
    values: AnswerValues | None = None
    evidence: tuple[EvidenceLine, ...] = ()

    @property
    def result(self) -> Result | None:
        """The result, if one is given."""
        return self.values.result if self.values else None


@dataclass(frozen=True)
class AssessmentDocument:
    """An assessment of an organisation against one requirement set at a moment.

    ``set_note`` says what is known to be missing from the set, or that its wordings are not the
    publisher's. ``submitted_by`` is a name; ``on_behalf`` why somebody else handed it in.
    """

    actor: str
    org_number: str
    title: str
    period: str
    set_code: str
    set_version: str
    set_title: Text
    publisher: str
    confidentiality: Confidentiality
    as_of: datetime
    submitted_at: datetime | None = None
    submitted_by: str = ""
    on_behalf: str = ""
    accepted_at: datetime | None = None
    set_note: Text = field(default_factory=dict)
    rows: tuple[AssessedRequirement, ...] = ()

    @property
    def assessable(self) -> tuple[AssessedRequirement, ...]:
        """The requirements without the headings."""
        return tuple(row for row in self.rows if row.is_assessable)

    @property
    def results(self) -> Mapping[Result | None, int]:
        """How many requirements have each result; None counts those without one."""
        return Counter(row.result for row in self.assessable)

    @property
    def gaps(self) -> tuple[AssessedRequirement, ...]:
        """What leaves something to do, most pressing first, and in the order of the set."""
        found = [row for row in self.assessable if row.result in GAPS]
        return tuple(sorted(found, key=lambda row: GAPS.index(row.result)))

    def to_json(self) -> dict[str, Any]:
        """The document as plain values."""
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "confidentiality": self.confidentiality.value,
            **{name: _iso(getattr(self, name)) for name in _MOMENTS},
            "rows": [_row_to_json(row) for row in self.rows],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The document that plain values of :meth:`to_json` hold."""
        return cls(
            **{name: plain[name] for name in _PLAIN},
            confidentiality=Confidentiality(plain["confidentiality"]),
            **{name: _moment(plain.get(name)) for name in _MOMENTS},
            rows=tuple(_row_from_json(row) for row in plain["rows"]),
        )


_PLAIN = (
    *("actor", "org_number", "title", "period", "set_code", "set_version", "set_title"),
    *("publisher", "submitted_by", "on_behalf", "set_note"),
)
_MOMENTS = ("as_of", "submitted_at", "accepted_at")
_ROW = ("code", "title", "text", "parent", "is_assessable", "is_as_published", "priority")
_DAYS = ("event_on", "document_on", "expires_on")


def _row_to_json(row: AssessedRequirement) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _ROW},
        "values": row.values.to_json() if row.values else None,
        "evidence": [
            {
                **{name: getattr(line, name) for name in ("title", "kind", "address", "sha256")},
                **{name: _iso(getattr(line, name)) for name in (*_DAYS, "uploaded_at")},
            }
            for line in row.evidence
        ],
    }


def _row_from_json(plain: Mapping[str, Any]) -> AssessedRequirement:
    return AssessedRequirement(
        **{name: plain[name] for name in _ROW},
        values=AnswerValues.from_json(plain["values"]) if plain["values"] else None,
        evidence=tuple(
            EvidenceLine(
                **{name: line[name] for name in ("title", "kind", "address", "sha256")},
                **{name: _day(line.get(name)) for name in _DAYS},
                uploaded_at=_moment(line.get("uploaded_at")),
            )
            for line in plain["evidence"]
        ),
    )


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(written: str | None) -> Any:
    return datetime.fromisoformat(written) if written else None


def _day(written: str | None) -> Any:
    return date.fromisoformat(written) if written else None
