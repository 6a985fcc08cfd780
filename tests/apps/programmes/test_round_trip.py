"""What goes into the database comes out of it again, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine.programme import document as engine
from samvern.formats import programme_file
from tests.factories import programmes as make
from tests.factories.generated_programmes import programmes as any_programme

in_database = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["IE-1108", "IE-1125", "TILTAKSOVERSIKT-0.7"])
def test_shipped_programmes_survive_file_and_database(code: str) -> None:
    shipped = make.shipped(code)
    saved = make.programme(shipped)
    read = queries.document_of(SYSTEM, saved)
    assert read == shipped
    for kind in ("yaml", "json"):
        before, after = BytesIO(), BytesIO()
        programme_file.write(shipped, before, kind=kind)
        programme_file.write(read, after, kind=kind)
        assert after.getvalue() == before.getvalue()


@pytest.mark.django_db
@in_database
@given(document=any_programme())
def test_any_programme_survives_the_database(document: engine.Programme) -> None:
    with transaction.atomic():
        saved = make.programme(document)
        read = queries.document_of(SYSTEM, saved)
        transaction.set_rollback(True)
    assert read == document
    assert list(read.measures) == list(document.measures)


@pytest.mark.django_db
@in_database
@given(first=any_programme(), second=any_programme())
def test_any_programme_can_replace_any_other(
    first: engine.Programme, second: engine.Programme
) -> None:
    with transaction.atomic():
        make.programme(first)
        newer = replace(second, id=first.id)
        saved = operations.import_programme(by=SYSTEM, document=newer, at=make.AT, replace=True)
        read = queries.document_of(SYSTEM, saved)
        again = operations.import_programme(by=SYSTEM, document=newer, at=make.AT, replace=True)
        unchanged = queries.document_of(SYSTEM, again)
        transaction.set_rollback(True)
    assert read == newer == unchanged


@pytest.mark.django_db
def test_reasons_stay_behind_for_those_who_may_not_read_them() -> None:
    judgement = engine.Judgement({"low": 1.0}, None, "Kari", None, "Cheap enough")
    saved = make.programme(make.document(measures=(make.measure(cost=judgement),)))
    (seen,) = queries.document_of(ANONYMOUS, saved).measures
    assert seen.cost == engine.Judgement({"low": 1.0})
    (full,) = queries.document_of(SYSTEM, saved).measures
    assert full.cost == judgement


@pytest.mark.django_db
def test_the_catalogue_is_loaded_once() -> None:
    loaded = operations.load_catalogue(by=SYSTEM, at=make.AT)
    assert {programme.code for programme in loaded} == {"IE-1108", "IE-1125", "TILTAKSOVERSIKT-0.7"}
    assert {programme.sharing for programme in loaded} == {Sharing.PUBLIC}
    versions = dict(Programme.objects.values_list("code", "version"))
    assert operations.load_catalogue(by=SYSTEM, at=make.AT) == []
    assert dict(Programme.objects.values_list("code", "version")) == versions
