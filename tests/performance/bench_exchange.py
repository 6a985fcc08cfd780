"""How fast a table of 500 measures is read and tried: as it should be, and with errors throughout.

Run alone with ``python -m tests.performance.bench_exchange``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from samvern.engine.programme.document import (
    FocusArea,
    Goal,
    Judgement,
    Measure,
    Programme,
    RiskArea,
)
from samvern.engine.programme.table_import import (
    TableCheck,
    TableMapping,
    check_table,
    columns_guessed,
    find_heading,
    guess_columns,
    rows_below,
)
from samvern.formats.tables import Column, read_sheet, write_csv, write_xlsx

ROWS = 500
RUNS = 5
PROMISE = "< 2 s"
HEADINGS = (
    *("Kode", "Tittel", "Beskrivelse", "Innsatsområde", "Type", "Status", "Eier", "Involvert"),
    *("Målgruppe", "Start", "Slutt", "Etter", "Kostnad", "Støtte", "Gjennomføringsrisiko"),
    *(f"Bidrag R{number}" for number in range(1, 6)),
)

Figure = dict[str, Any]


def programme() -> Programme:
    """A programme of 500 measures that say something of everything."""
    judged = Judgement({"low": 1.0})
    return Programme(
        "P",
        {"nb": "Et program"},
        "Noen",
        goals=(Goal("M1", {"nb": "Et mål"}, "goals"),),
        risk_areas=tuple(RiskArea(f"R{n}", {"nb": f"Område {n}"}) for n in range(1, 6)),
        focus_areas=tuple(FocusArea(str(n), {"nb": f"Innsats {n}"}) for n in range(1, 11)),
        measures=tuple(
            Measure(
                f"{n % 10 + 1}.{n}",
                str(n % 10 + 1),
                {"nb": f"Tiltak nummer {n} som skal gjøres"},
                description={"nb": "Hva som skal gjøres, og hvorfor. " * 10},
                owners=(f"Sykehus {n % 20}", "Direktoratet"),
                start="2026",
                cost=judged,
                support=judged,
                implementation_risk=judged,
            )
            for n in range(ROWS)
        ),
    )


def right() -> list[tuple[str, ...]]:
    """Rows that all change something, and of which some are new."""
    return [
        (
            f"{n % 10 + 1}.{n}" if n % 20 else f"{n % 10 + 1}.ny{n}",
            f"Tiltak nummer {n} som skal gjøres" + (" nå" if n % 2 else ""),
            "Hva som skal gjøres, og hvorfor. " * 10,
            str(n % 10 + 1),
            "Kartlegging",
            "Pågår",
            f"Sykehus {n % 20}; Direktoratet",
            "Hele sektoren",
            "Alle",
            "juni 2026",
            "31.12.2027",
            f"{(n - 1) % 10 + 1}.{n - 1}",
            "lav (25%) eller høy (75%)",
            "middels",
            "2,5",
            *("X", "x", "v", "ikke noe", "vesentlig"),
        )
        for n in range(ROWS)
    ]


def wrong() -> list[tuple[str, ...]]:
    """Rows in which most cells are wrong, each in its own way."""
    return [
        (
            f"{n % 10 + 1}.{n}",
            "x" * 600,
            "",
            f"Innsatz {n}",
            f"Kartleging {n}",
            f"Pågåår {n}",
            "A",
            "B",
            "C",
            f"snart {n}",
            f"32.13.20{n % 100:02d}",
            "",
            f"svært dyr {n}",
            f"midels {n}",
            f"{n + 7}",
            *(f"viktig {n} {column}" for column in range(5)),
        )
        for n in range(ROWS)
    ]


def run() -> list[Figure]:
    """Measure everything in one run."""
    stored, found = programme(), []
    for kind, write in (("CSV", write_csv), ("XLSX", write_xlsx)):
        for name, rows in (("as it should be", right()), ("errors throughout", wrong())):
            stream = BytesIO()
            write([Column(title) for title in HEADINGS], rows, stream)
            trial = partial(_try, stored, stream.getvalue())
            check = trial()
            said = f"{len(check.changes)} changes, {len(check.problems):,} errors"
            label = f"dry run of {ROWS} rows x {len(HEADINGS)} columns, {kind}, {name} ({said})"
            found.append(_figure(label, _seconds(trial), "s", PROMISE))
    return found


def _try(stored: Programme, content: bytes) -> TableCheck:
    """From the bytes of a file to what it would change, as a page does it."""
    sheet = read_sheet(content, name="measures")
    heading = find_heading(sheet.rows, stored)
    rows: Sequence[Any] = list(rows_below(sheet.rows, heading))
    mapping = TableMapping(columns_guessed(heading, guess_columns(heading, rows, stored)))
    return check_table(stored, sheet.rows, heading, mapping)


def _seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    taken = []
    for _ in range(runs):
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
