"""``samvern guidance``: what a newcomer types, right and wrong, and what comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from samvern.formats import guidance_file

MINE = """
guidance: {id: mine, version: "1", title: {nb: Min hylle}, publisher: Noen, review_months: 12}
sources: [{id: s, title: Rapport}]
entries:
  - {id: a, kind: guide, nb: Tilgang, en: Access, owner: Direktoratet for e-helse,
     reviewed_on: 2026-01-01, helps: [{framework: f, id: "1", said_in: {source: s}}],
     found_in: [{source: s, place: side 4}]}
  - {id: b, kind: guide, nb: Øvelser, owner: DSB, reviewed_on: 2020-01-01, audience: [gp_office],
     helps: [{framework: f, id: "2"}], found_in: [{source: s}]}
"""
FRAMEWORK = """
framework: {id: f, version: "1", title: {nb: Krav}, publisher: Noen, kind: law}
requirements:
  - {id: "1", nb: Styr tilgang}
  - {id: "2", nb: Øv}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    path = tmp_path / "f.yaml"
    path.write_text(FRAMEWORK, encoding="utf-8")
    return path


# Search


def test_search_finds_by_plain_words_and_says_why(samvern) -> None:
    outcome = samvern("guidance", "search", "tilgangstyring")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0] == "1. Access control – Faktaark 14 (Factsheet, Styringsgruppen for Normen)"
    assert lines[1] == "   normen-faktaark-14"
    assert (
        lines[2]
        == "   “tilgangstyring” is nearly spelt as “Tilgangsstyring” in the title in Norwegian."
    )


def test_search_finds_across_languages(samvern) -> None:
    told = json.loads(samvern("guidance", "search", "exercise", "--json", language="nb").out)
    assert "dsb-ovelser" in [hit["entry"]["id"] for hit in told["hits"]]
    assert told["hits"][0]["matches"][0] == {
        "word": "exercise",
        "found": "exercise",
        "field": "title",
        "how": "exact",
        "language": "en",
    }


def test_search_by_a_requirement_finds_what_helps_with_it(samvern) -> None:
    told = json.loads(samvern("guidance", "search", "virksomhetskulturen", "--json").out)
    assert {hit["matches"][0]["field"] for hit in told["hits"]} == {"requirement"}
    assert "ks-kompetansepakke" in [hit["entry"]["id"] for hit in told["hits"]]


def test_search_without_a_hit_ends_with_1(samvern) -> None:
    outcome = samvern("guidance", "search", "xyzzy")
    assert outcome.code == 1
    assert outcome.out == "Nothing was found. Try another word, or fewer.\n"


def test_search_is_narrowed_and_cut(samvern) -> None:
    told = json.loads(samvern("guidance", "search", "nettverk", "--group", "network", "--json").out)
    kinds = {hit["entry"]["kind"] for hit in told["hits"]}
    assert kinds <= {"network", "conference"}
    cut = samvern("guidance", "search", "normen", "--most", "2")
    assert cut.out.splitlines()[-1].startswith("… and ")
    without = samvern("guidance", "search", "legekontor", "--for", "municipality")
    assert without.code == 1


def test_search_shows_what_cannot_be_used_only_when_asked(samvern) -> None:
    assert "[Not there yet]" not in samvern("guidance", "search", "IKT-beredskapsplan").out
    shown = samvern("guidance", "search", "IKT-beredskapsplan", "--all").out
    assert "[Not there yet]" in shown.splitlines()[0]


# Show


def test_show_tells_everything_and_what_is_not_known(samvern) -> None:
    shown = samvern("guidance", "show", "normen-faktaark-14")
    assert shown.code == 0
    assert "Helps with: grunnleggende-tiltak 9" in shown.out
    assert "Languages: not known" in shown.out
    assert "Last reviewed by its owner: not known" in shown.out
    assert "kap. 3, tiltak 9" in shown.out
    assert (
        "Now part of: normen-risikostyring" in samvern("guidance", "show", "normen-faktaark-07").out
    )


def test_show_of_nothing_ends_with_2(samvern) -> None:
    outcome = samvern("guidance", "show", "nope")
    assert (outcome.code, outcome.out) == (2, "")
    assert "The catalogue has no entry “nope”." in outcome.err


# Check


