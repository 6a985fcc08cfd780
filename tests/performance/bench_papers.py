"""How long a yearly report takes as PDF, as a document for Word and as a workbook.

Run alone with ``python -m tests.performance.bench_papers``.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from pypdf import PdfReader

from samvern.engine.papers import Paper
from samvern.ui.wording.papers import write_docx, write_pdf, write_xlsx
from tests.factories.papers import board_status, yearly_report

RUNS = 3

Figure = dict[str, Any]
Write = Callable[[Paper, BinaryIO], None]


def run() -> list[Figure]:
    """Measure everything in one run."""
    report, cut = yearly_report(areas=9), board_status(rows=40)
    pdf, seconds = _written(write_pdf, report)
    figures = [
        _figure("pages of a yearly report", len(PdfReader(io.BytesIO(pdf)).pages), "pages"),
        _figure("that report, PDF/UA-1", seconds, "s", "60 pages under 5"),
        _figure("size of that PDF", len(pdf) / 2**20, "MiB"),
    ]
    for name, write, paper in (
        ("that report, Word", write_docx, report),
        ("that report, XLSX annex", write_xlsx, report),
        ("board status cut to one page, PDF/UA-1", write_pdf, cut),
    ):
        figures.append(_figure(name, _written(write, paper)[1], "s"))
    return figures


def _written(write: Write, paper: Paper) -> tuple[bytes, float]:
    content, taken = b"", []
    for _run in range(RUNS + 1):
        stream = io.BytesIO()
        start = time.perf_counter()
        write(paper, stream)
        taken.append(time.perf_counter() - start)
        content = stream.getvalue()
    return content, statistics.median(taken[1:])


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": promise}


def main() -> None:
    """Print the figures."""
    for found in run():
        sys.stdout.write(
            f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}  {found['promise']}\n"
        )


if __name__ == "__main__":
    main()
