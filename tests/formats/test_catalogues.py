"""The programmes that Samvern ships: readable, whole in three languages, true to the facts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from samvern.engine.programme.document import LANGUAGES, Programme, Text
from samvern.formats import programme_file
from tests.factories.written_forms import written_as_itself

FACTS = Path(__file__).parent / "fixtures"
PROGRAMMES = resources.files("samvern.catalogues") / "programmes"

#: Catalogue file to the facts it was written from.
FACTS_OF = {
    "ie-1108.yaml": "wordings_ie1108.yaml",
    "ie-1125.yaml": "programme_ie1125.yaml",
    "tiltaksoversikt-0.7.yaml": "measures_2021.yaml",
}

#: What the catalogue knows beyond its facts, texts left aside: each was read in the source.
ADDED = {
    "ie-1108.yaml": {},
    "ie-1125.yaml": {
        "published_counts": {"focus_areas": 6, "measures": 21},
        "published_labels": {
            "goals": [4, 3.5, 4, 4, 4, 4],
            "strategic_goals": [3.5, 3, 2, 3, 4, 3.5],
        },
        "programme.contribution_case_certain": False,
        "measures.2.3.interfaces": ["Kunnskapssektoren og tilhørende myndigheter"],
        "measures.5.2.kind": "requirement",
        "measures.5.3.target": "Hele sektoren",
        "measures.5.4.target": "Hele sektoren",
        "measures.6.1.target": "Mindre virksomheter",
        "measures.6.2.target": "Mindre virksomheter",
    },
    "tiltaksoversikt-0.7.yaml": {"published_counts": {"focus_areas": 5}},
}

#: Programmes of which only the wording of measures is known: the rest of a long wording stands as
#: description, and nothing stands where nothing is known.
WORDING_ONLY = {"ie-1108.yaml"}

every_catalogue = pytest.mark.parametrize("name", FACTS_OF)


def _tree(name: str) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.safe_load((PROGRAMMES / name).read_text(encoding="utf-8"))
    return tree


def _programme(name: str) -> Programme:
    return programme_file.read(io.BytesIO((PROGRAMMES / name).read_bytes()), name=name)


def _parts(programme: Programme) -> Iterator[tuple[str, Text, Text]]:
    """Each part that people read about: where it stands, its title and its description."""
    yield "programme", programme.title, programme.description
    for kind in ("goals", "challenges", "risk_trends", "risk_areas", "focus_areas", "measures"):
        for part in getattr(programme, kind):
            yield f"{kind}.{part.id}", part.title, part.description


def _added(
    facts: Any, catalogue: Any, where: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What ``catalogue`` has beyond ``facts``; fails where it lacks or changes a fact."""
    place = ".".join(where)
    if isinstance(facts, dict):
        assert facts.keys() <= catalogue.keys(), place
        for key, value in catalogue.items():
            if key in facts:
                yield from _added(facts[key], value, (*where, str(key)))
            else:
                yield (*where, str(key)), value
    elif isinstance(facts, list) and all(isinstance(fact, dict) for fact in facts):
        assert len(facts) == len(catalogue), place
        for position, (fact, entry) in enumerate(zip(facts, catalogue, strict=True)):
            yield from _added(fact, entry, (*where, str(fact.get("id", position))))
    else:
        assert (type(catalogue), catalogue) == (type(facts), facts), place


def _is_text(where: tuple[str, ...]) -> bool:
    return where[-1] in {"nn", "en", "description"}


def test_every_shipped_programme_is_held_against_facts() -> None:
    shipped = {entry.name for entry in PROGRAMMES.iterdir() if entry.name.endswith(".yaml")}
    assert shipped == set(FACTS_OF)


@every_catalogue
def test_facts_are_kept_and_additions_are_known(name: str) -> None:
    facts = yaml.safe_load((FACTS / FACTS_OF[name]).read_text(encoding="utf-8"))
    added = list(_added(facts, _tree(name)))
    beyond_texts = {".".join(where): value for where, value in added if not _is_text(where)}
    assert beyond_texts == ADDED[name]


def test_a_changed_fact_is_noticed() -> None:
    with pytest.raises(AssertionError, match=r"measures\.1\.1\.cost"):
        list(
            _added(
                {"measures": [{"id": "1.1", "cost": 2}]}, {"measures": [{"id": "1.1", "cost": 3}]}
            )
        )
    with pytest.raises(AssertionError, match="measures"):
        list(_added({"measures": [{"id": "1.1"}]}, {"measures": []}))


@every_catalogue
def test_reader_takes_the_catalogue_with_all_its_measures(name: str) -> None:
    facts = yaml.safe_load((FACTS / FACTS_OF[name]).read_text(encoding="utf-8"))
    programme = _programme(name)
    assert [measure.id for measure in programme.measures] == [
        measure["id"] for measure in facts["measures"]
    ]


@every_catalogue
def test_every_part_is_described_in_all_languages(name: str) -> None:
    for where, title, description in _parts(_programme(name)):
        for text in (title, description):
            if name in WORDING_ONLY and text is description and not text:
                continue
            assert set(text) == set(LANGUAGES), where
            assert all(text[language].strip() for language in LANGUAGES), where
        assert all(text != title[language] for language, text in description.items()), where


@every_catalogue
def test_no_description_serves_two_parts_or_two_languages(name: str) -> None:
    seen: dict[str, str] = {}
    for where, _, description in _parts(_programme(name)):
        for language, text in description.items():
            assert text not in seen, (where, language, seen.get(text))
            seen[text] = f"{where} {language}"


@every_catalogue
def test_each_norwegian_is_written_as_itself(name: str) -> None:
    for where, title, description in _parts(_programme(name)):
        for text in filter(None, (title, description)):
            assert written_as_itself(text), where


@every_catalogue
def test_descriptions_are_short(name: str) -> None:
    for where, _, description in _parts(_programme(name)):
        for language, text in description.items():
            sentences = len(re.findall(r"[.?!](?:\s|$)", text))
            most = 3 if where.startswith("measures.") else 2
            assert 1 <= sentences <= most, (where, language)


def test_published_lineage_names_measures_that_exist() -> None:
    from samvern.cli.files import shipped_lineages
    from samvern.engine.programme.lineage import LinkStatus, check_links

    (lineage,) = shipped_lineages()
    before, after = (
        _programme(f"{code.lower()}.yaml") for code in (lineage.earlier, lineage.later)
    )
    check_links(before, after, lineage.links)
    assert {link.status for link in lineage.links} == {LinkStatus.PUBLISHED}
    assert {link.earlier for link in lineage.links} == {measure.id for measure in before.measures}
    assert {link.later for link in lineage.links} == {measure.id for measure in after.measures}
