"""What the check says of the two published programmes; it finds all of it by itself."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest

from samvern.engine.programme.consistency import Severity, check
from samvern.engine.programme.document import (
    Programme,
)
from samvern.formats.programme_file import read
from tests.engine.programme.building import (
    causes,
    found,
    only,
)

FILES = Path(__file__).parents[2] / "formats" / "fixtures"


def published(name: str) -> Programme:
    return read(io.BytesIO((FILES / name).read_bytes()), name=name)


def test_report_has_two_averages_that_do_not_agree_and_no_other_disagreement() -> None:
    disagreements = [
        (finding.code, finding.subject, dict(finding.params)["printed"])
        for finding in check(published("programme_ie1125.yaml"))
        if finding.severity is Severity.DISAGREEMENT
    ]
    assert disagreements == [
        ("average.differs", ("focus_area", "5"), Decimal("4.1")),
        ("average.differs", ("focus_area", "6"), Decimal("3.6")),
    ]


def test_arithmetic_of_the_report_is_shown_in_full() -> None:
    findings = found(published("programme_ie1125.yaml"), "average.differs")
    first = {step.code: dict(step.params) for step in findings[0].arithmetic}
    assert first["step.sum"] == {"terms": "4 + 3 + 5 + 4 + 5 + 4", "total": Decimal(25)}
    assert first["step.mean"]["exact"] == Decimal("4.1667")
    assert dict(findings[0].causes[0].params) == {"rule": "truncated"}
    assert causes(findings[1])[:2] == ["cause.no_sum", "cause.one_score"]


def test_one_truncated_figure_does_not_make_truncation_the_rule() -> None:
    rounding = only(published("programme_ie1125.yaml"), "averages.rounding")
    params = dict(rounding.params)
    assert (params["rule"], params["agree"], params["other_rule"], params["telling"]) == (
        "half_up",
        10,
        "truncated",
        1,
    )


@pytest.mark.parametrize(
    ("code", "subjects"),
    [
        ("focus_area.empty", ["7"]),
        ("recommendation.unjudged", ["7"]),
        ("recommendation.weaker_parallel", ["5"]),
        ("recommendation.twice", ["5.1", "5.2"]),
        ("recommendation.area_in_part", ["2", "4", "6"]),
        ("challenge.unlinked", ["U2", "U3", "U4", "U5", "U6"]),
        ("risk_trend.unlinked", ["T1", "T2", "T5"]),
        ("reference.parent_unlisted", ["4.2a", "4.2b", "4.2c"]),
        ("owner.also_involved", ["1.1"]),
    ],
)
def test_gaps_and_remarks_of_the_report(code: str, subjects: list[str]) -> None:
    findings = found(published("programme_ie1125.yaml"), code)
    assert [finding.subject[1] for finding in findings] == subjects


def test_owners_of_the_report() -> None:
    programme = published("programme_ie1125.yaml")
    spelt = only(programme, "owner.spelt_differently")
    assert dict(spelt.params)["names"] == "Styringsgruppen for Normen | Normens styringsgruppe"
    assert dict(only(programme, "owner.gone").params)["count"] == 11
    assert len(found(programme, "owner.only_note")) == 9


def test_overview_of_2021_is_told_once_that_nothing_is_judged() -> None:
    programme = published("measures_2021.yaml")
    assert dict(only(programme, "measure.all_unjudged").params) == {"total": 37}
    assert [finding.subject[1] for finding in found(programme, "focus_area.empty")] == ["5"]
    assert not [each for each in check(programme) if each.severity is Severity.DISAGREEMENT]
