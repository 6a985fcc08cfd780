"""The pages: what they say, how forms answer, and what they cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from samvern.apps.actors import pieces
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    FactSource,
    Grant,
    Succession,
    SuccessionKind,
)
from samvern.base.permissions import Role
from samvern.formats.tables import read_csv, read_xlsx
from tests.factories import actors, users
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    """Somebody who reads an empty register."""
    person = users.user()
    actors.grant(person, Role.SUPERVISOR)
    client.force_login(person)
    return client


# --- the register -----------------------------------------------------------------------------


def test_the_register_says_in_one_sentence_who_there_is(world: World, log_in: LogIn) -> None:
    for kind in (ActorKind.MUNICIPALITY, ActorKind.GP_OFFICE, ActorKind.DENTIST):
        actors.actor(kind=kind)
    actors.actor(ceased_on=date(2024, 1, 1))
    text = log_in("colleague").get("/actors/").content.decode()
    assert "6 actors exist today: 1 municipality, 3 health trusts, 2 clinics." in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Bodø", "Solbakken", "Lom"}),
        ("q=SOLB", {"Solbakken"}),
        ("q=399001048", {"Solbakken"}),
        ("q=the+old+name", {"Lom"}),
        ("kind=gp_office", {"Solbakken"}),
        ("region=HN", {"Bodø", "Solbakken"}),
        ("county=18", {"Bodø", "Solbakken"}),
        ("municipality=3434", {"Lom"}),
        ("origin=made_up", {"Solbakken"}),
        ("origin=real", {"Bodø", "Lom"}),
        ("standing=ceased", {"Gone"}),
        ("standing=any&q=gone", {"Gone"}),
        ("kind=gp_office&region=HV", set()),
        (
            "kind=circus&county=99&standing=x&origin=y&below=z&page=x&sort=x",
            {"Bodø", "Solbakken", "Lom"},
        ),
    ],
)
def test_the_register_is_narrowed_down(reader: Client, query: str, found: set[str]) -> None:
    actors.actor("Bodø", kind=ActorKind.MUNICIPALITY, region="HN", municipality_number="1804")
    lom = actors.actor("Lom", kind=ActorKind.MUNICIPALITY, region="HSO", municipality_number="3434")
    lom.also_known_as = ["The old name"]
    lom.save()
    actors.actor(
        "Solbakken",
        kind=ActorKind.GP_OFFICE,
        made_up=True,
        org_number="399001048",
        region="HN",
        municipality_number="1804",
    )
    actors.actor("Gone", ceased_on=date(2024, 1, 1))
    rows = reader.get(f"/actors/?{query}").context["rows"]
    assert {row.name for row in rows} == found


def test_only_those_below_an_actor(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    answer = client.get(f"/actors/?below={world.hospital.pk}")
    assert [row.name for row in answer.context["rows"]] == ["Fjordheim laboratory"]
    assert "Only those that belong to" in answer.content.decode()
    assert client.get("/actors/?below=999999").status_code == 404


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Aure", "Ærlig", "Ørland", "Ås"]),
        ("-name", ["Ås", "Ørland", "Ærlig", "Aure"]),
        ("size", ["Ørland", "Ås", "Ærlig", "Aure"]),
        ("kind", ["Ås", "Ærlig", "Ørland", "Aure"]),
        ("-valid_from", ["Ås", "Aure", "Ærlig", "Ørland"]),
        ("valid_from", ["Aure", "Ås", "Ærlig", "Ørland"]),
    ],
)
def test_the_register_is_put_in_order(reader: Client, sort: str, names: list[str]) -> None:
    actors.actor("Aure", kind=ActorKind.SUPPLIER, size="250+", valid_from=date(2001, 1, 1))
    actors.actor("Ås", kind=ActorKind.MINISTRY, size="10-49", valid_from=date(2002, 1, 1))
    actors.actor("Ærlig", kind=ActorKind.MUNICIPALITY, size="50-249")
    actors.actor("Ørland", kind=ActorKind.GP_OFFICE, size="1-9")
    rows = reader.get(f"/actors/?sort={sort}").context["rows"]
    assert [row.name for row in rows] == names


def test_numbers_say_how_sure_they_are(world: World, log_in: LogIn) -> None:
    actors.actor(source=FactSource.SOURCED)
    actors.actor("Fiktiv", made_up=True)
    text = log_in("colleague").get("/actors/").content.decode()
    for words in (
        "From a public register",
        "Not checked against the register",
        "Number not known",
        "Made up",
    ):
        assert words in text


def test_an_empty_register_says_what_to_do(world: World, log_in: LogIn) -> None:
    text = log_in("colleague").get("/actors/?q=nobody+at+all").content.decode()
    assert "No actor fits what you chose." in text
    assert "Show all actors" in text


@pytest.mark.parametrize("address", ["/actors/?q=fjord", "/people/"])
def test_htmx_gets_the_fragment_alone(world: World, log_in: LogIn, address: str) -> None:
    client = log_in("officer")
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "Fjordheim hospital" in part


def test_files_hold_all_columns_of_what_is_shown(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    text = client.get("/actors/file/csv/?q=fjordheim&sort=-name").getvalue()
    table = read_csv(io.BytesIO(text), name="actors.csv")
    assert table.titles[:3] == ("Name", "Kind", "Organisation number")
    assert [row[0] for row in table.rows] == ["Fjordheim laboratory", "Fjordheim hospital"]
    assert table.rows[1][2] == world.hospital.org_number
    book = client.get("/actors/file/xlsx/?q=fjordheim&sort=-name").getvalue()
    same = read_xlsx(io.BytesIO(book), name="actors.xlsx")
    assert (same.titles, len(same.rows)) == (table.titles, 2)
    assert client.get("/actors/file/pdf/").status_code == 404


# --- one actor --------------------------------------------------------------------------------


def test_an_actor_that_was_merged_says_who_holds_its_things(world: World, log_in: LogIn) -> None:
    ehealth = actors.actor("E-health", also_known_as=["EHLS"])
    actors.succession(ehealth, world.hospital)
    text = log_in("colleague").get(page_of(ehealth)).content.decode()
    assert "Ceased on 1 January 2024. What it held is with Fjordheim hospital today." in text
    assert "Merged into Fjordheim hospital" in text
    assert "EHLS" in text
    after = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "E-health was merged into this actor" in after


@pytest.mark.parametrize("kind", SuccessionKind)
def test_every_succession_is_told_from_both_sides(
    world: World, log_in: LogIn, kind: SuccessionKind
) -> None:
    first, second = actors.actor("First", valid_from=date(2002, 1, 1)), actors.actor("Second")
    actors.succession(first, second, kind=kind)
    client = log_in("colleague")
    before = client.get(page_of(first)).context["history"]
    after = client.get(page_of(second)).context["history"]
    assert [event.at for event in before] == [date(2024, 1, 1), date(2002, 1, 1)]
    assert "Second" in before[0].text
    assert "First" in after[0].text


def test_an_actor_shows_what_is_below_and_above(world: World, log_in: LogIn) -> None:
    page = log_in("colleague").get(page_of(world.hospital))
    assert [child.name for child in page.context["children"]] == ["Fjordheim laboratory"]
    assert "1 actor belongs to it." in page.content.decode()
    below = log_in("colleague").get(page_of(world.department))
    titles = [str(crumb.title) for crumb in below.context["breadcrumbs"]]
    assert titles == ["Actors", "Fjordheim hospital", "Fjordheim laboratory"]


def test_those_left_below_a_ceased_actor_are_pointed_out(world: World, log_in: LogIn) -> None:
    Actor.objects.filter(pk=world.hospital.pk).update(valid_to=date(2024, 1, 1))
    text = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "Other actors still belong to it although it has ceased." in text


def test_people_are_shown_to_those_who_answer_for_the_actor(world: World, log_in: LogIn) -> None:
    email = world.people["colleague"].email
    assert email in log_in("officer").get(page_of(world.hospital)).content.decode()
    for member in ("owner", "officer_elsewhere"):
        assert email not in log_in(member).get(page_of(world.hospital)).content.decode()


def test_a_region_that_follows_from_the_county_says_so(world: World, log_in: LogIn) -> None:
    bodo = actors.actor(kind=ActorKind.MUNICIPALITY, region="HN", municipality_number="1804")
    text = log_in("colleague").get(page_of(bodo)).content.decode()
    assert "Follows from the county; not registered." in text
    assert "1804 Bodø" in text


# --- forms ------------------------------------------------------------------------------------

FACTS = {"name": "New clinic", "kind": "gp_office", "org_number": "983 544 622"}


def test_a_new_actor_is_registered_and_shown(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    sent = FACTS | {"parent": "fjordheim HOSPITAL", "also_known_as": "One\r\n\r\nTwo "}
    answer = client.post(f"/actors/new/?parent={world.hospital.pk}", sent, follow=True)
    new = Actor.objects.get(name="New clinic")
    assert answer.redirect_chain == [(page_of(new), 302)]
    assert (new.parent, new.also_known_as) == (world.hospital, ["One", "Two"])
    assert "The actor is registered." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"org_number": "12"}, "org_number", "not an organisation number"),
        ({"org_number": "983544623"}, "org_number", "wrong digit"),
        ({"kind": "circus"}, "kind", "Select a valid choice."),
        ({"parent": "Nobody"}, "parent", "No actor is called"),
        ({"municipality_number": "0x"}, "municipality_number", "not a municipality number"),
        ({"valid_from": "yesterday"}, "valid_from", "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, log_in: LogIn, changes: dict[str, str], field: str, words: str
) -> None:
    answer = log_in("authority").post("/actors/new/", FACTS | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    text = answer.content.decode()
    assert words in text
    assert f'href="#id_{field}"' in text


def test_a_parent_whose_name_is_not_its_own_is_asked_for_by_number(
    world: World, log_in: LogIn
) -> None:
    first, _second = actors.actor("Twin"), actors.actor("Twin")
    client = log_in("authority")
    answer = client.post("/actors/new/", FACTS | {"parent": "Twin"})
    assert "More than one actor" in answer.context["form"].errors["parent"][0]
    client.post("/actors/new/", FACTS | {"parent": str(first.org_number)})
    assert Actor.objects.get(name="New clinic").parent == first


def test_an_edit_is_saved(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    form = client.get(page_of(world.hospital, "edit_actor")).context["form"]
    sent = {name: form.get_initial_for_field(form.fields[name], name) or "" for name in form.fields}
    answer = client.post(
        page_of(world.hospital, "edit_actor"), sent | {"also_known_as": "", "region": "HV"}
    )
    assert answer.status_code == 302
    world.hospital.refresh_from_db()
    assert (world.hospital.region, world.hospital.version) == ("HV", 2)


def test_who_comes_second_sees_what_differs_and_may_save_over_it(
    world: World, log_in: LogIn
) -> None:
    address = page_of(world.hospital, "edit_actor")
    sent = {"name": "Mine", "kind": "hospital_trust", "version": "1"}
    log_in("authority").post(address, sent | {"name": "Theirs", "region": "HV"})

    client = log_in("officer")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    differences = [(row.label, row.saved, row.mine) for row in answer.context["differences"]]
    assert differences == [("Name", "Theirs", "Mine"), ("Health region", "West", "None")]
    assert 'value="Mine"' in answer.content.decode()
    assert Actor.objects.get(pk=world.hospital.pk).name == "Theirs"

    again = answer.context["form"]
    assert client.post(address, sent | {"version": again["version"].value()}).status_code == 302
    assert Actor.objects.get(pk=world.hospital.pk).name == "Mine"


def test_an_actor_is_moved(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    address = page_of(world.department, "move_actor")
    wrong = client.post(
        page_of(world.hospital, "move_actor"), {"parent": "Fjordheim laboratory", "version": "1"}
    )
    assert wrong.status_code == 422
    assert client.post(address, {"parent": "", "version": "1"}).status_code == 302
    world.department.refresh_from_db()
    assert world.department.parent is None


def test_an_actor_ceases(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    address = page_of(world.hospital, "cease_actor")
    assert client.post(address, {"version": "1"}).status_code == 422
    assert client.post(address, {"version": "1", "on": "2026-01-01"}).status_code == 302
    again = client.post(address, {"version": "2", "on": "2026-01-01"})
    assert "ceased" in again.context["form"].non_field_errors()[0]


def test_a_succession_is_recorded(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    address = page_of(world.hospital, "record_succession")
    sent = {
        "kind": "merger",
        "successor": "Nattlys hospital",
        "on": "2024-01-01",
        "note": "Prop. 1",
    }
    itself = client.post(address, sent | {"successor": "Fjordheim hospital"})
    assert "succeed itself" in itself.context["form"].non_field_errors()[0]
    assert client.post(address, sent).status_code == 302
    succession = Succession.objects.get()
    assert (succession.successor, succession.note) == (world.other_hospital, "Prop. 1")


def test_a_role_is_given_and_ended(world: World, log_in: LogIn) -> None:
    client, person = log_in("officer"), users.user()
    address = page_of(world.hospital, "grant_role")
    unknown = client.post(address, {"email": "nobody@example.org", "role": "contributor"})
    assert "no such person" in unknown.context["form"].non_field_errors()[0]
    beyond = client.post(address, {"email": person.email, "role": "supervisor"})
    assert list(beyond.context["form"].errors) == ["role"]
    assert client.post(address, {"email": person.email, "role": "contributor"}).status_code == 302
    grant = Grant.objects.get(user=person)
    end = reverse("actors:end_grant", args=[grant.pk])
    assert "will no longer be contributor" in client.get(end).content.decode()
    answer = client.post(end, follow=True)
    assert "The role has ended." in answer.content.decode()
    assert client.post(end).status_code == 422


def test_a_person_is_invited(
    world: World,
    log_in: LogIn,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = log_in("authority")
    sent = {"name": "Kari", "email": "kari@example.org", "language": "nn", "role": "supervisor"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/people/new/", sent).headers["Location"] == "/people/"
    assert [message.to for message in mailoutbox] == [["kari@example.org"]]
    again = client.post("/people/new/", sent)
    assert "has an account with this address already" in str(again.context["form"].errors)


# --- pieces of pages that belong to all ---------------------------------------------------------


def test_search_finds_actors_for_those_who_see_them(world: World, log_in: LogIn) -> None:
    found = log_in("colleague").get("/search/?q=fjordheim").context["hits"]
    assert {"Fjordheim hospital", "Fjordheim laboratory"} <= {hit.title for hit in found}
    for member in ("stranger", "anonymous"):
        hits = log_in(member).get("/search/?q=fjordheim").context["hits"]
        assert not [hit for hit in hits if "Fjordheim" in hit.title]


@pytest.mark.parametrize(
    ("member", "titles"),
    [
        ("officer", ["Fjordheim hospital", "Who is in the sector?", "Who may do what?"]),
        ("colleague", ["Fjordheim hospital", "Who is in the sector?"]),
        ("supervisor", ["Who is in the sector?"]),
        ("stranger", []),
        ("anonymous", []),
    ],
)
def test_the_first_page_leads_to_what_one_can_do(
    world: World, log_in: LogIn, member: str, titles: list[str]
) -> None:
    cards = log_in(member).get("/").context["cards"]
    ours = [card for card in cards if card.url.startswith(("/actors/", "/people/"))]
    assert [str(card.title) for card in ours] == titles


def test_the_trail_leads_to_the_actor(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    client.post(page_of(world.hospital, "cease_actor"), {"version": "1", "on": "2026-01-01"})
    (row,) = [row for row in client.get("/audit/").context["rows"] if "Fjordheim" in row.subject]
    assert (row.url, row.action) == (page_of(world.hospital), "Recorded that an actor ceased")


# --- what pages cost ----------------------------------------------------------------------------

#: Page to the most queries it may take, whatever the number of rows. Three are the session,
#: the user and the grants.
CEILINGS = {
    "/actors/": 7,
    "/actors/?q=hospital&sort=-parent&standing=any": 7,
    "/actors/{hospital}/": 12,
    "/people/": 5,
}


def costs(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(world: World, count: int) -> None:
    """More children, people and predecessors of the hospital, and more of everything else."""
    for _ in range(count):
        actors.actor(parent=world.hospital)
        actors.grant(users.user(), Role.CONTRIBUTOR, world.hospital)
        actors.succession(actors.actor(), world.hospital)
        actors.grant(users.user(), Role.SUPERVISOR)


@pytest.mark.parametrize("page", CEILINGS)
def test_pages_cost_the_same_for_two_rows_and_for_twenty(
    world: World, log_in: LogIn, page: str
) -> None:
    client, address = log_in("authority"), page.format(hospital=world.hospital.pk)
    grow(world, 2)
    two = costs(client, address)
    grow(world, 18)
    assert costs(client, address) == two <= CEILINGS[page]


def test_pieces_of_other_pages_cost_the_same_for_two_rows_and_for_twenty(world: World) -> None:
    by = world.viewer("officer")
    for _ in range(2):
        grow(world, 10)
        with CaptureQueriesContext(connection) as search:
            assert len(list(pieces.search_hits(by, "actor"))) == pieces.HITS_SHOWN
        with CaptureQueriesContext(connection) as start:
            assert len(list(pieces.start_cards(by))) == 3
        assert (len(search), len(start)) == (1, 2)


def test_files_cost_the_same_for_two_rows_and_for_twenty(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    grow(world, 2)
    two = costs(client, "/actors/file/csv/")
    grow(world, 18)
    assert costs(client, "/actors/file/csv/") == two <= 4


@pytest.mark.parametrize("member", CAST)
def test_files_of_people_are_for_those_who_see_them(
    world: World, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    for page, key in (("/people/", "people"), (page_of(world.hospital), "people")):
        seen = client.get(page)
        file = client.get(f"{page}?file={key}.csv")
        shows_people = seen.status_code == 200 and seen.context.get("people") is not None
        if page == "/people/":
            assert file.status_code == seen.status_code
        elif seen.status_code == 200:
            assert file.status_code == (200 if shows_people else 404)
        if file.status_code == 200:
            text = file.getvalue().decode()
            names = {person.name for person in world.people.values() if person.email in text}
            html = seen.content.decode()
            assert names == {p.name for p in world.people.values() if p.email in html}


def test_the_register_says_who_is_made_up_in_its_file(world: World, log_in: LogIn) -> None:
    client = log_in("colleague")
    table = read_csv(io.BytesIO(client.get("/actors/?file=actors.csv").getvalue()), name="a.csv")
    assert table.titles[-1] == "Made up"
    assert client.get("/actors/?file=people.csv").status_code == 404
