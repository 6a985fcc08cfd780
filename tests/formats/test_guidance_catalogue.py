"""The catalogue of guidance that Samvern ships: true to its sources, whole in three languages."""

from __future__ import annotations

import io
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
import yaml

from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceGroup,
    GuidanceIndex,
    Life,
    LinkState,
    Standing,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats import guidance_file
from tests.factories.written_forms import written_as_itself

FOLDER = resources.files("samvern.catalogues") / "guidance"
FACTS = Path(__file__).parent / "fixtures" / "guidance"

#: The only entries whose owner no source names and that are in use: all of the state or of many.
WITHOUT_OWNER = {
    "digiviken",
    "digsam",
    "e-helsestrategi",
    "innsynslogg",
    "lysneutvalget",
    "nasjonal-strategi",
    "nasjonal-strategi-kompetanse",
    "nasjonal-tiltaksoversikt",
    "noef",
    "overordnet-ros",
    "ovingskalender",
}


@pytest.fixture(scope="module")
def catalogue() -> GuidanceCatalogue:
    (path,) = (each for each in FOLDER.iterdir() if each.name.endswith(".yaml"))
    return guidance_file.read(io.BytesIO(path.read_bytes()), name=path.name)


@pytest.fixture(scope="module")
def normen() -> dict[str, list[dict[str, str]]]:
    """Factsheets and guides of Normen, as they were gathered."""
    found: dict[str, list[dict[str, str]]] = yaml.safe_load(
        (FACTS / "normen.yaml").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def named() -> dict[int, list[str]]:
    """What chapter 3 of the overview of measures names for each of the ten basic measures."""
    text = (FACTS / "basic_measures.yaml").read_text(encoding="utf-8")
    found: dict[int, list[str]] = yaml.safe_load(text)
    return found


def entry_of(catalogue: GuidanceCatalogue, identifier: str) -> GuidanceEntry:
    found = catalogue.entry(identifier)
    assert found, identifier
    return found


def test_there_is_as_much_as_was_found(catalogue: GuidanceCatalogue) -> None:
    groups = Counter(each.group for each in catalogue.entries)
    assert groups == {
        GuidanceGroup.INSTRUMENT: 30,
        GuidanceGroup.AID: 89,
        GuidanceGroup.NETWORK: 9,
    }
    lives = Counter(each.life for each in catalogue.entries)
    assert lives == {Life.IN_USE: 99, Life.PLANNED: 19, Life.MOVED: 9, Life.ENDED: 1}
    assert sum(each.standing is Standing.UNVERIFIED for each in catalogue.entries) == 13


def test_every_source_is_used_and_every_place_in_it_is_named(catalogue: GuidanceCatalogue) -> None:
    found = list(catalogue.provenances())
    assert {each.source for each in found} == {source.id for source in catalogue.sources}
    assert all(each.place for each in found)


def test_what_rests_on_notes_alone_is_known_to(catalogue: GuidanceCatalogue) -> None:
    read = {source.id for source in catalogue.sources if source.is_read}
    assert read == {
        "ie-1125",
        "tiltaksoversikt-0.7",
        "nehs-3-2021",
        "normen-sg-2023-09",
        "drammen-2022",
    }
    noted = [
        each.id
        for each in catalogue.entries
        if not any(found.source in read for found in each.found_in)
    ]
    assert len(noted) == 33


def test_nothing_is_claimed_that_no_source_says(catalogue: GuidanceCatalogue) -> None:
    for each in catalogue.entries:
        assert each.standing is not Standing.CONFIRMED, each.id
        assert each.reviewed_on is None, each.id
        assert each.link is LinkState.UNKNOWN, each.id
        assert all(help_.is_published for help_ in each.helps), each.id
        if each.standing is Standing.UNVERIFIED:
            assert each.remark, each.id
    assert [each.id for each in catalogue.entries if each.address] == ["normen"]
    unowned = {each.id for each in catalogue.entries if not each.owner}
    in_use = {each.id for each in catalogue.entries if each.life is Life.IN_USE}
    assert unowned & in_use == WITHOUT_OWNER


def test_every_factsheet_and_guide_of_normen_is_there(
    catalogue: GuidanceCatalogue, normen: dict[str, list[dict[str, str]]]
) -> None:
    titles = {each.title["nb"].lower() for each in catalogue.entries}
    for fact in normen["guides"]:
        assert fact["title_nb"].lower() in titles
    for fact in normen["factsheets"]:
        found = entry_of(catalogue, f"normen-faktaark-{fact['nr']}")
        assert found.title["nb"] == fact["title_nb"]
        into = {
            "moved into guide on internal control": "normen-internkontroll",
            "moved into guide on risk management": "normen-risikostyring",
            "merged into 15": "normen-faktaark-15",
        }.get(fact.get("note", ""), "")
        assert found.moved_into == into, fact


#: Names of chapter 3, as fixtures shorten them, to what the catalogue calls them.
CALLED = {
    "Digdir: helhetlig styring av informasjonssikkerhet": "digdir-helhetlig-styring",
    "Digdir: Styring og kontroll": "digdir-styring-og-kontroll",
    "Digdir: Kompetanse- og kulturutvikling": "digdir-kompetanse-og-kultur",
    "Normen: Kommuneguide": "normen-kommuneguide",
    "Normen: Veileder tilgangsstyring": "normen-tilgangsstyring",
    "KS: Kompetansepakke": "ks-kompetansepakke",
    "Norsk helsenett: anbefalte sikkerhetstiltak": "nhn-anbefalte-tiltak",
    "Nasjonal helseberedskapsplan": "helseberedskapsplan",
    "NSM: Rammeverk for håndtering av IKT-hendelser": "nsm-ikt-hendelser",
}


def called(name: str) -> str:
    if number := re.fullmatch(r"Normen Faktaark (\d+)", name):
        return f"normen-faktaark-{int(number[1]):02}"
    return "normen" if name.startswith("Normen kap. ") else CALLED[name]


def test_help_with_the_ten_basic_measures_is_what_the_source_prints(
    catalogue: GuidanceCatalogue, named: dict[int, list[str]]
) -> None:
    said = {
        (help_.with_.id, each.id): help_.place.replace(" og ", ", ")
        for each in catalogue.entries
        for help_ in each.helps
    }
    general = {(str(number), "nasjonal-tiltaksoversikt"): "del 2" for number in range(1, 11)}
    printed = {
        (str(number), called(name)): name.removeprefix("Normen ") if "kap." in name else ""
        for number, names in named.items()
        for name in names
    }
    assert said == general | printed


def _texts(catalogue: GuidanceCatalogue) -> list[tuple[str, Text]]:
    found: list[tuple[str, Text]] = [
        ("title", catalogue.title),
        ("description", catalogue.description),
        ("licence", catalogue.licence),
        *(("gap", gap) for gap in catalogue.gaps),
        *((f"subject {each.id}", each.title) for each in catalogue.subjects),
    ]
    for each in catalogue.entries:
        texts = (each.title, each.description, each.remark, each.audience_note)
        found += [(each.id, text) for text in texts if text]
    return found


def test_every_text_stands_in_three_languages_each_written_as_itself(
    catalogue: GuidanceCatalogue,
) -> None:
    for where, text in _texts(catalogue):
        assert set(text) == set(LANGUAGES), where
        assert written_as_itself(text), where
    for subject in catalogue.subjects:
        assert set(subject.words) == set(LANGUAGES), subject.id


def test_descriptions_are_short_and_serve_one_entry(catalogue: GuidanceCatalogue) -> None:
    seen: dict[str, str] = {}
    for each in catalogue.entries:
        for text in each.description.values():
            assert len(text) <= 200, each.id
            assert text not in seen, (each.id, seen.get(text))
            seen[text] = each.id
    described = [each for each in catalogue.entries if each.description]
    assert all(
        each.description or "faktaark" in each.id or "metodehefte" in each.id
        for each in catalogue.entries
    )
    assert len(described) == 91


def test_every_subject_is_used(catalogue: GuidanceCatalogue) -> None:
    used = {subject for each in catalogue.entries for subject in each.subjects}
    assert used == {subject.id for subject in catalogue.subjects}
    assert all(each.subjects for each in catalogue.entries)


@pytest.mark.parametrize(
    ("words", "among_the_first_three"),
    [
        ("tilgangstyring", "normen-faktaark-14"),
        ("beredskapsplan", "helseberedskapsplan"),
        ("backup", "normen-faktaark-21"),
        ("trådløst", "normen-faktaark-26"),
        ("kunstig intelligens", "ki-veiledning"),
        ("nettverk for kommuner", "digiviken"),
        ("hjelp, vi er hacket", "helsecert"),
        ("personvernombod", "normen-pvo-nettverk"),
        ("faktaark 47", "normen-faktaark-47"),
        ("exercise guide", "dsb-ovelser"),
        ("snoking i journal", "normen-faktaark-15"),
        ("normen", "normen"),
    ],
)
def test_what_people_ask_for_is_found(
    catalogue: GuidanceCatalogue, words: str, among_the_first_three: str
) -> None:
    hits = GuidanceIndex(catalogue).search(words)
    assert among_the_first_three in [hit.entry.id for hit in hits[:3]]
