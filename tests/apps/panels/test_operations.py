"""What can be done with panels, and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from samvern.apps.decisions.models import Scenario
from samvern.apps.panels import operations, queries
from samvern.apps.panels.models import Opinion, Panel
from samvern.apps.panels.queries import CellResult
from samvern.apps.panels.rules import MAX_CELLS, JudgeEntry, OpinionEntry
from samvern.apps.programmes.models import FocusArea, Judgement, Programme, Sharing
from samvern.base.models import AuditEntry, User
from samvern.base.viewer import SYSTEM, viewer_for
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import decisions
from tests.factories import panels as make
from tests.worlds import CAST, World

SOME, NONE = {"some": 1.0}, {"none": 1.0}
EVEN = dict.fromkeys(("none", "possible", "some", "substantial"), 0.25)


@pytest.fixture
def judges(world: World) -> list[User]:
    """Three people with different roles."""
    return [world.people[name] for name in ("officer", "owner", "colleague")]


@pytest.fixture
def panel(programme: Programme, judges: list[User]) -> Panel:
    """An open panel of three, names shown to nobody."""
    return make.opened(programme, *judges)


def results(panel: Panel, by: Any = SYSTEM) -> dict[str, CellResult]:
    return {cell.code: cell for cell in queries.cell_results(by, panel)}


# --- planning -----------------------------------------------------------------------------------


@pytest.mark.parametrize("member", CAST)
def test_planning_is_for_those_who_govern(world: World, programme: Programme, member: str) -> None:
    if member == "authority":
        assert make.planned(programme, by=world.viewer(member)).cells.count() == 2
        return
    with pytest.raises(NotAllowed):
        make.planned(programme, by=world.viewer(member))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"title": " "}, {"value.missing"}),
        ({"title": "x" * 201}, {"value.too_long"}),
        ({"level": "goal"}, {"value.unknown"}),
        ({"rule": "loudest", "names": "", "unknowns": "?"}, {"value.unknown"}),
        ({"criteria": ()}, {"panel.nothing_to_judge"}),
        ({"criteria": ("cost",)}, {"panel.criterion_unknown"}),
        ({"alternatives": ("1", "9")}, {"panel.alternative_unknown"}),
        ({"judges": (JudgeEntry("nobody@example.org"),)}, {"judge.unknown"}),
        ({"judges": (JudgeEntry("a\0b"),)}, {"judge.unknown"}),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_all_problems(
    programme: Programme, changes: dict[str, Any], codes: set[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        make.planned(programme, **changes)
    assert refused.value.code == "panel.invalid"
    assert {problem.code for problem in refused.value.problems} == codes
    assert not Panel.objects.exists()


def test_people_are_invited_once_with_a_weight_and_must_see_the_programme(
    world: World, judges: list[User]
) -> None:
    draft = decisions.programme("P-DRAFT", sharing=Sharing.AUTHORITY)
    stranger = world.people["stranger"]
    for entries, code in (
        ([JudgeEntry(judges[0].email)] * 2, "judge.twice"),
        ([JudgeEntry(judges[0].email, 0)], "judge.weight"),
        ([JudgeEntry(judges[0].email, float("nan"))], "judge.weight"),
        ([JudgeEntry(stranger.email)], "judge.unknown"),
        ([JudgeEntry(judges[0].email)], "judge.cannot_see_programme"),
    ):
        with pytest.raises(InvalidInput) as refused:
            make.planned(draft, judges=tuple(entries))
        assert code in {problem.code for problem in refused.value.problems}


def test_nobody_is_asked_for_more_than_they_can_think_through(programme: Programme) -> None:
    large = decisions.programme("P-LARGE", areas=MAX_CELLS // 2 + 1)
    codes = tuple(str(number) for number in range(1, MAX_CELLS // 2 + 2))
    with pytest.raises(InvalidInput) as refused:
        make.planned(large, alternatives=codes, criteria=("contribution.R1", "attainment.M1"))
    assert refused.value.problems[0].code == "panel.too_much_to_judge"


def test_a_plan_can_be_changed_or_given_up_until_it_is_opened(
    programme: Programme, judges: list[User]
) -> None:
    saved = make.planned(programme)
    arguments = {"by": SYSTEM, "panel_id": saved.pk, "at": make.AT}
    better = make.plan(*judges, title="Better", criteria=("attainment.M1",))
    changed = operations.change_panel(version=1, plan=better, **arguments)
    assert (changed.title, changed.version, changed.judges.count()) == ("Better", 2, 3)
    with pytest.raises(Conflict):
        operations.change_panel(version=1, plan=better, **arguments)
    operations.open_panel(**arguments)
    for refused in (
        lambda: operations.change_panel(version=2, plan=better, **arguments),
        lambda: operations.drop_panel(**arguments),
        lambda: operations.open_panel(**arguments),
    ):
        with pytest.raises(NotReady) as error:
            refused()
        assert error.value.code == "panel.opened"
    other = make.planned(programme)
    operations.drop_panel(by=SYSTEM, panel_id=other.pk, at=make.AT)
    assert list(Panel.objects.all()) == [changed]


def test_with_names_hidden_more_judges_are_needed(programme: Programme, judges: list[User]) -> None:
    for names, count, code in (
        ("nobody", 2, "panel.too_few_for_no_names"),
        ("authority", 2, "panel.too_few_for_no_names"),
        ("all", 1, "panel.too_few_judges"),
    ):
        saved = make.planned(programme, *judges[:count], names=names)
        with pytest.raises(NotReady) as refused:
            operations.open_panel(by=SYSTEM, panel_id=saved.pk, at=make.AT)
        assert refused.value.code == code
    assert make.opened(programme, *judges[:2], names="all").is_open


@pytest.mark.parametrize("member", CAST)
def test_opening_inviting_and_closing_are_for_those_who_govern(
    world: World, programme: Programme, judges: list[User], member: str
) -> None:
    panel, viewer = make.planned(programme, *judges), world.viewer(member)
    seen = member == "authority"
    arguments = {"by": viewer, "panel_id": panel.pk, "at": make.AT}
    if not seen:
        with pytest.raises(NotFound):
            operations.open_panel(**arguments)
        operations.open_panel(**{**arguments, "by": SYSTEM})
        invited = member in ("officer", "owner", "colleague")
        for refused in (
            lambda: operations.close_panel(**arguments),
            lambda: operations.invite_judges(judges=[], **arguments),
        ):
            with pytest.raises(NotAllowed if invited else NotFound):
                refused()
        return
    operations.open_panel(**arguments)
    new = [JudgeEntry(world.people["supervisor"].email), JudgeEntry(judges[0].email)]
    operations.invite_judges(judges=new, **arguments)
    assert panel.judges.count() == 4
    operations.close_panel(**arguments)
    with pytest.raises(NotReady):
        operations.close_panel(**arguments)
    with pytest.raises(NotReady):
        operations.invite_judges(judges=new, **arguments)


# --- judging ------------------------------------------------------------------------------------


@pytest.mark.parametrize("member", CAST)
def test_only_those_who_are_invited_judge(world: World, panel: Panel, member: str) -> None:
    user = world.user(member)
    if member in ("officer", "owner", "colleague"):
        assert user is not None
        assert make.says(panel, user, SOME) == 1
        return
    entry = OpinionEntry(make.cell(panel).pk, SOME)
    expected = NotAllowed if member == "authority" else NotFound
    with pytest.raises(expected):
        operations.give_opinions(
            by=world.viewer(member), panel_id=panel.pk, opinions=[entry], at=make.AT
        )
    assert not Opinion.objects.exists()


def test_who_loses_their_roles_judges_no_more(panel: Panel, judges: list[User]) -> None:
    viewer = viewer_for(judges[0])
    bare = type(viewer)(user_id=viewer.user_id, name=viewer.name)
    with pytest.raises(NotFound):
        operations.give_opinions(by=bare, panel_id=panel.pk, opinions=[], at=make.AT)


def test_a_token_that_only_reads_gives_no_opinion(panel: Panel, judges: list[User]) -> None:
    reader = viewer_for(judges[0], scopes=frozenset({"read"}))
    with pytest.raises(NotAllowed):
        operations.give_opinions(by=reader, panel_id=panel.pk, opinions=[], at=make.AT)


def test_an_opinion_is_changed_and_taken_back_until_the_panel_closes(
    panel: Panel, judges: list[User]
) -> None:
    assert make.says(panel, judges[0], SOME, why=" Because. ") == 1
    assert make.says(panel, judges[0], {"none": 0.5, "possible": 0.5}) == 1
    assert make.says(panel, judges[0], NONE, "2") == 2
    assert make.says(panel, judges[0], None) == 1
    make.closed(panel)
    with pytest.raises(NotReady) as refused:
        make.says(panel, judges[0], SOME)
    assert refused.value.code == "panel.not_open"


def test_opinions_that_fit_no_scale_are_refused_with_all_problems(
    panel: Panel, programme: Programme, judges: list[User]
) -> None:
    elsewhere = make.cell(make.planned(programme)).pk
    entries = [
        OpinionEntry(elsewhere, SOME),
        OpinionEntry(make.cell(panel).pk, {"high": 1.0}),
        OpinionEntry(make.cell(panel).pk, {"some": 0.4}, why="x" * 2001),
    ]
    with pytest.raises(InvalidInput) as refused:
        operations.give_opinions(
            by=viewer_for(judges[0]), panel_id=panel.pk, opinions=entries, at=make.AT
        )
    assert {problem.code for problem in refused.value.problems} == {
        "opinion.cell_unknown",
        "judgement.unknown_level",
        "judgement.sum",
        "value.too_long",
        "ranking.repeated",
    }


def test_the_trail_tells_that_somebody_judged_but_never_what(
    panel: Panel, judges: list[User]
) -> None:
    make.says(panel, judges[0], SOME, why="A secret")
    entry = AuditEntry.objects.get(action="opinion.given")
    assert entry.changes == {"answered": 1}
    assert "some" not in str(vars(entry)).lower().replace("samvern", "")
    assert "A secret" not in str(vars(entry))


# --- results ------------------------------------------------------------------------------------


def test_nobody_sees_what_others_think_before_the_panel_is_closed(
    world: World, panel: Panel, judges: list[User]
) -> None:
    make.says(panel, judges[0], SOME)
    for member in ("authority", "officer", "owner"):
        with pytest.raises(NotReady) as refused:
            queries.result(world.viewer(member), panel.programme.code, panel.pk)
        assert refused.value.code == "panel.not_closed"


def test_opinions_are_kept_compared_and_combined(panel: Panel, judges: list[User]) -> None:
    for judge, levels in zip(judges, (SOME, SOME, NONE), strict=True):
        make.says(panel, judge, levels)
    found = results(make.closed(panel))["1"]
    assert found.combined == pytest.approx({"none": 1 / 3, "some": 2 / 3})
    assert found.spread is not None
    assert (found.spread.lowest, found.spread.highest) == ("none", "some")
    assert found.own == {"substantial": 1.0}
    assert [dict(said.levels) for said in found.said] == [NONE, SOME, SOME]
    assert found.differs


def test_weights_and_the_stated_rule_decide_what_is_combined(
    programme: Programme, judges: list[User]
) -> None:
    heavy = tuple(JudgeEntry(j.email, w) for j, w in zip(judges, (1, 1, 4), strict=True))
    for rule, expected in (("linear", {"none": 2 / 3, "some": 1 / 3}), ("median", {"none": 1.0})):
        panel = make.opened(programme, rule=rule, judges=heavy)
        for judge, levels in zip(judges, (SOME, SOME, NONE), strict=True):
            make.says(panel, judge, levels)
        assert results(make.closed(panel))["1"].combined == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unknowns", "expected"),
    [
        ("left_out", {"some": 1.0}),
        ("every_level", {**dict.fromkeys(EVEN, 0.25 / 3), "some": 2 / 3 + 0.25 / 3}),
    ],
)
def test_those_who_do_not_know_count_as_was_stated(
    programme: Programme, judges: list[User], unknowns: str, expected: dict[str, float]
) -> None:
    panel = make.opened(programme, *judges, unknowns=unknowns)
    make.says(panel, judges[0], SOME)
    make.says(panel, judges[1], SOME)
    make.says(panel, judges[2], EVEN, is_unknown=True)
    found = results(make.closed(panel))["1"]
    assert (found.answered, found.unknown) == (3, 1)
    assert found.combined == pytest.approx(expected)


def test_what_too_few_have_judged_is_shown_to_nobody_when_names_are_hidden(
    world: World, panel: Panel, judges: list[User]
) -> None:
    make.says(panel, judges[0], SOME, why="Mine")
    make.says(panel, judges[1], NONE, why="Theirs")
    panel = make.closed(panel)
    mine = results(panel, viewer_for(judges[0]))["1"]
    assert [said.why for said in mine.said] == ["Mine"]
    for member in ("authority", "supervisor", "colleague"):
        found = results(panel, world.viewer(member))["1"]
        assert (found.said, found.spread, found.combined) == ((), None, None)
        assert found.answered == 2
        assert not found.is_shown
        assert not found.differs


@pytest.mark.parametrize(
    ("names", "seen_by"),
    [
        ("nobody", set()),
        ("authority", {"authority"}),
        ("all", {"authority", "owner", "supervisor"}),
    ],
)
def test_names_are_seen_as_was_stated_up_front(
    world: World, programme: Programme, judges: list[User], names: str, seen_by: set[str]
) -> None:
    panel = make.opened(programme, *judges, names=names)
    for judge in judges:
        make.says(panel, judge, SOME)
    panel = make.closed(panel)
    for member in ("authority", "owner", "supervisor"):
        said = results(panel, world.viewer(member))["1"].said
        assert len(said) == 3
        named = {each.name for each in said} - {""}
        assert bool(named) == (member in seen_by)


@pytest.mark.parametrize("member", CAST)
def test_who_sees_a_panel(
    world: World, programme: Programme, judges: list[User], member: str
) -> None:
    viewer = world.viewer(member)

    def is_seen(panel: Panel) -> bool:
        return queries.visible_panels(viewer).filter(pk=panel.pk).exists()

    panel = make.planned(programme, *judges)
    invited = member in ("officer", "owner", "colleague")
    assert is_seen(panel) == (member == "authority")
    operations.open_panel(by=SYSTEM, panel_id=panel.pk, at=make.AT)
    assert is_seen(panel) == (member == "authority" or invited)
    make.closed(panel)
    assert is_seen(panel) == (member in ("authority", "supervisor") or invited)
    Programme.objects.filter(pk=programme.pk).update(sharing=Sharing.AUTHORITY)
    assert is_seen(panel) == (member == "authority")


# --- what is made of it -------------------------------------------------------------------------


def judged(panel: Panel, judges: list[User]) -> Panel:
    for judge in judges:
        make.says(panel, judge, NONE)
    return make.closed(panel)


@pytest.mark.parametrize("member", CAST)
def test_what_is_made_of_a_panel_is_for_those_who_run_it(
    world: World, panel: Panel, judges: list[User], member: str
) -> None:
    panel = judged(panel, judges)
    arguments = {"by": world.viewer(member), "panel_id": panel.pk, "at": make.LATER}
    if member == "authority":
        assert operations.save_as_scenario(title="T", reason="R", **arguments).level == panel.level
        assert operations.record_result(**arguments) == 1
        return
    seen = member in ("officer", "owner", "colleague", "supervisor")
    for refused in (
        lambda: operations.save_as_scenario(title="T", reason="R", **arguments),
        lambda: operations.record_result(**arguments),
    ):
        with pytest.raises(NotAllowed if seen else NotFound):
            refused()


def test_a_scenario_holds_what_the_opinions_combine_to(panel: Panel, judges: list[User]) -> None:
    panel = judged(panel, judges)
    arguments = {"by": SYSTEM, "panel_id": panel.pk, "at": make.LATER}
    saved = operations.save_as_scenario(title="As the panel", reason="To see.", **arguments)
    assert Scenario.objects.get(pk=saved.pk).terms == {
        "judgements": {"1": {"contribution.R1": {"none": 1.0}}}
    }


def test_recorded_judgements_name_the_panel_and_its_rule(panel: Panel, judges: list[User]) -> None:
    panel = judged(panel, judges)
    arguments = {"by": SYSTEM, "panel_id": panel.pk, "at": make.LATER}
    assert operations.record_result(**arguments) == 1
    area = FocusArea.objects.get(programme=panel.programme, code="1")
    row = Judgement.objects.filter(focus_area=area, criterion="contribution").in_force().get()
    assert row.levels == {"none": 1.0}
    assert row.reason.startswith("Panel “What do the hospitals think?”, 3 judges.")
    assert "linear pool" in row.reason
    with pytest.raises(NotReady) as refused:
        operations.record_result(**arguments)
    assert refused.value.code == "panel.nothing_to_record"


def test_nothing_is_made_of_a_panel_that_is_open(panel: Panel) -> None:
    with pytest.raises(NotReady) as refused:
        operations.record_result(by=SYSTEM, panel_id=panel.pk, at=make.AT)
    assert refused.value.code == "panel.not_closed"


def test_measures_are_judged_by_cost_too(programme: Programme, judges: list[User]) -> None:
    panel = make.opened(
        programme,
        *judges,
        level="measure",
        alternatives=("1.1",),
        criteria=("cost", "implementation_risk"),
    )
    for judge in judges:
        make.says(panel, judge, {"low": 1.0}, "1.1")
    panel = make.closed(panel)
    arguments = {"by": SYSTEM, "panel_id": panel.pk, "at": make.LATER}
    saved = operations.save_as_scenario(title="Cheap", reason="R", **arguments)
    assert saved.terms == {"judgements": {"1.1": {"cost": {"low": 1.0}}}}
    assert operations.record_result(**arguments) == 1
