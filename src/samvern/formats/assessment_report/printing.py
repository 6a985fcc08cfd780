"""A report set to PDF/UA-1, or to pictures of its pages."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, BinaryIO, Final, Literal, cast

from samvern.formats.assessment_report.report import Report
from samvern.formats.printing import set_pages

_TEMPLATE: Final = "assessment_report/report.typ"


def write(report: Report, stream: BinaryIO) -> None:
    """Print a report as PDF/UA-1.

    Raises
    ------
    InvalidInput
        ``paper.not_printed`` when Typst refuses it, with what it says.
    """
    stream.write(_printed(report, "pdf")[0])


def preview(report: Report, *, ppi: int = 72) -> list[bytes]:
    """The pages of a report as PNG, for eyes and tests."""
    return _printed(report, "png", ppi=ppi)


def _printed(report: Report, kind: Literal["pdf", "png"], **options: Any) -> list[bytes]:
    values = asdict(replace(report, made_on=cast("Any", None)))
    return set_pages(_TEMPLATE, values, on=report.made_on, kind=kind, **options)
