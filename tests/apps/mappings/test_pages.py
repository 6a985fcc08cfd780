"""The pages: who sees and does what, what they say, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.mappings import operations, queries
from samvern.apps.mappings.models import MappingImport, RequirementMapping
from samvern.base import registry
from samvern.engine.frameworks import Requirement
from samvern.formats import mappings_file
from tests.factories import frameworks
from tests.factories import mappings as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
PAIR = "/mappings/rules@1/law@1/"
CHOSEN = f"{PAIR}?requirement=1.2"
RECORD = f"{CHOSEN}&target=1.2"
SAID = {"relation": "subset", "style": "set_theory", "why": "The law asks for more"}
MAPPERS = {"authority", "officer", "officer_elsewhere"}
#: Queries of a page for somebody logged in, session and grants included.
CEILING = 19


@pytest.fixture
def mapped(world: World) -> RequirementMapping:
    """What the officer says of the two requirements on devices."""
    make.sets()
    return make.mapping(world.viewer("officer"), why="Same words")


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_and_names_are_for_those_with_a_role(
    mapped: RequirementMapping, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    pages = (
        "/mappings/",
        PAIR,
        f"{PAIR}?requirement=1.1",
        f"/mappings/{mapped.pk}/",
        "/mappings/quality/",
        "/mappings/quality/?a=rules@1&b=law@1",
        "/mappings/of/rules/1/",
        "/frameworks/rules/1/requirements/1.1/",
        f"{PAIR}mappings.csv",
        "/mappings/?file=pairs.csv",
        "/mappings/quality/?file=missing.xlsx",
        f"{PAIR}?file=requirements.csv",
        "/mappings/of/rules/1/?file=over.csv",
    )
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert (b"Officer" in answer.content) <= (member not in ("stranger", "anonymous")), page


@pytest.mark.parametrize("member", CAST)
def test_who_may_not_see_a_set_sees_no_mapping_of_it(
    world: World, log_in: LogIn, member: str
) -> None:
    make.sets(sharing="sector")
    saved = make.mapping(world.viewer("officer"))
    client = log_in(member)
    expected = 404 if member in ("stranger", "anonymous") else 200
    for page in (PAIR, f"/mappings/{saved.pk}/", f"{PAIR}mappings.sssom"):
        assert client.get(page).status_code == expected, page
    assert (b"law" in client.get("/mappings/").content) == (expected == 200)


@pytest.mark.parametrize("member", CAST)
def test_those_who_map_record_from_the_page(
    mapped: RequirementMapping, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    may = member in MAPPERS
    assert ("Record the mapping" in client.get(RECORD).content.decode()) == may
    sent = client.post(RECORD, SAID)
    assert sent.status_code == (302 if may else 403)
    if not may:
        return
    saved = RequirementMapping.objects.latest("pk")
    assert (saved.source.code, saved.target.code, saved.relation) == ("1.2", "1.2", "subset")
    shown = client.get(CHOSEN).content.decode()
    assert "1.2 asks for a part of 1.2 Flerfaktorautentisering for alle" in shown
    assert "Not reviewed" in shown
    twice = client.post(RECORD, SAID)
    assert twice.status_code == 422
    assert "says something of these two requirements already" in twice.content.decode()


def test_a_form_that_says_nothing_is_shown_again(mapped: RequirementMapping, log_in: LogIn) -> None:
    client = log_in("authority")
    for wrong in ({}, {**SAID, "confidence": "7"}, {**SAID, "relation": "alike"}):
        assert client.post(RECORD, wrong).status_code == 422
    for nowhere in (CHOSEN, f"{PAIR}?target=1.2", f"{PAIR}?requirement=9.9&target=1.2"):
        assert client.post(nowhere, SAID).status_code == 404
    assert RequirementMapping.objects.count() == 1


def test_the_list_is_narrowed_down_and_texts_that_are_alike_are_offered(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    client = log_in("anonymous")

    def numbers(query: str) -> list[str]:
        page = client.get(f"{PAIR}?{query}").context["page"]
        return [each.id for each in page.object_list]

    assert numbers("") == ["1.1", "1.2", "1.3", "1.4"]
    assert numbers("q=SIKKERHETSKOPI") == ["1.3"]
    assert numbers("show=unmapped") == ["1.2", "1.3", "1.4"]
    assert numbers("show=unreviewed") == ["1.1"]
    assert numbers("show=look") == []
    offered = client.get(f"{PAIR}?requirement=1.3").content.decode()
    assert "Both speak of: " in offered
    assert "1.3 Sikkerhetskopi og gjenoppretting" in offered
    found = client.get(f"{PAIR}?requirement=1.4&to=utstyr").context["found"]
    assert [each.number for each in found] == ["1.1"]
    assert client.get(f"{PAIR}?requirement=1").status_code == 404
    assert client.get("/mappings/rules@1/rules@1/").status_code == 422
    assert client.get("/mappings/rules@9/law@1/").status_code == 404
    assert client.get(f"{PAIR}mappings.exe").status_code == 404


def test_two_sets_are_chosen_and_never_one_beside_itself(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    client = log_in("anonymous")
    led = client.get("/mappings/?a=rules@1&b=law@1")
    assert led.headers["Location"] == PAIR
    assert (
        "Choose two different sets."
        in client.get("/mappings/?a=rules@1&b=rules@1").content.decode()
    )


@pytest.mark.parametrize("member", CAST)
def test_only_its_mapper_sees_the_way_to_change(
    mapped: RequirementMapping, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    shown = client.get(f"/mappings/{mapped.pk}/").content.decode()
    assert ("Change it" in shown) == (member == "officer")
    assert ("Withdraw it" in shown) == (member in ("officer", "authority"))
    assert ("Review it" in shown) == (member in MAPPERS - {"officer"})
    change = client.post(f"/mappings/{mapped.pk}/change/", {**SAID, "version": 1})
    withdraw = client.post(f"/mappings/{mapped.pk}/withdraw/", {"version": 2, "note": "Wrong"})
    if member == "officer":
        assert (change.status_code, withdraw.status_code) == (302, 302)
        assert (
            "it counts nowhere any more" in client.get(f"/mappings/{mapped.pk}/").content.decode()
        )
    elif member == "anonymous":
        assert (change.status_code, withdraw.status_code) == (401, 401)
    else:
        expected = (403, 422 if member == "authority" else 403)
        assert (change.status_code, withdraw.status_code) == expected


def test_a_change_to_what_was_changed_meanwhile_is_told(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    client, address = log_in("officer"), f"/mappings/{mapped.pk}/change/"
    assert 'value="1"' in client.get(address).content.decode()
    client.post(address, {**SAID, "version": 1})
    late = client.post(address, {**SAID, "relation": "none", "version": 1})
    assert late.status_code == 422
    assert "Somebody else changed this mapping first." in late.content.decode()
    shown = client.get(f"/mappings/{mapped.pk}/").content.decode()
    assert "Changed: asks for a part of" in shown
    assert "Recorded: asks for the same as" in shown


def test_reviews_come_one_after_the_other_and_never_ones_own(
    mapped: RequirementMapping, world: World, log_in: LogIn
) -> None:
    officer = world.viewer("officer")
    second = make.mapping(officer, "rules 1.2", "law 1.2")
    mine = make.mapping(world.viewer("authority"), "rules 1.3", "law 1.3")
    client = log_in("authority")
    first = client.get("/mappings/reviews/")
    assert "2 mappings wait for you." in first.content.decode()
    assert first.context["skip_url"].endswith(f"?after={mapped.pk}")
    assert client.get(first.context["skip_url"]).context["mapping"].id == second.pk
    mute = client.post(
        f"/mappings/reviews/?mapping={mapped.pk}", {"answer": "reject", "version": 1}
    )
    assert mute.status_code == 422
    assert "Say why." in mute.content.decode()
    led = client.post(f"/mappings/reviews/?mapping={mapped.pk}", {"answer": "agree", "version": 1})
    assert led.headers["Location"].endswith(f"?after={mapped.pk}")
    sent = {"answer": "reject", "version": 1, "note": "They differ"}
    client.post(f"/mappings/reviews/?mapping={second.pk}", sent)
    assert "Nothing waits for you." in client.get("/mappings/reviews/").content.decode()
    own = client.post(f"/mappings/reviews/?mapping={mine.pk}", {"answer": "agree", "version": 1})
    assert own.status_code == 302
    states = RequirementMapping.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["reviewed", "rejected", "proposed"]


@pytest.mark.parametrize("member", CAST)
def test_the_first_page_and_the_queue_are_for_those_who_review(
    mapped: RequirementMapping, world: World, log_in: LogIn, member: str
) -> None:
    tasks = registry.tasks_for(world.viewer(member), make.AT.date())
    own = [task for task in tasks if "/mappings/" in task.url]
    # It waits for whoever keeps the sector's mappings; an officer who never mapped is not asked.
    assert [task.figure for task in own] == (["1"] if member == "authority" else [])
    status = log_in(member).get("/mappings/reviews/").status_code
    assert status == (200 if member in MAPPERS else 302 if member == "anonymous" else 403)


def _file(world: World, kind: str) -> SimpleUploadedFile:
    pair = queries.pair_of(world.viewer("officer"), "rules", "law")
    values, titles = queries.to_write(world.viewer("officer"), pair)
    stream = BytesIO()
    mappings_file.write(values, stream, kind=kind, at=make.AT, titles=titles)  # type: ignore[arg-type]
    return SimpleUploadedFile(f"mappings.{kind}", stream.getvalue())


@pytest.mark.parametrize("kind", ["sssom", "xlsx", "oscal"])
def test_a_file_is_looked_over_and_then_taken_in(
    mapped: RequirementMapping, world: World, log_in: LogIn, kind: str
) -> None:
    file = _file(world, kind)
    RequirementMapping.objects.update(mapper="Made-up Institute")
    client = log_in("authority")
    looked = client.post("/mappings/import/", {"file": file})
    assert looked.status_code == 200
    assert "1 mapping is new." in looked.content.decode()
    assert not MappingImport.objects.exists()
    carried = looked.context["form"].initial["carried"]
    taken = client.post("/mappings/import/", {"carried": carried}, follow=True)
    assert "1 mapping is taken in." in taken.content.decode()
    again = client.post("/mappings/import/", {"carried": carried})
    assert again.status_code == 422
    assert "Look it over again." in again.content.decode()
    spoilt = client.post("/mappings/import/", {"carried": f"x{carried}"})
    assert spoilt.status_code == 422


def test_what_says_otherwise_is_changed_by_the_box_for_it(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    client = log_in("authority")
    head = b"source_framework,source,relation,target_framework,target,mapper\n"

    def looked(relation: bytes, changed: int = 0) -> str:
        file = SimpleUploadedFile("m.csv", head + b"rules,1.2,%s,law,1.2,A\n" % relation)
        shown = client.post("/mappings/import/", {"file": file})
        text = shown.content.decode()
        assert ("1 says something else than an earlier file." in text) is bool(changed)
        assert ('name="with_changed"' in text) is bool(changed)
        return str(shown.context["form"].initial["carried"])

    client.post("/mappings/import/", {"carried": looked(b"equal")})
    carried = looked(b"subset", changed=1)
    refused = client.post("/mappings/import/", {"carried": carried})
    assert refused.status_code == 422
    assert "Mappings that say otherwise than an earlier file: 1." in refused.content.decode()
    client.post("/mappings/import/", {"carried": carried, "with_changed": "on"})
    assert RequirementMapping.objects.get(mapper="A").relation == "subset"
    done = client.post("/mappings/import/", {"carried": looked(b"subset")}, follow=True)
    assert "Nothing in the file is new." in done.content.decode()


def test_a_review_that_only_the_file_tells_of_is_shown_as_such(world: World, log_in: LogIn) -> None:
    make.sets()
    content = (
        b"source_framework,source,relation,target_framework,target,mapper,review,reviewer\n"
        b"rules,1.1,equal,law,1.1,Officer,reviewed,Kari Nordmann\n"
        b"rules,1.2,equal,law,1.2,Officer,rejected,Kari Nordmann\n"
    )
    client, says = log_in("officer"), "The file says that Kari Nordmann has reviewed it"
    looked = client.post("/mappings/import/", {"file": SimpleUploadedFile("m.csv", content)})
    told = looked.content.decode()
    assert f"{says}; nobody here has." in told
    assert "The file says that somebody rejected it; it is not taken in." in told
    carried = looked.context["form"].initial["carried"]
    taken = client.post("/mappings/import/", {"carried": carried}, follow=True)
    assert "The file calls 1 mapping rejected; it is not taken in." in taken.content.decode()
    row = RequirementMapping.objects.get()
    page = f"/mappings/{row.pk}/"
    assert client.get(page).content.decode().count(f"{says}; nobody here has.") == 2
    public = log_in("anonymous").get(page).content.decode()
    assert "The file says that somebody has reviewed it; nobody here has." in public
    assert "Kari Nordmann" not in public
    other = log_in("authority")
    assert f"{says}; nobody here has." in other.get("/mappings/reviews/").content.decode()
    other.post(f"/mappings/reviews/?mapping={row.pk}", {"version": 1, "answer": "agree"})
    assert f"{says}.</p>" in other.get(page).content.decode()


def test_everything_that_is_wrong_in_a_file_is_shown(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    client = log_in("officer")
    head = b"source_framework,source,relation,target_framework,target,mapper\n"
    wrong = SimpleUploadedFile(
        "m.csv", head + b"rules,9.9,equal,law,1.1,A\nrules,1.1,equal,x,1,A\n"
    )
    shown = client.post("/mappings/import/", {"file": wrong})
    assert shown.status_code == 422
    text = shown.content.decode()
    assert "has no requirement 9.9" in text
    assert "The requirement set “x” is not here." in text
    unread = SimpleUploadedFile("m.csv", b"source_framework,source\nrules,1.1\n")
    assert client.post("/mappings/import/", {"file": unread}).status_code == 422
    assert client.post("/mappings/import/", {}).status_code == 422


@pytest.mark.parametrize("member", CAST)
def test_files_are_for_those_who_map(world: World, log_in: LogIn, member: str) -> None:
    status = log_in(member).get("/mappings/import/").status_code
    assert status == (200 if member in MAPPERS else 302 if member == "anonymous" else 403)


def test_the_page_of_a_requirement_says_what_it_rests_on(
    mapped: RequirementMapping, log_in: LogIn
) -> None:
    shown = log_in("officer").get("/frameworks/rules/1/requirements/1.1/").content.decode()
    assert "Every answer is the same for both." in shown
    assert f"/mappings/{mapped.pk}/" in shown
    heading = log_in("officer").get("/frameworks/rules/1/requirements/1/").content.decode()
    assert "What it is to requirements of other sets" not in heading


def test_the_page_of_a_requirement_calls_reviewed_what_was_reviewed_here(
    mapped: RequirementMapping, world: World, log_in: LogIn
) -> None:
    make.requirement_set("advice")
    content = (
        b"source_framework,source,relation,target_framework,target,mapper,review,reviewer\n"
        b"law,1.1,equal,advice,1.1,A,reviewed,B\n"
    )
    officer, other = world.viewer("officer"), world.viewer("authority")
    operations.import_mappings(by=officer, content=content, name="m.csv", at=make.AT)
    client, page = log_in("officer"), "/frameworks/rules/1/requirements/1.1/"

    def unreviewed() -> int:
        return int(client.get(page).content.decode().count(">Not reviewed<"))

    assert unreviewed() == 2
    left = [1, 0]
    for row, expected in zip(RequirementMapping.objects.all(), left, strict=True):
        operations.review_mapping(by=other, mapping_id=row.pk, version=1, agrees=True, at=make.AT)
        assert unreviewed() == expected


def test_queries_do_not_grow_with_mappings(world: World, log_in: LogIn) -> None:
    counts = []
    officer = world.viewer("officer")
    for size in (2, 20):
        for code in ("p", "q"):
            every = tuple(Requirement(f"{n}", {"nb": f"Krav {n}"}) for n in range(size))
            document = frameworks.framework(f"{code}{size}", requirements=every)
            frameworks.requirement_set(document)
        for n in range(size):
            made = make.mapping(officer, f"p{size} {n}", f"q{size} {n}")
            make.mapping(world.viewer("officer_elsewhere"), f"p{size} {n}", f"q{size} {n}", "none")
        client = log_in("authority")
        pages = (
            "/mappings/",
            f"/mappings/p{size}@1/q{size}@1/",
            f"/mappings/p{size}@1/q{size}@1/?requirement=0&target=1&to=krav",
            f"/mappings/{made.pk}/",
            "/mappings/reviews/",
            "/mappings/quality/",
            f"/mappings/of/p{size}/1/",
            f"/frameworks/p{size}/1/requirements/0/",
        )
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(page).status_code == 200
            counts.append(len(caught))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert max(counts) <= CEILING
