"""How long the printed book of a programme takes, and how large it is.

Run alone with ``python -m tests.performance.bench_book``.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from typing import Any

from pypdf import PdfReader

from samvern.cli.files import load_programme
from samvern.engine.priority import rank, ranking_model
from samvern.engine.programme import consistency
from samvern.formats import programme_book
from samvern.ui.wording.languages import translations
from samvern.ui.wording.programme_book import Sources, Speech, book_of

RUNS, SAMPLES = 3, 10_000

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Measure everything in one run."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        content = _book()
        taken.append(time.perf_counter() - start)
    pages = len(PdfReader(io.BytesIO(content)).pages)
    return [
        _figure("the book of IE-1125 with both rankings", statistics.median(taken), "s"),
        _figure("pages of that book", pages, "pages"),
        _figure("size of that book", len(content) / 2**20, "MiB"),
    ]


def _book() -> bytes:
    document = load_programme("IE-1125")
    sources = Sources(
        document=document,
        focus_areas=rank(*ranking_model(document, level="focus-area"), samples=SAMPLES),
        measures=rank(*ranking_model(document, level="measure"), samples=SAMPLES),
        findings=consistency.check(document),
    )
    stream = io.BytesIO()
    programme_book.write(book_of(sources, Speech("nb", translations("nb").gettext)), stream)
    return stream.getvalue()


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
