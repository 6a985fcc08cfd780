"""The pages of scenarios and decisions: who opens them, what they cost, what they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.programmes.models import Programme, Sharing
from tests.factories import decisions as make
from tests.factories import programmes
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

SECTOR = set(CAST) - {"stranger", "anonymous"}
MAY_SAVE = {"authority", "officer", "owner", "officer_elsewhere"}
HOME = "/programmes/P-RANKED/"

#: Queries of each page for somebody who is logged in, what is kept being kept: session, user
#: and grants are three of them.
CEILINGS = {
    "scenarios/": 5,
    "scenarios/{scenario}/": 6,
    "scenarios/{scenario}/ranking.json": 4,
    "scenarios/compare/?with=basis&with={scenario}&with={other}": 5,
    "scenarios/new/": 4,
    "decisions/": 6,
    "decisions/{decision}/": 7,
    "decisions/{decision}/decision.json": 4,
    "decisions/new/": 4,
}


@pytest.fixture
def shared(programme: Programme) -> Scenario:
    """A scenario that the sector sees."""
    return make.scenario(programme, sharing="sector")


@pytest.fixture
def decided(programme: Programme, shared: Scenario) -> Decision:
    """A decision on it that the sector sees."""
    return make.decision(programme, sharing="sector", scenario_id=shared.pk)


def _pages(shared: Scenario, decided: Decision) -> list[str]:
    return [
        "scenarios/",
        f"scenarios/{shared.pk}/",
        f"scenarios/{shared.pk}/ranking.json",
        f"scenarios/compare/?with=basis&with={shared.pk}",
        "decisions/",
        f"decisions/{decided.pk}/",
        f"decisions/{decided.pk}/decision.json",
    ]


@pytest.mark.parametrize("member", CAST)
def test_what_is_shared_with_the_sector_is_read_by_those_who_hold_a_role(
    log_in: LogIn, shared: Scenario, decided: Decision, member: str
) -> None:
    client = log_in(member)
    answers = {page: client.get(f"{HOME}{page}").status_code for page in _pages(shared, decided)}
    if member == "anonymous":
        assert set(answers.values()) == {302}
    elif member == "stranger":
        lists = {"scenarios/", "decisions/"}
        assert answers == {page: 403 if page in lists else 404 for page in answers}
    else:
        assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("member", CAST)
def test_whoever_cannot_see_the_programme_sees_none_of_it(
    log_in: LogIn, shared: Scenario, decided: Decision, member: str
) -> None:
    Programme.objects.update(sharing=Sharing.AUTHORITY)
    client = log_in(member)
    expected = {"authority": 200, "anonymous": 302}.get(member, 404)
    pages = [
        *_pages(shared, decided),
        f"scenarios/{shared.pk}/edit/",
        "scenarios/new/",
        "decisions/new/",
    ]
    for page in pages:
        if member != "authority" or "edit" not in page:
            assert client.get(f"{HOME}{page}").status_code == expected, page


@pytest.mark.parametrize("member", CAST)
def test_a_scenario_of_ones_own_is_nobody_elses(
    world: World, log_in: LogIn, programme: Programme, member: str
) -> None:
    mine = make.scenario(programme, by=world.viewer("owner"), title="A secret thought")
    client = log_in(member)
    page = f"{HOME}scenarios/{mine.pk}/"
    assert client.get(page).status_code == (
        200 if member == "owner" else 302 if member == "anonymous" else 404
    )
    for action in ("share", "copy", "archive"):
        if member not in {"owner", "anonymous"}:
            answer = client.post(f"{page}{action}/", {"version": 1, "sharing": "own", "title": "x"})
            assert answer.status_code == 404
    found = client.get("/search/", {"q": "secret"}).content.decode()
    assert (page in found) == (member == "owner")
    if member not in {"anonymous", "stranger"}:
        listed = client.get(f"{HOME}scenarios/").content.decode()
        assert ("A secret thought" in listed) == (member == "owner")


@pytest.mark.parametrize("member", CAST)
def test_the_programme_shows_the_way_to_those_who_can_go_it(
    log_in: LogIn, programme: Programme, member: str
) -> None:
    page = log_in(member).get(f"{HOME}ranking/?samples=1000&weighing=unknown").content.decode()
    assert (f"{HOME}scenarios/" in page) == (member in SECTOR)
    assert (f"{HOME}decisions/" in page) == (member in SECTOR)
    assert ("scenarios/new/?weighing=unknown" in page) == (member in MAY_SAVE)


@pytest.mark.parametrize("member", CAST)
def test_making_a_scenario_is_for_those_who_answer_for_something(
    log_in: LogIn, programme: Programme, member: str
) -> None:
    client = log_in(member)
    answer = client.get(f"{HOME}scenarios/new/")
    assert answer.status_code == (
        200 if member in MAY_SAVE else 302 if member == "anonymous" else 403
    )
    client.post(f"{HOME}scenarios/new/", _scenario())
    assert Scenario.objects.exists() == (member in MAY_SAVE)


@pytest.mark.parametrize(
    "named", ["scenario=x", "scenario=9", f"scenario={'9' * 30}", "supersedes=x"]
)
def test_a_basis_that_is_not_there_is_never_replaced_by_another(
    log_in: LogIn, programme: Programme, named: str
) -> None:
    client, address = log_in("authority"), f"{HOME}decisions/new/?{named}"
    assert client.get(address).status_code == 404
    assert client.post(address, _decision(programme)).status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("member", CAST)
def test_deciding_is_for_the_authority(log_in: LogIn, programme: Programme, member: str) -> None:
    client = log_in(member)
    answer = client.get(f"{HOME}decisions/new/")
    assert answer.status_code == (
        200 if member == "authority" else 302 if member == "anonymous" else 403
    )
    client.post(f"{HOME}decisions/new/", _decision(programme))
    assert Decision.objects.exists() == (member == "authority")


def test_pages_cost_the_same_for_few_and_for_many(world: World, log_in: LogIn) -> None:
    client, authority = log_in("authority"), world.viewer("authority")
    costs: dict[int, dict[str, int]] = {}
    for count in (2, 20):
        programme = make.programme(f"P-{count}", areas=count)
        for number in range(count):
            scenario = make.scenario(
                programme,
                by=authority,
                sharing="sector",
                title=f"{number}",
                terms={"scale": "ordinal", "judgements": {"1": {"cost": {"low": 1.0}}}},
            )
            if number:
                decided = make.decision(
                    programme, sharing="sector", scenario_id=scenario.pk, tiers=[["2"], ["1"]]
                )
            else:
                other = scenario
        names = {"scenario": scenario.pk, "other": other.pk, "decision": decided.pk}
        home = f"/programmes/{programme.code}/"
        costs[count] = {page: _cost(client, home + page.format(**names)) for page in CEILINGS}
    assert costs[2] == costs[20]
    assert costs[2] == CEILINGS


def test_a_ranking_becomes_a_scenario_that_is_edited_and_judged(
    log_in: LogIn, programme: Programme
) -> None:
    client = log_in("owner")
    address = f"{HOME}scenarios/new/?weighing=order&order=cost,goals&scale=ordinal"
    form = client.get(address).content.decode()
    assert 'name="place-cost" value="1"' in form
    answer = client.post(
        address,
        _scenario(
            weighing="order",
            scale="ordinal",
            **{
                "place-cost": 1,
                "place-support": 2,
                "place-goals": 3,
                "place-risk_contribution": 4,
            },
        ),
    )
    saved = Scenario.objects.get()
    assert answer.url == f"{HOME}scenarios/{saved.pk}/"
    assert saved.terms["weights"]["order"][:2] == ["cost", "support"]
    assert saved.terms["scale"] == "ordinal"
    page = client.get(answer.url).content.decode()
    assert "What comes of it?" in page
    judge = f"{answer.url}judge/?alternative=3&criterion=contribution.R1"
    assert client.get(judge).status_code == 200
    client.post(judge, {"version": 1, "choice": "some|substantial"})
    saved.refresh_from_db()
    assert saved.terms["judgements"] == {
        "3": {"contribution.R1": {"some": 0.5, "substantial": 0.5}}
    }
    assert "some / substantial" in client.get(answer.url).content.decode()
    client.post(judge, {"version": 2, "choice": "remove"})
    saved.refresh_from_db()
    assert "judgements" not in saved.terms
    assert client.get(f"{answer.url}judge/?alternative=9&criterion=cost").status_code == 404


def test_each_group_has_a_place_of_its_own(log_in: LogIn, programme: Programme) -> None:
    client = log_in("owner")
    groups = ("cost", "support", "goals", "risk_contribution")
    places = {f"place-{group}": 1 for group in groups} | {"place-goals": "", "place-support": 9}
    answer = client.post(f"{HOME}scenarios/new/", _scenario(weighing="order", **places))
    page = answer.content.decode()
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["place-goals"] == ["Give it a place."]
    assert "place-support" in errors, "there is no ninth place"
    assert any(
        "has place 1 already; give each a place of its own." in e[0] for e in errors.values()
    )
    assert page.count('details class="sv-disclosure" open') >= 1, "what is wrong is in sight"
    # An order that names some groups only puts the others after them, each at its own place.
    form = client.get(f"{HOME}scenarios/new/?weighing=order&order=support,cost").context["form"]
    stands = [form[name].value() for name in form.fields if name.startswith("place-")]
    assert sorted(stands) == list(range(1, len(stands) + 1))
    assert (form["place-support"].value(), form["place-cost"].value()) == (1, 2)


def test_limits_hold_together_with_the_programmes_own_basis(
    log_in: LogIn, programme: Programme
) -> None:
    client = log_in("owner")
    client.post(
        f"{HOME}scenarios/new/",
        _scenario(**{"least-cost": 10, "most-cost": 30, "excluded_criteria": "support"}),
    )
    saved = Scenario.objects.get()
    assert saved.terms["weights"]["intervals"] == {"cost": {"least": 0.1, "most": 0.3}}
    assert saved.terms["weights"]["constraints"]
    assert saved.terms["excluded_criteria"] == ["support"]
    form = client.get(f"{HOME}scenarios/{saved.pk}/edit/").content.decode()
    assert 'name="least-cost" value="10"' in form


def test_what_does_not_hold_is_said_at_the_form_and_nothing_is_lost(
    log_in: LogIn, programme: Programme
) -> None:
    client = log_in("owner")
    wrong = _scenario(weighing="exact", title="", **{"least-cost": 60, "most-cost": 30})
    answer = client.post(f"{HOME}scenarios/new/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The budget is cut." in page
    assert "Let at least one group weigh something." in page
    assert "The least is more than the most." in page
    assert not Scenario.objects.exists()


def test_two_who_edit_at_once_are_told(world: World, log_in: LogIn, programme: Programme) -> None:
    mine = make.scenario(programme, by=world.viewer("owner"))
    client = log_in("owner")
    first = client.post(f"{HOME}scenarios/{mine.pk}/edit/", _scenario(version=1, title="First"))
    second = client.post(f"{HOME}scenarios/{mine.pk}/edit/", _scenario(version=1, title="Second"))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "was changed while you were writing" in second.content.decode()
    mine.refresh_from_db()
    assert mine.title == "First"


def test_side_by_side_says_what_moves_and_which_part_moves_it(
    log_in: LogIn, programme: Programme
) -> None:
    other = make.scenario(
        programme,
        sharing="sector",
        terms={
            "weights": {"fixed": {"risk_contribution": 1}},
            "judgements": {"3": {"contribution.R1": {"substantial": 1.0}}},
        },
    )
    client = log_in("officer")
    page = client.get(f"{HOME}scenarios/compare/?with=basis&with={other.pk}").content.decode()
    assert "3 Focus area 3 moves up: mean rank" in page
    header = page[: page.index("<table")]
    assert "In “Cheap first” 3 Focus area 3 moves most, up from" in header
    assert "never first, mean place" in page
    assert 'data-label="The programme&#x27;s own basis"' in page
    assert "other judgements -" in page or "other judgements −" in page
    for wrong in ("with=basis", f"with={other.pk}", "", "with=basis&" * 6):
        assert client.get(f"{HOME}scenarios/compare/?{wrong}").status_code == 422
    assert client.get(f"{HOME}scenarios/compare/?with=basis&with=999").status_code == 404


def test_a_decision_is_taken_superseded_and_read(log_in: LogIn, programme: Programme) -> None:
    client = log_in("authority")
    form = client.get(f"{HOME}decisions/new/").content.decode()
    assert "2\n1</textarea>" in form, "the order that the programme recommends"
    answer = client.post(f"{HOME}decisions/new/", _decision(programme, sharing="sector"))
    first = Decision.objects.get()
    assert answer.url == f"{HOME}decisions/{first.pk}/"
    page = client.get(answer.url).content.decode()
    assert first.sha256 in page
    assert "Decided on 20 November 2026, and in force: first 2, then 1, 3." in page
    assert page.index("What was it decided on?") < page.index("Focus area 2 comes first.")
    downloaded = client.get(f"{answer.url}decision.json").content
    assert downloaded.decode() == first.record
    again = f"{HOME}decisions/new/?supersedes={first.pk}"
    refused = client.post(again, _decision(programme))
    assert refused.status_code == 422, "the reason is missing"
    client.post(again, _decision(programme, why="The budget came.", sharing="authority"))
    second = Decision.objects.exclude(pk=first.pk).get()
    old = client.get(f"{HOME}decisions/{first.pk}/").content.decode()
    assert "no longer in force" in old
    assert "The budget came." in old
    hidden = log_in("officer").get(f"{HOME}decisions/{first.pk}/").content.decode()
    assert "no longer in force" in hidden
    assert "The budget came." not in hidden
    assert f"decisions/{second.pk}/" not in hidden


def test_the_first_page_tells_what_was_shared_and_decided(
    log_in: LogIn, shared: Scenario, decided: Decision
) -> None:
    for member in ("officer", "stranger"):
        page = log_in(member).get("/").content.decode()
        assert ("Scenarios shared with you" in page) == (member == "officer")
        assert (decided.title in page) == (member == "officer")


def _cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def _scenario(**fields: object) -> dict[str, object]:
    return {
        "title": "Cheap first",
        "reason": "The budget is cut.",
        "weighing": "basis",
        "scale": "linear",
        **fields,
    }


def _decision(programme: Programme, **fields: object) -> dict[str, object]:
    return {
        "programme_version": programme.version,
        "title": "The order",
        "decided": "Focus area 2 comes first.",
        "order": "2\n1, 3",
        "reasons": "It is what the hospitals need.",
        "body": "Programme board",
        "decided_by": "Kari Kråke",
        "decided_on": "2026-11-20",
        "sharing": "authority",
        **fields,
    }


def test_an_order_of_many_is_decided_without_anybody_waiting_for_its_proof(
    world: World, log_in: LogIn
) -> None:
    programme = programmes.programme(programmes.shipped("IE-1125"))
    codes = list(programme.measures.values_list("code", flat=True))
    taken = make.decision(programme, level="measure", tiers=[codes[:12], codes[12:]])
    assert taken.content["reverse"] is None
    page = log_in("authority").get(f"/programmes/IE-1125/decisions/{taken.pk}/")
    assert (
        "So many statements about the order take too long to answer here." in page.content.decode()
    )
    few = make.decision(programme, level="measure", tiers=[codes[:1], codes[1:2]])
    assert few.content["reverse"]["verdict"] in ("possible", "impossible")
