"""Who sees a programme and what belongs to it."""

from __future__ import annotations

import pytest

from samvern.apps.programmes import queries
from samvern.apps.programmes.models import (
    FocusArea,
    Judgement,
    Measure,
    MeasureActor,
    Programme,
    Sharing,
)
from samvern.base.permissions import Role
from samvern.engine.errors import NotAllowed, NotFound
from tests.factories import programmes as make
from tests.factories import users
from tests.worlds import CAST, World

SEEN_BY = {
    Sharing.PUBLIC: set(CAST),
    Sharing.SECTOR: set(CAST) - {"stranger", "anonymous"},
    Sharing.AUTHORITY: {"authority"},
}


@pytest.mark.parametrize("sharing", Sharing)
@pytest.mark.parametrize("member", CAST)
def test_sharing_says_who_sees_a_programme(world: World, sharing: Sharing, member: str) -> None:
    saved = make.programme(
        make.document(measures=(make.measure(owners=("Anybody",), cost=make.LOW),)),
        sharing=sharing,
    )
    viewer = world.viewer(member)
    is_seen = member in SEEN_BY[sharing]
    for table in (Programme, FocusArea, Measure, MeasureActor, Judgement):
        assert table.objects.visible_to(viewer).exists() == is_seen, table
    assert (saved.code in {row.code for row in queries.programmes(viewer)}) == is_seen
    if is_seen:
        assert queries.overview(viewer, saved.code).programme.code == saved.code
        assert queries.measure_page(viewer, saved.code, "1.1").measure.code == "1.1"
    else:
        for ask in (queries.overview, queries.register, queries.coverage, queries.findings):
            with pytest.raises(NotFound):
                ask(viewer, saved.code)
        with pytest.raises(NotFound):
            queries.measure_page(viewer, saved.code, "1.1")


def test_an_authority_sees_the_drafts_of_its_own_part_of_the_tree_only(world: World) -> None:
    own = make.programme(sharing=Sharing.AUTHORITY, owner=world.hospital)
    make.programme(sharing=Sharing.AUTHORITY, owner=world.other_hospital)
    make.programme(sharing=Sharing.AUTHORITY)
    viewer = users.viewer(Role.SECTOR_AUTHORITY, world.hospital.path)
    assert [row.code for row in queries.programmes(viewer)] == [own.code]


@pytest.mark.parametrize("member", CAST)
def test_findings_are_for_those_who_can_do_something_about_them(
    world: World, programme: Programme, member: str
) -> None:
    viewer = world.viewer(member)
    may_read = member in {"authority", "officer", "owner", "supervisor", "officer_elsewhere"}
    count = queries.overview(viewer, programme.code).findings_count
    assert (count is not None) == may_read
    if may_read:
        assert len(queries.findings(viewer, programme.code).findings) == count
    else:
        with pytest.raises(NotAllowed):
            queries.findings(viewer, programme.code)


@pytest.mark.parametrize("member", CAST)
def test_who_judged_and_why_is_not_for_everybody(
    world: World, programme: Programme, measure: Measure, member: str
) -> None:
    Judgement.objects.filter(measure=measure).update(by_name="Kari", reason="It is cheap")
    page = queries.measure_page(world.viewer(member), programme.code, measure.code)
    told = {row.by for row in page.judgements} | {row.why for row in page.judgements}
    may_read = member in {"authority", "owner", "supervisor"}
    assert told == ({"Kari", "It is cheap"} if may_read else {""})
    assert page.judgements[0].judged.words == "low"
    assert page.may_read_reasons == may_read


def test_a_token_that_may_only_write_sees_nothing(world: World, programme: Programme) -> None:
    viewer = users.viewer(Role.SECTOR_AUTHORITY, scopes=frozenset({"write"}))
    with pytest.raises(NotFound):
        queries.overview(viewer, programme.code)
    assert queries.programmes(viewer) == []


@pytest.mark.parametrize("code", ["", "x" * 10_000, "a\0b", "P-OWNED\0", "%"])
def test_codes_that_no_database_holds_are_unknown(
    world: World, programme: Programme, code: str
) -> None:
    with pytest.raises(NotFound):
        queries.overview(world.viewer("authority"), code)
    with pytest.raises(NotFound):
        queries.measure_page(world.viewer("authority"), programme.code, code)
