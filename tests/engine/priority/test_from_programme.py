"""A programme becomes a ranking model, and what it leaves out stays open."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from samvern.engine.errors import InvalidInput, NotReady
from samvern.engine.priority import GROUPS, LeftOut, WeightRule, rank, ranking_model
from samvern.engine.programme.document import (
    FocusArea,
    Goal,
    Judgement,
    Measure,
    MeasureKind,
    Programme,
    RiskArea,
)
from samvern.formats import programme_file

LOW, HIGH = Judgement({"low": 1.0}), Judgement({"high": 1.0})
SUBSTANTIAL, NONE = Judgement({"substantial": 1.0}), Judgement({"none": 1.0})
ANY_LEVEL = dict.fromkeys(("low", "medium", "high"), 1 / 3)
ANY_CONTRIBUTION = dict.fromkeys(("none", "possible", "some", "substantial"), 0.25)

PROGRAMME = Programme(
    "P",
    {"en": "Programme"},
    "Publisher",
    goals=(Goal("S1", {}, "strategic_goals"), Goal("M1", {}, "goals")),
    risk_areas=(RiskArea("R1", {}), RiskArea("R2", {})),
    focus_areas=(
        FocusArea(
            "1",
            {"en": "Plans"},
            contribution={"R1": SUBSTANTIAL, "R2": NONE},
            attainment={"M1": Judgement({"4": 1.0})},
        ),
        FocusArea("2", {"en": "People"}, contribution={"R1": NONE}),
        FocusArea("3", {"en": "Later"}, needs="study"),
    ),
    measures=(
        Measure("1.1", "1", {}, kind=MeasureKind.MAPPING, cost=LOW),
        Measure("1.2", "1", {}, kind=MeasureKind.STUDY, after=("1.1",), cost=HIGH),
        Measure("1.3", "1", {}, kind=MeasureKind.MAPPING, after=("1.2",)),
        Measure("2.1", "2", {}, contribution={"R1": SUBSTANTIAL}),
    ),
)


def shipped(name: str) -> Programme:
    path = resources.files("samvern.catalogues") / "programmes" / name
    with path.open("rb") as stream:
        return programme_file.read(stream, name=name)


@pytest.fixture(scope="module")
def ie_1125() -> Programme:
    return shipped("ie-1125.yaml")


class TestFocusAreas:
    model, alternatives, left_out = ranking_model(PROGRAMME, level="focus-area")

    def test_groups_and_criteria_stand_in_their_order(self) -> None:
        assert self.model.groups == ("risk_contribution", "goals", "natural_order", "cost")
        assert [(found.id, found.group) for found in self.model.criteria] == [
            ("contribution.R1", "risk_contribution"),
            ("contribution.R2", "risk_contribution"),
            ("attainment.M1", "goals"),
            ("natural_order", "natural_order"),
            ("cost", "cost"),
        ]

    def test_alternatives_keep_order_and_names(self) -> None:
        assert [found.id for found in self.alternatives] == ["1", "2", "3"]
        assert self.alternatives[0].name == {"en": "Plans"}
        assert self.model.alternatives == ("1", "2", "3")

    def test_levels_are_equally_far_apart_and_low_cost_is_best(self) -> None:
        levels = {
            found.id: {level.level: level.value for level in found.levels}
            for found in self.model.criteria
        }
        assert levels["cost"] == {"high": 0, "medium": 0.5, "low": 1}
        assert levels["natural_order"] == {"later": 0, "study": 0.5, "mapping": 1}
        assert levels["attainment.M1"] == {"1": 0, "2": 0.25, "3": 0.5, "4": 0.75, "5": 1}
        assert levels["contribution.R1"] == pytest.approx(
            {"none": 0, "possible": 1 / 3, "some": 2 / 3, "substantial": 1}
        )

    def test_only_none_means_no_contribution(self) -> None:
        assert self.model.matrix["1"]["contribution.R2"] == {"none": 1}
        assert self.model.matrix["2"]["contribution.R2"] == ANY_CONTRIBUTION

    def test_cost_is_the_mixture_of_the_measures_and_an_unknown_one_is_wide(self) -> None:
        # Low, high, and one that nobody judged.
        assert self.model.matrix["1"]["cost"] == pytest.approx(
            {"low": 4 / 9, "medium": 1 / 9, "high": 4 / 9}
        )
        assert self.model.matrix["2"]["cost"] == ANY_LEVEL
        assert self.model.matrix["3"]["cost"] == ANY_LEVEL

    def test_natural_order_is_the_mixture_of_stages_or_what_the_area_needs(self) -> None:
        # A mapping, a study after it, and a mapping that waits for the study.
        assert self.model.matrix["1"]["natural_order"] == pytest.approx(
            {"mapping": 1 / 3, "study": 1 / 3, "later": 1 / 3}
        )
        assert self.model.matrix["2"]["natural_order"] == {"later": 1}
        assert self.model.matrix["3"]["natural_order"] == {"study": 1}

    def test_what_nobody_judged_is_left_out_and_what_is_unknown_is_told(self) -> None:
        criteria = ("attainment.S1", "support", "implementation_risk")
        assert self.left_out == (
            LeftOut("left_out.criterion", criteria),
            LeftOut("left_out.unknown", ("contribution.R2", "attainment.M1", "cost"), ("2",)),
            LeftOut(
                "left_out.unknown",
                ("contribution.R1", "contribution.R2", "attainment.M1", "cost"),
                ("3",),
            ),
        )

    def test_the_default_is_the_basis_of_the_report_for_the_groups_there_are(self) -> None:
        assert self.model.weights.constraints == tuple(
            ("risk_contribution", group) for group in ("goals", "natural_order", "cost")
        )


class TestMeasures:
    model, alternatives, left_out = ranking_model(PROGRAMME, level="measure")

    def test_a_measure_has_its_own_judgement_or_else_that_of_its_focus_area(self) -> None:
        assert self.model.matrix["2.1"]["contribution.R1"] == {"substantial": 1}
        assert self.model.matrix["1.1"]["contribution.R1"] == {"substantial": 1}
        assert self.model.matrix["2.1"]["contribution.R2"] == ANY_CONTRIBUTION
        inherited = [found for found in self.left_out if found.code == "left_out.inherited"]
        assert inherited == [
            LeftOut(
                "left_out.inherited",
                ("contribution.R1", "contribution.R2", "attainment.M1"),
                ("1.1", "1.2", "1.3"),
            )
        ]

    def test_cost_is_never_inherited(self) -> None:
        assert self.model.matrix["1.1"]["cost"] == {"low": 1}
        assert self.model.matrix["1.3"]["cost"] == ANY_LEVEL

    def test_nothing_comes_before_what_it_waits_for(self) -> None:
        stages = {name: row["natural_order"] for name, row in self.model.matrix.items()}
        assert stages == {
            "1.1": {"mapping": 1},
            "1.2": {"study": 1},
            "1.3": {"later": 1},
            "2.1": {"later": 1},
        }


def test_measures_that_wait_for_each_other_or_for_nothing_known_do_no_harm() -> None:
    mapping = MeasureKind.MAPPING
    programme = replace(
        PROGRAMME,
        measures=(
            Measure("a", "1", {}, kind=mapping, after=("b",)),
            Measure("b", "1", {}, kind=mapping, after=("a",)),
            Measure("c", "1", {}, kind=mapping, after=("nowhere",)),
        ),
    )
    model, _, _ = ranking_model(programme, level="measure")
    stages = [model.matrix[name]["natural_order"] for name in "abc"]
    assert stages == [{"later": 1}, {"later": 1}, {"mapping": 1}]


def test_weights_are_fitted_to_the_groups_there_are() -> None:
    rule = WeightRule((("cost", "support"), ("support", "goals")))
    model, _, _ = ranking_model(PROGRAMME, level="measure", weights=rule)
    assert model.weights.constraints == (("cost", "goals"),)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"level": "goal"}, "ranking.unknown_kind"),
        ({"level": "measure", "scale": "log"}, "ranking.invalid_model"),
        ({"level": "measure", "weights": WeightRule((("prize", "cost"),))}, "weights.invalid"),
        ({"level": "measure", "weights": WeightRule(fixed={"support": 1})}, "weights.invalid"),
    ],
)
def test_what_cannot_be_ranked_so_is_refused(options: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ranking_model(PROGRAMME, **options)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_two_measures_with_one_identifier_are_refused() -> None:
    measures = (*PROGRAMME.measures, PROGRAMME.measures[0])
    with pytest.raises(InvalidInput) as refused:
        ranking_model(replace(PROGRAMME, measures=measures), level="measure")
    assert [problem.code for problem in refused.value.problems] == ["ranking.repeated"]


def test_one_alternative_is_no_ranking() -> None:
    with pytest.raises(NotReady) as refused:
        ranking_model(replace(PROGRAMME, measures=PROGRAMME.measures[:1]), level="measure")
    assert refused.value.code == "ranking.too_few_alternatives"


@pytest.mark.parametrize("level", ["focus-area", "measure"])
def test_an_overview_without_judgements_cannot_be_ranked_yet(level: str) -> None:
    with pytest.raises(NotReady) as refused:
        ranking_model(shipped("tiltaksoversikt-0.7.yaml"), level=level)
    assert refused.value.code == "ranking.no_judgements"


class TestReport:
    """IE-1125: what follows from its judgements, by hand."""

    def test_its_seven_focus_areas_stand_in_all_groups(self, ie_1125: Programme) -> None:
        model, alternatives, left_out = ranking_model(ie_1125, level="focus-area")
        assert model.groups == GROUPS
        assert len(model.criteria) == 5 + 6 + 5 + 4
        assert [found.id for found in alternatives] == list("1234567")
        # Cost of area 3: 1.5, 1, 1.5, and four times 2. Stages of area 4: one mapping of six.
        assert model.matrix["3"]["cost"] == pytest.approx({"low": 2 / 7, "medium": 5 / 7})
        assert model.matrix["4"]["natural_order"] == pytest.approx(
            {"mapping": 1 / 6, "later": 5 / 6}
        )
        # Area 7 is new: nothing is known but that a study comes first.
        assert model.matrix["7"]["natural_order"] == {"study": 1}
        (unknown,) = left_out
        assert (unknown.code, unknown.alternatives) == ("left_out.unknown", ("7",))
        assert len(unknown.criteria) == 19

    def test_areas_1_and_3_tie_on_risk_contribution_and_lead_it(self, ie_1125: Programme) -> None:
        only_risk = WeightRule(fixed={"risk_contribution": 1})
        model, *rest = ranking_model(ie_1125, level="focus-area", weights=only_risk)
        ranking = rank(model, *rest, samples=10_000)
        assert ranking.pairwise["1"]["3"] == pytest.approx(0.5, abs=0.02)
        for certain in "2456":
            assert ranking[certain].rank_acceptability[0] == 0
            assert not ranking[certain].potentially_optimal
            assert set(ranking[certain].dominated_by) >= {"1", "3"}
        # The unknown area could contribute as much as anyone, if all five levels were the top.
        assert ranking["7"].potentially_optimal
        assert ranking["7"].rank_acceptability[0] == pytest.approx(0.25**5 / 3, abs=0.003)

    def test_twin_measures_share_every_rank(self, ie_1125: Programme) -> None:
        model, *rest = ranking_model(ie_1125, level="measure")
        assert model.matrix["5.1"] == model.matrix["5.2"]
        ranking = rank(model, *rest, samples=4000)
        assert ranking.pairwise["5.1"]["5.2"] == pytest.approx(0.5, abs=0.04)
        # 1.2 costs less than 1.1, meets no more risk, and is alike in all else.
        assert ranking["1.1"].dominated_by == ("1.2",)
        assert ranking["1.2"].dominated_by == ()

    def test_names_come_along_in_the_language_asked_for(self, ie_1125: Programme) -> None:
        ranking = rank(*ranking_model(ie_1125, level="focus-area"), samples=100)
        plain = ranking.to_json("nb")
        names = {found["id"]: found["name"] for found in plain["alternatives"]}  # type: ignore[attr-defined]
        assert names["3"] == "Planverk og øvelser"
