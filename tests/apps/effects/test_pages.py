"""The pages of effects: what they say to whom, what they cost, and what is put in on them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samvern.apps.actors.models import Actor
from samvern.apps.effects import operations
from samvern.apps.effects.models import Audience, EffectStudy, StudyPublication
from samvern.apps.effects.queries import Organisation
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import SYSTEM
from tests.factories import effects as make
from tests.factories import indicators as measuring
from tests.worlds import CAST

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
EVIDENCE = "/programmes/P-RANKED/effects/"
MEASURE = "/programmes/P-RANKED/measures/1.1/"
SAID = "Those that started did better than they would have without the measure by"
#: Of the pages of a study, those that change it.
CHANGING = ("edit/", "publish/", "withdraw/")


@pytest.fixture
def indicator(programme: Programme) -> Indicator:
    return make.measured(programme)


@pytest.fixture
def study(programme: Programme, indicator: Indicator) -> EffectStudy:
    return make.study(programme, indicator)


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("member", CAST)
def test_who_sees_which_page(study: EffectStudy, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    reads = member in {"authority", "supervisor"}
    here = f"{EVIDENCE}{study.pk}/"
    assert (SAID in text_of(client, EVIDENCE)) == reads
    assert (SAID in text_of(client, MEASURE)) == reads
    assert client.get(here).status_code == (200 if reads else 404)
    new = client.get(f"{MEASURE}effects/new/").status_code
    pages = [client.get(f"{here}{page}").status_code for page in CHANGING]
    if member == "anonymous":
        assert {new, *pages} == {302}
    else:
        assert new == (200 if member == "authority" else 403)
        refused = {"authority": 200, "supervisor": 403}.get(member, 404)
        assert set(pages) == {refused}
    make.published(study)
    sees = member not in {"stranger", "anonymous"}
    assert client.get(here).status_code == (200 if sees else 404)
    make.published(study, audience=Audience.PUBLIC)
    shown = text_of(client, here)
    assert SAID in shown
    assert SAID in text_of(client, EVIDENCE)
    assert ("Clinic 01" in shown) == reads
    assert ("What was published" in shown) == reads


def test_the_card_says_what_how_sure_and_what_it_does_not_take_out(
    study: EffectStudy, log_in: LogIn
) -> None:
    client = log_in("supervisor")
    shown = text_of(client, f"{EVIDENCE}{study.pk}/")
    assert shown.index(SAID) < shown.index("How large, and how sure?")
    assert "with 95% confidence between" in shown
    assert 'class="sv-signed__span"' in shown
    assert 'class="sv-event__before"' in shown
    assert 'class="sv-event__after"' in shown
    assert "Before the start no difference in how they developed was found." in shown
    assert "What those that started did otherwise at the same time is not taken out" in shown
    assert "Let lots decide who starts when" in shown
    assert "(regression to the mean)" in shown
    assert "First half of 2024 to the first half of 2026, 5 in all" in shown
    assert "Started in the first half of 2025" in shown
    assert "Half-years since the start" in shown
    assert "2025-H1" not in shown
    assert "Compute it again" not in shown
    book = client.get(f"{EVIDENCE}{study.pk}/?file=moments.xlsx")
    sheet = load_workbook(BytesIO(book.content)).worksheets[0]
    assert [cell.value for cell in sheet["A"]][1:] == [-3, -2, -1, 0, 1, 2]
    names = client.get(f"{EVIDENCE}{study.pk}/?file=organisations.csv")
    assert len(names.content.splitlines()) == 17


def test_without_a_claim_the_page_says_so_and_what_would_raise_it(
    programme: Programme, log_in: LogIn
) -> None:
    few = make.measured(programme, starts=[*make.STARTS[3:5], *make.STARTS[-3:]])
    study = make.study(programme, few)
    shown = text_of(log_in("authority"), f"{EVIDENCE}{study.pk}/")
    assert "That is a description, not an effect." in shown
    assert "Read with care" in shown
    assert "Organisations that can be compared: 5." in shown
    assert "No interval is shown, since nothing is claimed." in shown
    assert "Measure 3 more organisations." in shown
    assert "sv-signed__span" not in shown
    assert "confidence" not in shown


def test_what_would_tell_of_a_few_is_not_on_the_page_nor_in_a_file(
    programme: Programme, log_in: LogIn
) -> None:
    starts = [*make.STARTS[:4], *make.STARTS[-5:]]
    indicator = make.measured(programme, starts=starts, is_reported=False)
    study = make.study(programme, indicator)
    client, here = log_in("authority"), f"{EVIDENCE}{study.pk}/"
    shown = text_of(client, here)
    assert "So few organisations stand behind this" in shown
    assert "Compared with others" in shown, "the level says nothing of anybody"
    assert "Publish the answer" not in shown
    for gone in ("sv-signed", "sv-event", "Clinic 0", "confidence"):
        assert gone not in shown
    assert client.get(f"{here}?file=moments.csv").status_code == 404
    listed = client.get(f"{EVIDENCE}?file=evidence.csv").content.decode()
    assert "confidence" not in listed


def test_older_than_the_values_is_said_and_mended_by_a_button(
    programme: Programme, indicator: Indicator, study: EffectStudy, log_in: LogIn
) -> None:
    actor = make.organisations(1)[0]
    measuring.values(indicator, measuring.given("2026-H1", 3.0, actor), by=SYSTEM, at=make.LATER)
    client, here = log_in("authority"), f"{EVIDENCE}{study.pk}/"
    assert "What stands here is older than the values" in text_of(client, here)
    assert "Values have been given since" in text_of(client, MEASURE)
    answer = client.post(f"{here}compute/", follow=True).content.decode()
    assert "It is as it was: the values are the same." in answer, "nothing is known of the new one"
    assert "older than the values" not in answer


def test_the_whole_programme_on_one_page(
    programme: Programme, study: EffectStudy, log_in: LogIn
) -> None:
    few = make.measured(programme, starts=[*make.STARTS[:2], None], code="I2", measure="2.1")
    make.study(programme, few, measure="2.1")
    client = log_in("supervisor")
    shown = text_of(client, EVIDENCE)
    assert (
        "For 1 of 3 measures it has been tested what they did; described without a claim: 1, judged "
        "by experts only: 1, nothing known: 0."
    ) in shown
    assert "Choose an indicator that the measure is to move" in shown
    only = text_of(client, f"{EVIDENCE}?grounds=no_claim")
    assert "Measure 2.1" in only
    assert "Measure 1.1" not in only
    book = client.get(f"{EVIDENCE}?file=evidence.csv")
    rows = book.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "Compared with others" in rows[1]
    make.published(study, audience=Audience.PUBLIC)
    public = text_of(log_in("anonymous"), EVIDENCE)
    assert "described without a claim: 0, judged by experts only: 2" in public
    assert "What would tell us more" not in public


def test_asked_by_form_published_and_withdrawn(
    programme: Programme, indicator: Indicator, log_in: LogIn
) -> None:
    client = log_in("authority")
    said = {
        "indicator": "I1",
        "design": "best",
        "control": "not_yet",
        "anticipation": "0",
        "by_lot": "on",
    }
    wrong = client.post(f"{MEASURE}effects/new/", said)
    assert wrong.status_code == 422
    assert "It is not said where the draw is described." in wrong.content.decode()
    said["lot_note"] = "Drawn by the directorate in May"
    said["form_key"] = "once"
    for _each in range(2):  # as by a double click
        assert client.post(f"{MEASURE}effects/new/", said).status_code == 302
    study = EffectStudy.objects.get()
    here = f"{EVIDENCE}{study.pk}/"
    assert "It is being computed." in text_of(client, here)
    operations.compute_study(by=SYSTEM, study_id=study.pk, at=make.AT, is_patient=True)
    assert "Start drawn by lot" in text_of(client, here)
    study.refresh_from_db()
    assert study.result is not None
    stale = client.post(f"{here}publish/", {"digest": "0" * 64, "audience": "sector"})
    assert stale.status_code == 422
    sent = {"digest": study.result.digest, "audience": "public", "note": "Go on"}
    assert client.post(f"{here}publish/", sent).status_code == 302
    assert "Go on" in text_of(log_in("anonymous"), here)
    assert client.post(f"{here}archive/", {"version": study.version}).status_code == 409
    edited = {**said, "version": study.version, "control": "never"}
    assert client.post(f"{here}edit/", edited).status_code == 302
    assert client.post(f"{here}withdraw/", {"why": "Other values"}).status_code == 302
    assert "Other values" in text_of(client, here)
    assert log_in("anonymous").get(here).status_code == 404
    assert StudyPublication.objects.get().why_ended == "Other values"
    study.refresh_from_db()
    assert client.post(f"{here}archive/", {"version": study.version}).status_code == 302


def test_pages_cost_the_same_for_many(programme: Programme, log_in: LogIn) -> None:
    client = log_in("supervisor")
    who = make.organisations(16)
    for_two = make.measured(programme, who=who)
    study = make.study(programme, for_two)
    make.published(study)
    pages = {EVIDENCE: 16, MEASURE: 40, f"{EVIDENCE}{study.pk}/": 24}
    costs = {page: _cost(client, page) for page in pages}
    for _more in range(9):
        make.published(make.study(programme, for_two))
    again = {page: _cost(client, page) for page in pages}
    assert again == costs
    assert all(costs[page] <= most for page, most in pages.items()), costs


def test_a_study_page_reads_as_much_for_many_values_as_for_few(
    programme: Programme, study: EffectStudy, log_in: LogIn
) -> None:
    client, here = log_in("supervisor"), f"{EVIDENCE}{study.pk}/"
    cost, rows = _cost(client, here), _value_rows(client, here)
    assert rows == 17, "one of each organisation, and when the last was given"
    (first,) = (row for row in _organisations(client, here) if row.name == "Clinic 00")
    assert (first.before, first.after) == (30.0, pytest.approx(45.533, abs=0.001))
    indicator = study.indicator
    for actor in Actor.objects.filter(name__startswith="Clinic"):
        earlier = [
            measuring.given(f"{year}-H{half}", 20.0, actor)
            for year in range(2000, 2024)
            for half in (1, 2)
        ]
        measuring.values(indicator, *earlier, by=SYSTEM, at=make.LATER)
    assert (_cost(client, here), _value_rows(client, here)) == (cost, rows)
    assert _organisations(client, here)[0].before == first.before, "as it was when it was computed"


def _organisations(client: Client, page: str) -> tuple[Organisation, ...]:
    seen: tuple[Organisation, ...] = client.get(page).context["page"].organisations.seen
    return seen


def _value_rows(client: Client, page: str) -> int:
    """How many rows a page has the database hand over of values."""
    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    read = 0
    with connection.cursor() as cursor:
        for query in seen.captured_queries:
            if "indicators_indicatorvalue" in query["sql"]:
                cursor.execute(query["sql"])
                read += len(cursor.fetchall())
    return read


def _cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
