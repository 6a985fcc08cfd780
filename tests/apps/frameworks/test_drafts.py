"""Files wait for their owners alone, for a day, and change nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samvern.apps.frameworks import operations, queries
from samvern.apps.frameworks.models import MOST_IN_WAITING, RequirementSet, SetDraft, SetEdition
from samvern.apps.frameworks.queries import ArrivalKind
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from samvern.engine.frameworks import WordingStatus
from samvern.formats import framework_file
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.factories.exchange import bomb
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db


def test_a_file_in_waiting_changes_nothing(world: World) -> None:
    kept = files.draft(world.viewer("authority"))
    assert not RequirementSet.objects.exists()
    assert queries.draft_set(kept) == make.framework()
    [row] = queries.drafts(world.viewer("authority"))
    assert (row.file_name, row.is_table, row.sharing) == ("rules.yaml", False, "public")


def test_what_an_oscal_catalogue_holds_too_much_is_counted(world: World) -> None:
    catalog = files.as_catalog().decode()
    with_more = catalog.replace(
        '"metadata": {', '"back-matter": {"resources": []}, "metadata": {', 1
    )
    kept = operations.keep_file(
        by=world.viewer("authority"),
        name="catalog.json",
        content=with_more.encode(),
        at=timezone.now(),
    )
    assert kept.is_oscal
    assert kept.left_out["back-matter"] == 1
    assert queries.draft_set(kept).id == "rules"


@pytest.mark.parametrize("member", CAST)
def test_a_file_in_waiting_is_its_owners_alone(world: World, member: str) -> None:
    kept = files.draft(world.viewer("authority"))
    viewer = world.viewer(member)
    if member == "authority":
        assert queries.draft_for(viewer, kept.pk) == kept
        return
    assert queries.drafts(viewer) == []
    for attempt in (
        lambda: queries.draft_check(viewer, kept.pk),
        lambda: operations.say_source(by=viewer, draft_id=kept.pk, sharing="sector"),
        lambda: operations.take_in_draft(
            by=viewer, draft_id=kept.pk, edition=0, reason="", at=make.AT
        ),
        lambda: operations.discard_file(by=viewer, draft_id=kept.pk),
    ):
        with pytest.raises(NotFound):
            attempt()
    with pytest.raises(NotAllowed):
        operations.keep_file(by=viewer, name="x.yaml", content=files.as_file(), at=make.AT)
    assert SetDraft.objects.get().sharing == "public"


def test_nor_does_another_authority_see_it(world: World) -> None:
    kept = files.draft(world.viewer("authority"))
    with pytest.raises(NotFound):
        queries.draft_for(files.another_authority(), kept.pk)


def test_whoever_is_nobody_in_person_keeps_no_files() -> None:
    with pytest.raises(NotAllowed):
        operations.keep_file(by=SYSTEM, name="x.yaml", content=files.as_file(), at=make.AT)


def test_a_table_is_kept_only_over_a_set_that_is_here(world: World) -> None:
    with pytest.raises(NotFound) as unknown:
        operations.keep_table(
            by=world.viewer("authority"),
            name="x.xlsx",
            content=files.sheet(),
            code="rules",
            version="1",
            at=make.AT,
        )
    assert unknown.value.code == "framework.unknown"


def test_files_go_after_a_day_and_when_there_are_too_many(world: World) -> None:
    authority, now = world.viewer("authority"), timezone.now()
    old = files.draft(authority)
    SetDraft.objects.update(created_at=now - timedelta(days=1, seconds=1))
    with pytest.raises(NotFound):
        queries.draft_for(authority, old.pk)
    kept = [files.draft(authority) for _each in range(MOST_IN_WAITING + 2)]
    left = set(SetDraft.objects.values_list("pk", flat=True))
    assert left == {each.pk for each in kept[2:]}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x.yaml", "file.empty"),
        (b"framework: [", "x.yaml", "framework_file.invalid"),
        (b"{}", "x.json", "framework_file.invalid"),
        (b'{"catalog": {}}', "x.json", "oscal_file.invalid"),
        (b'{"profile": {}}', "x.json", "oscal.no_catalog"),
        (b"\x89PNG...", "x.yaml", "file.binary"),
        (b"a: &a [x]\nb: [" + b"*a, " * 10 + b"*a]", "x.yaml", "framework_file.invalid"),
        (b"[" * 5000, "x.json", "framework_file.invalid"),
        (b" " * (framework_file.MAX_BYTES + 1), "x.yaml", "file.too_large"),
    ],
)
def test_what_is_no_set_is_not_kept(world: World, content: bytes, name: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.keep_file(by=world.viewer("authority"), name=name, content=content, at=make.AT)
    assert refused.value.code == code
    assert not SetDraft.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", bomb(), b"%PDF-1.4"])
def test_what_is_no_table_is_not_kept(world: World, content: bytes) -> None:
    make.requirement_set()
    with pytest.raises(InvalidInput):
        operations.keep_table(
            by=world.viewer("authority"),
            name="x.xlsx",
            content=content,
            code="rules",
            version="1",
            at=make.AT,
        )
    assert not SetDraft.objects.exists()


def test_everything_wrong_in_a_file_is_told_at_once_with_its_lines(world: World) -> None:
    content = files.as_file().replace(b'"1.1"', b'"1 1"').replace(b"parent", b"parant")
    with pytest.raises(InvalidInput) as refused:
        operations.keep_file(
            by=world.viewer("authority"), name="x.yaml", content=content, at=make.AT
        )
    assert len(refused.value.problems) >= 2
    assert all(each.line for each in refused.value.problems)


def test_a_table_must_be_explained_before_it_is_tried(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    kept = operations.keep_table(
        by=authority,
        name="nsm.xlsx",
        content=files.sheet(),
        code="rules",
        version="1",
        at=timezone.now(),
    )
    with pytest.raises(NotReady) as unsaid:
        queries.draft_check(authority, kept.pk)
    assert unsaid.value.code == "mapping.columns_missing"
    operations.say_columns(by=authority, draft_id=kept.pk, mapping=files.mapping())
    with pytest.raises(NotReady) as unsaid:
        queries.draft_check(authority, kept.pk)
    assert unsaid.value.code == "framework.statement_missing"
    with pytest.raises(NotReady):
        operations.say_source(by=authority, draft_id=kept.pk, sharing="public")
    with pytest.raises(InvalidInput):
        operations.say_source(
            by=authority, draft_id=kept.pk, sharing="public", status=WordingStatus.MISSING
        )
    operations.say_source(
        by=authority, draft_id=kept.pk, sharing="public", status=WordingStatus.VERIFIED
    )
    check = queries.draft_check(authority, kept.pk)
    assert check.problems == ()
    assert check.arrival
    assert check.arrival.kind is ArrivalKind.OTHER_STATE
    assert (SetEdition.objects.count(), found.edition) == (1, 1)


def test_another_sheet_makes_the_columns_unsaid(world: World) -> None:
    authority = world.viewer("authority")
    kept = files.table_draft(authority, make.requirement_set(files.working_titles()))
    operations.choose_sheet(by=authority, draft_id=kept.pk, sheet="Tiltak", heading_row=3)
    with pytest.raises(NotReady):
        queries.draft_check(authority, kept.pk)
    with pytest.raises(InvalidInput):
        operations.choose_sheet(by=authority, draft_id=kept.pk, sheet="Ingen", heading_row=None)
    with pytest.raises(InvalidInput):
        operations.choose_sheet(by=authority, draft_id=kept.pk, sheet="Tiltak", heading_row=999)


def test_errors_of_a_table_are_told_by_cell(world: World) -> None:
    authority = world.viewer("authority")
    found = make.requirement_set(files.working_titles())
    rows = [("1.1", "En", "", 1, ""), ("1.1", "To", "", 1, "4 5 (x"), ("1 2", "Tre", "", 1, "")]
    check = queries.draft_check(authority, files.table_draft(authority, found, rows).pk)
    assert check.arrival is None
    assert [each.where for each in check.problems] == ["A5", "A6"]
    assert check.cells == {"A5": "1.1", "A6": "1 2"}
