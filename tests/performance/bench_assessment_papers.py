"""How long the papers of an assessment take: reports as PDF and XLSX, and the workbook's way.

Run alone with ``python -m tests.performance.bench_assessment_papers``.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from samvern.formats import assessment_file
from samvern.ui.wording.assessment_book import read_book, write_book
from samvern.ui.wording.assessment_report import ReportKind, Speech, write_pdf, write_xlsx
from samvern.ui.wording.languages import translations
from tests.factories.assessment_documents import assessment

RUNS = 3
SIZES = (123, 500)

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Measure everything in one run."""
    speech = Speech("nb", translations("nb").gettext)
    figures = []
    for count in SIZES:
        document = assessment(count)
        book, file = io.BytesIO(), io.BytesIO()
        write_book(document, speech, book, assessment="1", versions={})
        assessment_file.write(document, file)
        actions: dict[str, Callable[[], object]] = {
            "statement of applicability, PDF": partial(
                _written, partial(write_pdf, ReportKind.STATEMENT, document, speech)
            ),
            "gap report, PDF": partial(
                _written, partial(write_pdf, ReportKind.GAPS, document, speech)
            ),
            "statement of applicability, XLSX": partial(
                _written, partial(write_xlsx, ReportKind.STATEMENT, document, speech)
            ),
            "workbook to fill in, written": partial(
                write_book, document, speech, io.BytesIO(), assessment="1", versions={}
            ),
            "workbook to fill in, read back": partial(
                read_book, book.getvalue(), speech, name="b.xlsx"
            ),
            "assessment file, read": partial(
                lambda content: assessment_file.read(io.BytesIO(content), name="a.json"),
                file.getvalue(),
            ),
        }
        figures += [
            _figure(f"{name}, {count} requirements", _median_seconds(action), "s")
            for name, action in actions.items()
        ]
    return figures


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def _median_seconds(action: Callable[[], object]) -> float:
    action()
    taken = []
    for _run in range(RUNS):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


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
