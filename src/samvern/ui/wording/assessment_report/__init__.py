"""What reports on a self-assessment say, in the reader's words: for print, and as tables.

Everything follows from the :class:`~samvern.engine.assessments.AssessmentDocument`, so that pages,
PDF and workbook can never say different figures.
"""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO

from samvern.engine.assessments import AssessmentDocument
from samvern.formats import assessment_report
from samvern.formats.assessment_report import Report
from samvern.ui.wording.assessment_report import gaps, statement, workbook
from samvern.ui.wording.speech import Speech


class ReportKind(StrEnum):
    """The reports there are."""

    STATEMENT = "statement"  # every requirement: does it apply, and how is it met
    GAPS = "gaps"  # what is left to do, most pressing first


def report_of(kind: ReportKind, document: AssessmentDocument, speech: Speech) -> Report:
    """A report for print."""
    made = {ReportKind.STATEMENT: statement.report, ReportKind.GAPS: gaps.report}[kind]
    return made(document, speech)


def write_pdf(
    kind: ReportKind, document: AssessmentDocument, speech: Speech, stream: BinaryIO
) -> None:
    """Print a report as PDF/UA-1; the same document gives the same bytes.

    Raises
    ------
    InvalidInput
        ``paper.not_printed``.
    """
    assessment_report.write(report_of(kind, document, speech), stream)


def write_xlsx(
    kind: ReportKind, document: AssessmentDocument, speech: Speech, stream: BinaryIO
) -> None:
    """Write a report as a workbook: a sheet with its rows, and one that says what it is."""
    make = {
        ReportKind.STATEMENT: workbook.write_statement,
        ReportKind.GAPS: workbook.write_gaps,
    }[kind]
    make(document, speech, stream)


__all__ = ["ReportKind", "Speech", "report_of", "write_pdf", "write_xlsx"]