def test_check_says_what_is_there_and_what_is_open(samvern) -> None:
    outcome = samvern("guidance", "check", "norge-helse")
    assert outcome.code == 1
    assert "Instruments: 30, of which in use: 22" in outcome.out
    assert "Not checked: 13" in outcome.out
    assert "Known to be missing:" in outcome.out
    assert "No shipped requirement set" not in outcome.out


def test_check_names_requirements_that_no_set_has(samvern, mine: Path) -> None:
    outcome = samvern("guidance", "check", mine)
    assert outcome.code == 1
    assert "No shipped requirement set has f 1." in outcome.out
    told = json.loads(samvern("guidance", "check", mine, "--json").out)
    assert (told["entries"], told["unknown_requirements"]) == (2, ["f 1", "f 2"])


def test_check_of_a_wrong_file_names_lines_and_ends_with_2(samvern, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(MINE.replace("kind: guide, nb: Øvelser", "kind: gide, nb: Øvelser"), "utf-8")
    outcome = samvern("guidance", "check", path)
    assert outcome.code == 2
    assert "line 8, column 19: entries[1].kind" in outcome.err


def test_check_of_nothing_names_what_ships(samvern) -> None:
    outcome = samvern("guidance", "check", "nope")
    assert outcome.code == 2
    assert "Shipped catalogues: norge-helse." in outcome.err


# Gaps and reviews


def test_gaps_name_what_nobody_guides_for_whom(samvern, mine: Path, framework: Path) -> None:
    outcome = samvern(
        *("guidance", "gaps", "--file", mine, "--framework", framework),
        *("--for", "gp_office", "--for", "dentist"),
    )
    assert outcome.code == 1
    assert outcome.out.splitlines() == [
        "1 of 2 topics are guided by nobody for at least one of 2 kinds of actors. "
        "Topics that several owners guide: 0.",
        "",
        "1 Styr tilgang",
        "  • Access (Helsedirektoratet) – everybody in the sector",
        "",
        "2 Øv",
        "  • Øvelser (Direktoratet for samfunnssikkerhet og beredskap, our reading) – GP office",
        "  Nobody guides: Dentist",
    ]


def test_the_ten_basic_measures_are_guided_for_everybody_and_several_by_several(samvern) -> None:
    outcome = samvern("guidance", "gaps", "--json")
    assert outcome.code == 0
    told = json.loads(outcome.out)
    assert len(told["topics"]) == 10
    several = {
        topic["id"]
        for topic in told["topics"]
        if any(cell["coverage"] == "several" for cell in topic["cells"])
    }
    assert several == {"1", "4", "6", "7", "10"}


MAPPED = """source_framework,source,relation,target_framework,target,mapper
nis2-art21-2,21(2)(c),subset,grunnleggende-tiltak,9,Kari
nis2-art21-2,21(2)(j),intersects,grunnleggende-tiltak,1,Kari
"""


def test_guidance_for_others_helps_by_way_of_mappings_and_says_how_far(
    samvern, tmp_path: Path
) -> None:
    path = tmp_path / "mappings.csv"
    path.write_text(MAPPED, encoding="utf-8")
    asked = ("guidance", "gaps", "--framework", "nis2-art21-2-2022-2555", "--for", "gp_office")
    outcome = samvern(*asked, "--mappings", path)
    assert outcome.code == 1
    after = outcome.out.partition("Guidance for other requirements, by way of mappings:\n")[2]
    first, *_guides, second = (line for line in after.splitlines() if line.endswith(":"))
    assert first == (
        "  nis2-art21-2 21(2)(c) (GP office): what helps with grunnleggende-tiltak 9, "
        "which asks for all of it:"
    )
    assert second.endswith("(GP office): maybe what helps with grunnleggende-tiltak 1:")
    assert "    • Overview of" in after
    assert after.count("Nobody has reviewed what this rests on.") == 2
    told = json.loads(samvern(*asked, "--mappings", path, "--json").out)["by_mapping"]
    assert [(each["topic"], each["is_certain"]) for each in told] == [
        ("nis2-art21-2 21(2)(c)", True),
        ("nis2-art21-2 21(2)(j)", False),
    ]
    assert json.loads(samvern(*asked, "--json").out)["by_mapping"] == []


def test_a_gap_that_a_mapping_closes_for_certain_is_none(
    samvern, tmp_path: Path, mine: Path, framework: Path
) -> None:
    path = tmp_path / "mappings.csv"
    asked = ("guidance", "gaps", "--file", mine, "--framework", framework, "--for", "dentist")
    path.write_text(
        "source_framework,source,relation,target_framework,target\nf,2,subset,g,7\ng,7,equal,h,1\n",
        encoding="utf-8",
    )
    assert samvern(*asked, "--mappings", path).code == 1
    mine.write_text(MINE.replace("helps: [", 'helps: [{framework: g, id: "7"}, ', 1), "utf-8")
    outcome = samvern(*asked, "--mappings", path)
    assert "which asks for all of it" in outcome.out
    assert outcome.code == 0


def test_gaps_by_subject(samvern) -> None:
    told = json.loads(samvern("guidance", "gaps", "--subjects", "--for", "dentist", "--json").out)
    assert told["audiences"] == ["dentist"]
    assert "exercises" in [topic["id"] for topic in told["topics"]]


def test_due_lists_what_ran_out_by_owner_of_today(samvern, mine: Path) -> None:
    outcome = samvern("guidance", "due", "--file", mine, "--date", "2026-06-01")
    assert outcome.code == 1
    assert outcome.out.splitlines() == [
        "Waiting for a review: 1.",
        "",
        "Direktoratet for samfunnssikkerhet og beredskap: 1",
        "  • Øvelser: the last review is too old, ran out on 1 January 2021",
    ]
    told = json.loads(
        samvern("guidance", "due", "--file", mine, "--date", "2027-06-01", "--json").out
    )
    assert [each["owner"] for each in told["due"]] == [
        "Direktoratet for samfunnssikkerhet og beredskap",
        "Helsedirektoratet",
    ]


def test_nothing_due_ends_with_0(samvern, mine: Path) -> None:
    outcome = samvern("guidance", "due", "--file", mine, "--date", "2020-06-01")
    assert (outcome.code, outcome.out) == (0, "Nothing waits for a review.\n")


# Export

PUBLISHED = (
    *("--publisher", "983544622", "--name", "Helsedirektoratet"),
    *("--base", "https://example.no/guidance", "--email", "post@example.no"),
)


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_export_of_the_file_reads_back(samvern, kind: str) -> None:
    outcome = samvern("guidance", "export", f"--{kind}")
    found = guidance_file.read(io.BytesIO(outcome.out.encode()), name=f"a.{kind}")
    assert (outcome.code, found.id) == (0, "norge-helse")


def test_export_as_open_data(samvern) -> None:
    outcome = samvern(
        *("guidance", "export", "--dcat", *PUBLISHED, "--at", "https://example.no/g.yaml"),
        *("--licence", "CC_BY_4_0", "--modified", "2026-11-27"),
    )
    assert (outcome.code, outcome.err) == (0, "")
    types = [node["@type"] for node in json.loads(outcome.out)["@graph"]]
    assert types[:3] == ["dcat:Catalog", "dcat:Dataset", "dcat:Distribution"]


def test_export_without_a_publisher_says_what_is_missing_and_ends_with_2(samvern) -> None:
    outcome = samvern("guidance", "export", "--dcat")
    assert (outcome.code, outcome.out) == (2, "")
    for said in ("“” is not an organisation number.", "no way to reach the publisher", "foaf:name"):
        assert said in outcome.err


def test_export_wants_a_file_of_a_known_kind(samvern) -> None:
    outcome = samvern("guidance", "export", "--dcat", *PUBLISHED, "--at", "https://a.no/g.xlsx")
    assert outcome.code == 2
    assert ".yaml or .json" in outcome.err


def test_schema_is_printed(samvern) -> None:
    assert samvern("guidance", "schema").out == guidance_file.schema_text()


def test_a_set_that_is_named_without_its_version_is_the_latest(samvern) -> None:
    asked = ("guidance", "gaps", "--json", "--framework")
    bare, exact = samvern(*asked, "nsm-gp-ikt"), samvern(*asked, "nsm-gp-ikt-2.1")
    assert bare == exact


def test_a_word_that_stands_in_another_language_says_so(samvern) -> None:
    outcome = samvern("--lang", "nb", "guidance", "search", "backup")
    assert "på engelsk" in str(outcome)
