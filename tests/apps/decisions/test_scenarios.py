"""What becomes of a scenario, and who may do it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.decisions import operations, queries
from samvern.apps.decisions.models import Scenario, ScenarioSharing
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import decisions as make
from tests.factories import users
from tests.worlds import CAST, World

MAY_SAVE = {"authority", "officer", "owner", "officer_elsewhere"}
SECTOR = set(CAST) - {"stranger", "anonymous"}
#: Who sees a scenario of the measure owner.
SEEN_BY = {
    ScenarioSharing.OWN: {"owner"},
    ScenarioSharing.AUTHORITY: {"owner", "authority"},
    ScenarioSharing.SECTOR: SECTOR,
}


@pytest.fixture
def mine(world: World, programme: Programme) -> Scenario:
    """A scenario of the measure owner, for nobody else."""
    return make.scenario(programme, by=world.viewer("owner"))


@pytest.mark.parametrize("member", CAST)
def test_those_who_answer_for_something_make_scenarios(
    world: World, programme: Programme, member: str
) -> None:
    viewer = world.viewer(member)
    if member not in MAY_SAVE:
        with pytest.raises(NotAllowed):
            make.scenario(programme, by=viewer)
        return
    saved = make.scenario(programme, by=viewer)
    assert saved.author_id == viewer.user_id
    assert queries.scenario_for(viewer, saved.pk) == saved
    assert AuditEntry.objects.get(action="scenario.saved").subject_id == str(saved.pk)


@pytest.mark.parametrize("sharing", ScenarioSharing)
@pytest.mark.parametrize("member", CAST)
def test_sharing_says_who_sees_a_scenario(
    world: World, mine: Scenario, sharing: str, member: str
) -> None:
    Scenario.objects.update(sharing=sharing)
    is_seen = Scenario.objects.visible_to(world.viewer(member)).exists()
    assert is_seen == (member in SEEN_BY[ScenarioSharing(sharing)])


@pytest.mark.parametrize("member", CAST)
def test_whoever_cannot_see_the_programme_cannot_see_the_scenario(
    world: World, mine: Scenario, member: str
) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.SECTOR)
    Programme.objects.update(sharing=Sharing.AUTHORITY)
    is_seen = Scenario.objects.visible_to(world.viewer(member)).exists()
    assert is_seen == (member == "authority")


def test_an_authority_reads_what_is_for_the_authority_on_its_own_part_of_the_tree(
    world: World, mine: Scenario
) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.AUTHORITY)
    elsewhere = users.viewer(Role.SECTOR_AUTHORITY, world.other_hospital.path)
    assert not Scenario.objects.visible_to(elsewhere).exists()
    Programme.objects.update(owner_actor=world.other_hospital)
    assert Scenario.objects.visible_to(elsewhere).exists()


def test_a_token_that_may_only_write_sees_nothing(mine: Scenario) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.SECTOR)
    viewer = users.viewer(Role.SECTOR_AUTHORITY, scopes=frozenset({"write"}))
    assert not Scenario.objects.visible_to(viewer).exists()


@pytest.mark.parametrize("member", CAST)
def test_only_the_author_edits(world: World, mine: Scenario, member: str) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.SECTOR)
    if member == "owner":
        edited = _edit(world, mine, member, title="Cheapest first")
        assert (edited.title, edited.version) == ("Cheapest first", 2)
        return
    expected = NotAllowed if member in SECTOR else NotFound
    with pytest.raises(expected):
        _edit(world, mine, member)


def test_two_who_edit_at_once_notice(world: World, mine: Scenario) -> None:
    _edit(world, mine, "owner", title="First")
    with pytest.raises(Conflict):
        _edit(world, mine, "owner", title="Second")
    mine.refresh_from_db()
    assert mine.title == "First"


def test_the_trail_does_not_tell_what_a_scenario_says(world: World, mine: Scenario) -> None:
    _edit(world, mine, "owner", title="A secret thought")
    said = [f"{entry.subject_label} {entry.changes}" for entry in AuditEntry.objects.all()]
    assert not any("secret" in each or "Cheap" in each for each in said)


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("sharing", ScenarioSharing)
def test_the_author_hands_it_to_the_authority_and_the_authority_to_the_sector(
    world: World, mine: Scenario, member: str, sharing: ScenarioSharing
) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.AUTHORITY)
    allowed = {
        ScenarioSharing.OWN: {"owner"},
        ScenarioSharing.AUTHORITY: {"owner", "authority"},
        ScenarioSharing.SECTOR: {"authority"},
    }[sharing]
    viewer = world.viewer(member)
    if member not in allowed:
        with pytest.raises((NotAllowed, NotFound)):
            operations.share_scenario(
                by=viewer, scenario_id=mine.pk, version=1, sharing=sharing, at=make.AT
            )
        mine.refresh_from_db()
        assert mine.sharing == ScenarioSharing.AUTHORITY
        return
    operations.share_scenario(
        by=viewer, scenario_id=mine.pk, version=1, sharing=sharing, at=make.AT
    )
    mine.refresh_from_db()
    assert mine.sharing == sharing


def test_saving_for_the_sector_is_for_the_authority(world: World, programme: Programme) -> None:
    with pytest.raises(NotAllowed):
        make.scenario(programme, by=world.viewer("owner"), sharing=ScenarioSharing.SECTOR)
    assert make.scenario(programme, by=world.viewer("authority"), sharing=ScenarioSharing.SECTOR).pk


def test_a_copy_is_ones_own_and_remembers_where_it_came_from(world: World, mine: Scenario) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.SECTOR)
    officer = world.viewer("officer")
    copied = operations.copy_scenario(
        by=officer, scenario_id=mine.pk, title="As the owner sees it", at=make.AT
    )
    assert (copied.copied_from, copied.terms) == (mine, mine.terms)
    assert (copied.author_id, copied.sharing) == (officer.user_id, ScenarioSharing.OWN)
    with pytest.raises(NotAllowed):
        operations.copy_scenario(
            by=world.viewer("colleague"), scenario_id=mine.pk, title="Mine", at=make.AT
        )


def test_what_is_put_away_is_kept_and_stays_as_it_is(world: World, mine: Scenario) -> None:
    owner = world.viewer("owner")
    operations.archive_scenario(by=owner, scenario_id=mine.pk, version=1, at=make.AT)
    assert not Scenario.objects.current().exists()
    assert queries.scenario_for(owner, mine.pk).archived_at == make.AT
    with pytest.raises(NotReady):
        _edit(world, mine, "owner", version=2)
    with pytest.raises(NotReady):
        operations.archive_scenario(by=owner, scenario_id=mine.pk, version=2, at=make.AT)


@pytest.mark.parametrize("member", CAST)
def test_the_author_and_the_authority_put_away(world: World, mine: Scenario, member: str) -> None:
    Scenario.objects.update(sharing=ScenarioSharing.SECTOR)
    if member in {"owner", "authority"}:
        operations.archive_scenario(
            by=world.viewer(member), scenario_id=mine.pk, version=1, at=make.AT
        )
        return
    with pytest.raises((NotAllowed, NotFound)):
        operations.archive_scenario(
            by=world.viewer(member), scenario_id=mine.pk, version=1, at=make.AT
        )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "value.missing"),
        ({"reason": ""}, "value.missing"),
        ({"title": "x" * 201}, "value.too_long"),
        ({"reason": "a\0b"}, "text.control_character"),
        ({"level": "goal"}, "value.unknown"),
        ({"sharing": "public"}, "value.unknown"),
        ({"terms": {"excluded_criteria": ["nothing"]}}, "ranking.unknown_criterion"),
        ({"terms": {"judgements": {"9": {"cost": {"low": 1.0}}}}}, "scenario.unknown_alternative"),
        ({"terms": {"judgements": {"1": {"cost": {"low": 0.2}}}}}, ""),
        ({"terms": {"weights": {"order": ["luck", "cost"]}}}, "weights.unknown_group"),
        ({"terms": {"scale": "curved"}}, "ranking.unknown_scale"),
        ({"terms": ["cost"]}, "ranking.wrong_type"),
    ],
)
def test_what_does_not_hold_is_refused(
    programme: Programme, wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        make.scenario(programme, **wrong)
    if code:
        assert code in {problem.code for problem in refused.value.problems}
    assert not Scenario.objects.exists()


def test_something_must_be_left_to_judge_by(programme: Programme) -> None:
    criteria = [each.id for each in queries.figures_on(programme, "measure").ranking.model.criteria]
    with pytest.raises(InvalidInput) as refused:
        make.scenario(programme, level="measure", terms={"excluded_criteria": criteria})
    assert refused.value.problems[0].code == "scenario.nothing_left"


def test_the_terms_change_the_ranking(programme: Programme) -> None:
    plain = queries.figures_on(programme, "focus-area", samples=500).ranking
    saved = make.scenario(
        programme,
        terms={
            "excluded_criteria": ["cost"],
            "judgements": {"3": {"contribution.R1": {"substantial": 1.0}}},
            "weights": {"fixed": {"risk_contribution": 1}},
        },
    )
    changed = queries.figures_of(saved, samples=500).ranking
    assert plain.alternatives[0].id == "1"
    assert "cost" in {each.id for each in plain.model.criteria}
    assert "cost" not in {each.id for each in changed.model.criteria}
    assert changed["3"].rank_acceptability[0] == pytest.approx(0.5, abs=0.1)


def test_a_change_of_the_programme_reaches_the_scenario(world: World, programme: Programme) -> None:
    saved = make.scenario(programme, terms={"judgements": {"3": {"cost": {"high": 1.0}}}})
    before = queries.figures_of(saved, samples=100)
    programmes.import_programme(
        by=world.viewer("authority"),
        document=make.judged_document("P-RANKED", areas=2),
        at=make.AT,
        replace=True,
    )
    fresh = queries.visible_scenarios(world.viewer("authority"))
    assert not fresh.filter(pk=saved.pk).exists()  # made by the system, for itself
    saved.programme.refresh_from_db()
    assert before.programme_version == 1
    with pytest.raises(InvalidInput):
        queries.figures_of(saved, samples=100)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"reason": ""}, {"sharing": "public"}, {"level": "goal"}]
)
def test_the_database_holds_the_rules_too(programme: Programme, fields: dict[str, str]) -> None:
    saved = make.scenario(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.filter(pk=saved.pk).update(**fields)


def _edit(world: World, scenario: Scenario, member: str, **fields: Any) -> Scenario:
    fields.setdefault("title", scenario.title)
    fields.setdefault("version", 1)
    return operations.edit_scenario(
        by=world.viewer(member),
        scenario_id=scenario.pk,
        reason="Because.",
        terms=scenario.terms,
        at=make.AT,
        **fields,
    )
