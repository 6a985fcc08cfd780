"""The pages on which something is changed: editing, judging, importing, sharing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samvern.apps.programmes import operations
from samvern.apps.programmes.forms import JudgementForm
from samvern.apps.programmes.models import Judgement, Measure, Programme
from samvern.engine.programme.document import CriterionKind
from samvern.formats.programme_file import MAX_BYTES
from tests.factories import actors
from tests.factories import programmes as make
from tests.worlds import World

LogIn = Callable[[str], Client]

ADDRESS = "/programmes/P-OWNED/measures/1.1/"


@pytest.fixture
def owner(log_in: LogIn) -> Client:
    """The measure owner of the hospital."""
    return log_in("owner")


@pytest.fixture
def authority(log_in: LogIn) -> Client:
    """The authority of the sector."""
    return log_in("authority")


def opened(client: Client) -> dict[str, Any]:
    """The form as it stands on the page, as the browser would send it."""
    form = client.get(f"{ADDRESS}edit/").context["form"]
    return {name: form[name].value() for name in form.fields}


# --- editing ----------------------------------------------------------------------------------


def test_what_was_changed_is_saved_and_shown(measure: Measure, owner: Client) -> None:
    sent = opened(owner) | {
        "title_nb": "Another title",
        "title_en": "In English",
        "start": "2027-06",
        "interfaces": "NIS2\r\n\r\n The plan ",
    }
    answer = owner.post(f"{ADDRESS}edit/", sent, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert "The measure is saved." in answer.content.decode()
    measure.refresh_from_db()
    assert measure.title == {"nb": "Another title", "en": "In English"}
    assert measure.start == "2027-06"
    assert [each.name for each in measure.interfaces.all()] == ["NIS2", "The plan"]


def test_a_form_sent_as_it_was_changes_nothing(measure: Measure, owner: Client) -> None:
    assert owner.post(f"{ADDRESS}edit/", opened(owner)).status_code == 302
    version = measure.version
    measure.refresh_from_db()
    assert measure.version == version


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title_nb": ""}, "title_nb", "Give the measure a title"),
        ({"start": "soon"}, "start", "Write a year, a month or a day"),
        ({"start": "2027-13"}, "start", "2027-13"),
        ({"start": "2028", "finish": "2027-06"}, "finish", "finishes before it starts"),
        ({"kind": "circus"}, "kind", "Select a valid choice"),
        ({"every": "x" * 501}, "every", "at most 500 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    measure: Measure, owner: Client, changes: dict[str, str], field: str, words: str
) -> None:
    sent = opened(owner) | {"owner_note": "A note that must not be lost"} | changes
    answer = owner.post(f"{ADDRESS}edit/", sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    text = answer.content.decode()
    assert words in html.unescape(text)
    assert "A note that must not be lost" in text
    assert f'href="#id_{field}"' in text


def test_two_who_edit_at_once_lose_nothing(
    measure: Measure, owner: Client, authority: Client
) -> None:
    mine, theirs = opened(owner), opened(authority)
    authority.post(f"{ADDRESS}edit/", theirs | {"target_group": "Hospitals", "every": "year"})
    answer = owner.post(f"{ADDRESS}edit/", mine | {"owner_note": "Mine", "every": "2 years"})
    assert answer.status_code == 409
    rows = {row.label: row for row in answer.context["differences"]}
    assert set(rows) == {"Target group", "Note on the owner", "Repeated every"}
    every = rows["Repeated every"]
    assert (every.seen, every.saved, every.mine) == ("", "year", "2 years")
    assert not rows["Target group"].is_mine
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert owner.post(f"{ADDRESS}edit/", again).status_code == 302
    measure.refresh_from_db()
    assert (measure.target_group, measure.owner_note, measure.every) == (
        "Hospitals",
        "Mine",
        "2 years",
    )


def test_a_status_that_came_late_overwrites_nothing(
    measure: Measure, owner: Client, authority: Client
) -> None:
    version = measure.version
    authority.post(f"{ADDRESS}status/", {"version": version, "status": "ongoing"})
    answer = owner.post(f"{ADDRESS}status/", {"version": version, "status": "stopped"})
    assert answer.status_code == 409
    measure.refresh_from_db()
    assert measure.status == "ongoing"


def test_changes_stand_in_the_history(measure: Measure, authority: Client) -> None:
    authority.post(f"{ADDRESS}status/", {"version": measure.version, "status": "ongoing"})
    events = authority.get(ADDRESS).context["events"]
    assert [(event.text, event.by) for event in events] == [
        ("Status: from nothing to Ongoing", "Authority")
    ]


# --- judging ----------------------------------------------------------------------------------

JUDGE = f"{ADDRESS}judge/cost/"


@pytest.mark.parametrize(
    ("sent", "levels"),
    [
        ({"choice": "high"}, {"high": 1.0}),
        ({"choice": "low|medium"}, {"low": 0.5, "medium": 0.5}),
        ({"choice": "unknown"}, dict.fromkeys(("low", "medium", "high"), 1 / 3)),
        (
            {"choice": "shares", "share-low": "20", "share-high": "80"},
            {"low": 0.2, "high": 0.8},
        ),
        (
            {"choice": "shares", "share-low": "33", "share-medium": "33", "share-high": "33"},
            dict.fromkeys(("low", "medium", "high"), 1 / 3),
        ),
    ],
)
def test_a_judgement_is_put_in_simply(
    measure: Measure, authority: Client, sent: dict[str, str], levels: dict[str, float]
) -> None:
    answer = authority.post(JUDGE, sent | {"why": "New offers came in."})
    assert answer.headers["Location"] == ADDRESS
    judged = Judgement.objects.get(measure=measure, criterion="cost", superseded_at=None)
    assert judged.levels == pytest.approx(levels)
    assert (judged.reason, judged.by_name) == ("New offers came in.", "Authority")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"why": "Because"}, "choice"),
        ({"choice": "low"}, "why"),
        ({"choice": "low", "why": "   "}, "why"),
        ({"choice": "huge", "why": "Because"}, "choice"),
        ({"choice": "shares", "why": "Because", "share-low": "20"}, "share-low"),
        ({"choice": "shares", "why": "Because", "share-low": "-20"}, "share-low"),
    ],
)
def test_a_judgement_that_does_not_hold_is_not_recorded(
    measure: Measure, authority: Client, sent: dict[str, str], field: str
) -> None:
    answer = authority.post(JUDGE, sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Judgement.objects.filter(measure=measure, criterion="cost").count() == 1


def test_a_new_judgement_takes_the_place_of_the_old_which_stays_in_the_history(
    measure: Measure, authority: Client
) -> None:
    for choice, why in (("medium", "First offers."), ("high", "New offers.")):
        authority.post(JUDGE, {"choice": choice, "why": why})
    context = authority.get(ADDRESS).context
    assert context["bars"][0].shares[2].share == 1.0
    assert [(event.text, event.why) for event in context["events"]] == [
        ("Cost judged as high", "New offers."),
        ("Cost judged as medium", "First offers."),
    ]


def test_a_focus_area_that_nobody_judged_can_be(programme: Programme, authority: Client) -> None:
    coverage = f"/programmes/{programme.code}/coverage/"
    cell = authority.get(coverage).context["sections"][0].lines[0].cells[0]
    assert cell.words == "Not judged"
    answer = authority.post(cell.judge_url, {"choice": "some|substantial", "why": "We asked."})
    assert answer.headers["Location"] == coverage
    cell = authority.get(coverage).context["sections"][0].lines[0].cells[0]
    assert cell.words == "some / substantial"


@pytest.mark.parametrize(
    "path",
    [
        "measures/1.1/judge/beauty/",
        "measures/1.1/judge/contribution/",
        "measures/1.1/judge/contribution/?about=R9",
        "measures/1.1/judge/cost/?about=R1",
        "focus-areas/1/judge/cost/",
        "focus-areas/9/judge/contribution/?about=R1",
    ],
)
def test_there_is_no_page_for_a_judgement_that_cannot_be(
    programme: Programme, authority: Client, path: str
) -> None:
    assert authority.get(f"/programmes/{programme.code}/{path}").status_code == 404


def test_every_scale_offers_its_levels_and_what_lies_between() -> None:
    names = {level: level for level in ("1", "2", "3", "4", "5")}
    form = JudgementForm(criterion=CriterionKind.ATTAINMENT, names=names)
    offered = [value for value, _label in form.fields["choice"].choices]
    assert offered == [
        "1",
        "1|2",
        "2",
        "2|3",
        "3",
        "3|4",
        "4",
        "4|5",
        "5",
        "shares",
        "unknown",
    ]


# --- importing --------------------------------------------------------------------------------

IMPORT = "/import-programme/"


def upload(client: Client, content: bytes, name: str = "programme.json") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def confirmed(client: Client, preview: Any, **changes: str) -> Any:
    form = preview.context["form"]
    sent = {name: form[name].value() for name in form.fields} | changes
    return client.post(IMPORT, sent)


def test_a_file_is_looked_over_before_it_is_taken_in(world: World, authority: Client) -> None:
    measures = (make.measure("1.1", owners=(world.hospital.name, "Nobody at all")),)
    file = make.as_file(make.document("P-NEW", measures=measures))
    preview = upload(authority, file)
    assert preview.status_code == 200
    assert not Programme.objects.exists()
    assert preview.context["preview"].unresolved_names == ("Nobody at all",)
    assert "Take the programme in" in preview.content.decode()
    answer = confirmed(authority, preview, sharing="sector")
    assert answer.headers["Location"] == "/programmes/P-NEW/"
    assert Programme.objects.get(code="P-NEW").sharing == "sector"


def test_a_draft_is_what_one_gets_without_choosing(authority: Client) -> None:
    confirmed(authority, upload(authority, make.as_file(make.document("P-NEW"))))
    assert Programme.objects.get(code="P-NEW").sharing == "authority"


def test_the_preview_says_what_does_not_add_up(authority: Client) -> None:
    preview = upload(authority, make.as_file(make.shipped("IE-1125")))
    text = html.unescape(preview.content.decode())
    assert "is given as 4.1" in text or "4.1" in text
    assert len(preview.context["findings"]) == 10
    assert preview.context["findings_left"] > 0


def test_everything_wrong_in_a_file_is_said_at_once_with_its_place(authority: Client) -> None:
    wrong = b"programme: {id: P 1, title: {nb: Tittel}, publisher: X}\ngaols: []\nmeasures: 3\n"
    answer = upload(authority, wrong, "programme.yaml")
    assert answer.status_code == 422
    lines = {line.path: line for line in answer.context["problems"]}
    assert lines["gaols"].place == "Line 2, column 1"
    assert "goals" in lines["gaols"].text
    assert len(lines) >= 3
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n...", "picture.yaml", "not a text file"),
        (b"{", "programme.json", "JSON"),
        (b"x" * (MAX_BYTES + 1), "programme.yaml", "larger than 8 MB"),
        (b"", "programme.yaml", "empty"),
    ],
    ids=["picture", "half", "huge", "empty"],
)
def test_a_file_that_is_none_is_refused_with_advice(
    authority: Client, content: bytes, name: str, words: str
) -> None:
    answer = upload(authority, content, name)
    assert answer.status_code == 422
    assert words in html.unescape(answer.content.decode())


def test_a_newer_version_says_what_it_replaces(authority: Client) -> None:
    first = make.document("P-1", measures=(make.measure("1.1"), make.measure("1.2")))
    make.programme(first)
    changed = make.measure("1.1", title=make.text("Another title"))
    newer = replace(first, measures=(changed, make.measure("1.3")))
    preview = upload(authority, make.as_file(newer))
    replaces = preview.context["preview"].replaces
    assert (replaces.added, replaces.changed, replaces.withdrawn) == (
        ("1.3",),
        ("1.1",),
        ("1.2",),
    )
    assert "Replace the programme" in preview.content.decode()
    confirmed(authority, preview)
    here = Measure.objects.filter(programme__code="P-1", withdrawn_at=None)
    assert [measure.code for measure in here] == ["1.1", "1.3"]
    assert Programme.objects.get(code="P-1").sharing == "public"


def test_what_changed_after_the_preview_is_looked_over_anew(
    world: World, authority: Client
) -> None:
    first = make.document("P-1")
    saved = make.programme(first)
    preview = upload(authority, make.as_file(replace(first, measures=())))
    operations.edit_measure(
        by=world.viewer("authority"),
        measure_id=make.only_measure(saved).pk,
        version=1,
        changes={"status": "ongoing"},
        at=make.AT,
    )
    again = confirmed(authority, preview)
    assert again.status_code == 409
    assert "The programme was changed while you looked it over" in again.content.decode()
    assert Measure.objects.filter(programme=saved, withdrawn_at=None).exists()
    assert confirmed(authority, again).status_code == 302
    assert not Measure.objects.filter(programme=saved, withdrawn_at=None).exists()


def test_a_preview_that_was_changed_on_the_way_is_refused(authority: Client) -> None:
    preview = upload(authority, make.as_file(make.document("P-NEW")))
    carried = preview.context["form"]["carried"].value()
    answer = confirmed(authority, preview, carried=re.sub("^.", "x", carried))
    assert answer.status_code == 422
    assert "Nothing was taken in." in answer.content.decode()
    assert not Programme.objects.exists()


# --- sharing ----------------------------------------------------------------------------------


def test_sharing_with_nobody_known_is_refused(programme: Programme, authority: Client) -> None:
    answer = authority.post(f"/programmes/{programme.code}/sharing/", {"sharing": "friends"})
    assert answer.status_code == 422
    programme.refresh_from_db()
    assert programme.sharing == "public"


# --- owners -----------------------------------------------------------------------------------

OWNERS = f"{ADDRESS}owners/"


def test_an_owner_in_the_register_is_tied_to_whoever_holds_its_tasks_today(
    measure: Measure, world: World, authority: Client
) -> None:
    actors.succession(actors.actor("The old trust"), world.other_hospital)
    sent = {"version": measure.version, "owners": "the OLD trust\r\nA working group\r\n"}
    answer = authority.post(OWNERS, sent)
    assert answer.headers["Location"] == ADDRESS
    owners = measure.actors.filter(part="owner")
    assert [(row.name, row.actor) for row in owners] == [
        ("the OLD trust", world.other_hospital),
        ("A working group", None),
    ]
    texts = [event.text for event in authority.get(ADDRESS).context["events"]]
    assert any("A working group" in text for text in texts)


def test_owners_that_came_late_overwrite_nothing_and_are_not_lost(
    measure: Measure, owner: Client, authority: Client
) -> None:
    version = measure.version
    owner.post(f"{ADDRESS}status/", {"version": version, "status": "ongoing"})
    answer = authority.post(OWNERS, {"version": version, "owners": "Somebody new"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Somebody else saved this measure" in text
    assert "Somebody new" in text
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert authority.post(OWNERS, again).status_code == 302
    assert [row.name for row in measure.actors.filter(part="owner")] == ["Somebody new"]


@pytest.mark.parametrize(("member", "status"), [("owner", 403), ("anonymous", 302)])
def test_owners_are_set_by_those_who_govern(
    measure: Measure, log_in: LogIn, member: str, status: int
) -> None:
    assert log_in(member).get(OWNERS).status_code == status
