"""How good and how fast proposals of lineage are, on the published programmes."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from samvern.cli.comparison import holders_in_catalogue
from samvern.cli.files import load_programme, shipped_lineages
from samvern.engine.programme.document import Measure, Programme
from samvern.engine.programme.lineage import propose_links

JUDGED = Path(__file__).parents[1] / "engine/programme/lineage_2021_to_ie1125.yaml"

Figure = dict[str, Any]
Pairs = set[tuple[str, str]]


def run() -> list[Figure]:
    """Measure everything in one run."""
    listed = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    true, arguable = (
        {(pair["earlier"], pair["later"]) for pair in listed[verdict]}
        for verdict in ("true", "arguable")
    )
    (published,) = shipped_lineages()
    return [
        *_quality("TILTAKSOVERSIKT-0.7", "IE-1125", true, arguable, "judged by hand"),
        *_quality(
            "IE-1108", "IE-1125", {link.ends for link in published.links}, set(), "published"
        ),
        _speed(200),
    ]


def _quality(earlier: str, later: str, true: Pairs, arguable: Pairs, by: str) -> list[Figure]:
    before, after = load_programme(earlier), load_programme(later)
    names = {name for each in (before, after) for m in each.measures for name in m.owners or ()}
    holders = holders_in_catalogue(names, on=date(2026, 1, 1))
    found = {link.ends for link in propose_links(before, after, holders=holders)} - arguable
    right = len(found & true)
    name = f"lineage {earlier} to {later}, {len(true)} pairs {by}"
    return [
        _figure(f"{name}: precision", right / len(found), "share"),
        _figure(f"{name}: recall", right / len(true), "share"),
    ]


def _speed(size: int) -> Figure:
    before, after = (
        Programme(code, {"nb": code}, "Somebody", measures=tuple(_measures(code, size)))
        for code in ("A", "B")
    )
    start = time.perf_counter()
    propose_links(before, after)
    return _figure(f"lineage of {size} x {size} measures", time.perf_counter() - start, "s")


def _measures(code: str, size: int) -> list[Measure]:
    words = [title["nb"].split() for title in _titles()]
    return [
        Measure(
            f"{n}",
            "1",
            {"nb": " ".join(words[n % len(words)] + words[(7 * n + len(code)) % len(words)])},
            owners=(f"Owner {n % 9}",),
        )
        for n in range(size)
    ]


def _titles() -> list[Any]:
    return [m.title for code in ("IE-1125", "IE-1108") for m in load_programme(code).measures]


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": promise}


if __name__ == "__main__":
    for found in run():
        sys.stdout.write(f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}\n")
