"""The map of confidentiality covers the whole product, and every text of it is planted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.strangers.__main__ import DOCUMENT
from tests.strangers.confidentiality import CONFIDENTIALITY
from tests.strangers.document import confidentiality
from tests.strangers.left_out import NO_WORDS, OF_LIBRARIES, UNREAD, WRITTEN_OF_OTHERS
from tests.strangers.markers import texts_of
from tests.strangers.planting import Planted

MAPPED = {f"{each.label}.{field}" for each in CONFIDENTIALITY for field in each.fields}


def _columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in OF_LIBRARIES:
            for field in texts_of(model):
                yield model._meta.label, field


def test_every_column_with_words_says_who_may_find_them() -> None:
    unsaid = [
        f"{label}.{field}"
        for label, field in _columns()
        if f"{label}.{field}" not in MAPPED
        and not {field, f"{label}.{field}"} & set(NO_WORDS)
        and label not in WRITTEN_OF_OTHERS
    ]
    assert not unsaid, "say in tests/strangers/confidentiality.py who may find them"


def test_the_map_names_only_columns_that_there_are() -> None:
    there = {f"{label}.{field}" for label, field in _columns()}
    assert there >= MAPPED >= set(UNREAD)
    assert {each for each in NO_WORDS if "." in each} <= there


@pytest.mark.walk
@pytest.mark.django_db
def test_every_text_of_the_map_is_planted(planted: Planted) -> None:
    found = set().union(*planted.columns.values())
    missing = ", ".join(sorted(MAPPED - found))
    assert not missing, f"{missing}: tests/strangers/story.py says nothing there"


def test_the_document_says_what_the_map_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == confidentiality(), "python -m tests.strangers"
