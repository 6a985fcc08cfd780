"""The pages of requirement sets: who sees them, what they say, what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import frameworks as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

HOME = "/frameworks/rules/1/"
PAGES = (
    "/frameworks/",
    "/frameworks/?file=requirement-sets.csv",
    HOME,
    f"{HOME}?q=kartlegg&heading=1&for=gp_office&wording=unverified",
    f"{HOME}?file=requirements.xlsx",
    f"{HOME}requirements/1.1/",
    f"{HOME}compared-with/2/",
    f"{HOME}compared-with/2/?kind=added",
    f"{HOME}compared-with/2/?file=changes.csv",
    f"{HOME}set.yaml",
    f"{HOME}set.json",
    f"{HOME}oscal-catalog.json",
)


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_what_is_public(world: World, log_in: LogIn, member: str) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(version="2", follows_version="1"))
    client = log_in(member)
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
    assert client.get("/frameworks/rules/").url == "/frameworks/rules/2/"
