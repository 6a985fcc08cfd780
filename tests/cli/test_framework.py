"""``samvern framework``: what a newcomer types, right and wrong, and what comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from samvern.cli.files import shipped_frameworks
from samvern.formats.framework_file import read
from tests.cli.conftest import Run

EARLIER = """
framework: {id: f, version: "1", title: {nb: Krav, en: Demands}, publisher: Noen, kind: law}
requirements:
  - {id: A, nb: Overskrift, assessable: false}
  - {id: "1", parent: A, nb: Kartlegg}
  - {id: "2", parent: A, nb: Øv}
  - {id: "3", parent: A, nb: Varsle}
"""
LATER = """
framework:
  {id: f, version: "2", title: {nb: Krav, en: Demands}, publisher: Noen, kind: law, follows_version: "1"}
requirements:
  - {id: A, nb: Overskrift, assessable: false}
  - {id: "1", parent: A, nb: Kartlegg alt}
  - {id: "2a", parent: A, nb: Øv ofte, follows: ["2"]}
  - {id: "2b", parent: A, nb: Øv sammen, follows: ["2"]}
  - {id: "4", parent: A, nb: Varsle, follows: ["3"]}
"""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    path = tmp_path / "earlier.yaml"
    path.write_text(EARLIER, encoding="utf-8")
    return path


@pytest.fixture
def later(tmp_path: Path) -> Path:
    path = tmp_path / "later.yaml"
    path.write_text(LATER, encoding="utf-8")
    return path


# What is right


def test_check_says_how_far_wordings_can_be_trusted_and_ends_with_1(samvern) -> None:
    outcome = samvern("framework", "check", "nsm-gp-ikt-2.1")
    assert (outcome.code, outcome.err) == (1, "")
    assert "118 requirements under 25 headings." in outcome.out
    assert "Title (bokmål): As others print it: 66, Working title: 66, Not found: 11" in outcome.out
    assert "Known to be missing:" in outcome.out


def test_check_of_a_set_with_nothing_open_ends_with_0(samvern, earlier: Path) -> None:
    outcome = samvern("framework", "check", earlier)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Title (bokmål): Source not stated: 4" in outcome.out


def test_check_as_json_counts_by_field_and_language(samvern) -> None:
    told = json.loads(samvern("framework", "check", "normen-6.0", "--json").out)
    assert (told["requirements"], told["headings"], len(told["gaps"])) == (0, 5, 4)
    assert told["wordings"] == [
        {"field": "title", "language": "nb", "statuses": {"reported": 1, "unverified": 4}}
    ]


def test_show_marks_what_is_uncertain_and_says_what_is_missing(samvern) -> None:
    shown = samvern("framework", "show", "nsm-gp-ikt-2.1", language="nb")
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[0].startswith("1 Identifisere og kartlegge  [")
    assert lines[1].startswith("  1.1 Kartlegg styringsstrukturer")
    missing = next(line for line in lines if line.strip().startswith("2.7.5 "))
    assert missing.startswith("    2.7.5 ")
    assert len(lines) == 143


def test_show_names_the_language_when_it_is_another_one(samvern) -> None:
    shown = samvern("framework", "show", "iso-27001-annex-a-2022", language="nb")
    assert "  A.5.1 Policies for information security  [" in shown.out


def test_show_of_one_requirement_says_where_its_wordings_are_from(samvern) -> None:
    shown = samvern("framework", "show", "nsm-gp-ikt-2.1", "--requirement", "1.1.1")
    assert "Identifiser virksomhetens strategi" in shown.out
    assert "NSM's spreadsheet" in shown.out
    as_json = json.loads(
        samvern("framework", "show", "nsm-gp-ikt-2.1", "--requirement", "1.1.1", "--json").out
    )
    assert as_json["sources"] == {"title": {"nb": "U", "en": "C"}}


def test_compare_of_a_version_with_itself_ends_with_0(samvern, earlier: Path) -> None:
    outcome = samvern("framework", "compare", earlier, earlier)
    assert (outcome.code, outcome.out) == (0, "No requirement differs. Unchanged: 4.\n")


def test_compare_tells_every_difference_and_ends_with_1(
    samvern, earlier: Path, later: Path
) -> None:
    outcome = samvern("framework", "compare", earlier, later)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith(
        "Different: split: 1, renumbered: 1, reworded: 1. Unchanged: 1.\n"
    )
    assert "  Reworded: 1 Kartlegg alt\n" in outcome.out
    assert "        − Kartlegg\n        + Kartlegg alt\n" in outcome.out
    assert "  Split: 2 → 2a, 2b Øv ofte\n" in outcome.out
    assert "  Renumbered: 3 → 4 Varsle\n" in outcome.out
    told = json.loads(samvern("framework", "compare", earlier, later, "--json").out)
    assert (told["before"], told["after"], told["is_by_id"]) == ("1", "2", False)


def test_follow_says_when_a_person_must_look(samvern, earlier: Path, later: Path) -> None:
    plain = samvern("framework", "follow", "3", later, earlier)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out == "1: 3\n2: 4 (renumbered)\nWhat points at it can follow it.\n"
    split = samvern("framework", "follow", "2", earlier, later, "--json")
    assert split.code == 1
    assert json.loads(split.out)["steps"] == [
        {"version": "2", "ids": ["2a", "2b"], "fates": ["split"]}
    ]
    back = samvern("framework", "follow", "2b", earlier, later, "--backwards")
    assert back.out.splitlines()[1].startswith("1: 2 (")


@pytest.mark.parametrize("name", shipped_frameworks())
@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_convert_loses_nothing(samvern, name: str, kind: str) -> None:
    written = samvern("framework", "convert", name, "--to", kind)
    assert (written.code, written.err) == (0, "")
    original = shipped_frameworks()[name].read_bytes()
    assert read(io.BytesIO(written.out.encode()), name=f"f.{kind}") == read(
        io.BytesIO(original), name="f.yaml"
    )


def test_an_oscal_catalogue_comes_out_and_goes_in(samvern, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.json"
    catalog.write_text(samvern("framework", "convert", "normen-6.0", "--to", "oscal").out)
    assert json.loads(catalog.read_text())["catalog"]["metadata"]["version"] == "6.0"
    back = samvern("framework", "convert", catalog, "--to", "yaml")
    assert (back.code, back.err) == (0, "")
    original = shipped_frameworks()["normen-6.0"].read_bytes()
    assert read(io.BytesIO(back.out.encode()), name="f.yaml") == read(
        io.BytesIO(original), name="f.yaml"
    )


def test_what_is_left_out_of_a_catalogue_of_others_is_told(samvern, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.json"
    written = samvern("framework", "convert", "normen-6.0", "--to", "oscal").out
    document = json.loads(written)
    document["catalog"]["back-matter"] = {"resources": []}
    catalog.write_text(json.dumps(document))
    outcome = samvern("framework", "show", catalog)
    assert outcome.code == 0
    assert "back-matter: 1" in outcome.err


def test_a_catalogue_that_cannot_be_used_is_wrong_input(samvern, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.json"
    catalog.write_text('{"catalog": {"metadata": {"oscal-version": "7"}}}')
    outcome = samvern("framework", "check", catalog)
    assert outcome.code == 2
    assert "is not an OSCAL document that can be used" in outcome.err
    assert "“7” is not a version of OSCAL" in outcome.err


def test_schema_is_printed_as_published(samvern) -> None:
    assert json.loads(samvern("framework", "schema").out)["title"].startswith("Samvern framework")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("verb", ["check", "show", "compare", "follow", "schema", "convert"])
def test_every_verb_explains_itself(samvern, language: str, verb: str) -> None:
    outcome = samvern("framework", verb, "--help", language=language)
    assert outcome.code == 0
    assert f"framework {verb}" in outcome.out


# What is wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "no-such-set"), "no shipped requirement set has that code"),
        (("show", "normen-6.0", "--requirement", "9"), "There is no requirement 9"),
        (("compare", "normen-6.0", "nsm-gp-ikt-2.1"), "two different requirement sets"),
        (("follow", "1", "normen-6.0", "normen-6.0"), "The same version is given twice."),
        (("follow", "9", "normen-6.0"), "There is no requirement 9"),
        (("convert", "normen-6.0", "--to", "docx"), "docx"),
    ],
)
def test_wrong_input_ends_with_2_and_says_what(
    samvern, arguments: tuple[str, ...], said: str
) -> None:
    outcome = samvern("framework", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_everything_wrong_in_a_file_is_told_at_once(samvern, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(EARLIER.replace("nb: Øv", "title: Øv").replace("parent: A", "parent: B", 1))
    outcome = samvern("framework", "check", path)
    assert outcome.code == 2
    assert "“wrong.yaml” is not a framework file that can be used." in outcome.err
    assert "line 5, column 23: requirements[1].parent: It stands under “B”" in outcome.err
    assert "requirements[2].title: “title” is not a known key." in outcome.err
    assert "samvern framework schema" in outcome.err


RESTRICTED = """
framework: {id: f, version: "1", title: {nb: Krav, en: Demands}, publisher: Noen, kind: law}
requirements:
  - {id: A, nb: Overskrift, assessable: false}
  - {id: "1", parent: A, nb: Kartlegg}
  - {id: "2", parent: A, nb: Øv, applies_to: [hospital_trust]}
"""


def in_oscal(samvern: Run, folder: Path, content: str) -> Path:
    """A catalogue under the name that a profile of it points at."""
    plain, catalog = folder / "f.yaml", folder / "f-1.oscal.json"
    plain.write_text(content, encoding="utf-8")
    catalog.write_text(samvern("framework", "convert", plain, "--to", "oscal").out, "utf-8")
    return catalog


def test_what_applies_to_some_is_a_profile_that_is_read_where_a_set_is(
    samvern: Run, tmp_path: Path
) -> None:
    whole, profile = in_oscal(samvern, tmp_path, RESTRICTED), tmp_path / "p.json"
    written = samvern("framework", "convert", whole, "--to", "oscal-profile", "--for", "gp_office")
    profile.write_text(written.out, encoding="utf-8")
    told = json.loads(written.out)["profile"]
    assert told["metadata"]["title"] == "Demands (GP office)"
    assert told["imports"] == [
        {"href": "f-1.oscal.json", "include-controls": [{"with-ids": ["_-1"]}]}
    ]
    shown = samvern("framework", "show", profile, "--json")
    assert [each["id"] for each in json.loads(shown.out)["requirements"]] == ["A", "1"]
    assert shown.err == "Requirements taken by the profile: 1 of 2.\n"
    samvern("framework", "convert", profile, "--to", "yaml", "--for", "gp_office")
    whole.rename(tmp_path / "other.json")
    lost = samvern("framework", "show", profile)
    assert (lost.code, lost.out) == (2, "")
    assert "It points at “f-1.oscal.json”" in lost.err
    found = samvern(
        "framework", "convert", profile, "--to", "yaml", "--catalog", tmp_path / "other.json"
    )
    assert (
        read(io.BytesIO(found.out.encode()), name="y.yaml").title["nb"] == "Krav (Fastlegekontor)"
    )


def test_a_profile_finds_a_shipped_set_and_says_what_it_names_in_vain(
    samvern: Run, tmp_path: Path
) -> None:
    path = tmp_path / "p.json"
    written = samvern(
        *("framework", "convert", "nsm-gp-ikt-2.1", "--to", "oscal-profile"),
        *("--requirement", "2.6.7", "--requirement", "1.2.1", "--title", "Two"),
    )
    path.write_text(written.out.replace('"_-2.6.7"', '"_-2.6.7", "_-9"'), encoding="utf-8")
    shown = samvern("framework", "show", path)
    assert shown.code == 0
    assert "2.6.7" in shown.out
    assert "Named by the profile, and not in nsm-gp-ikt: _-9." in shown.err
    assert "Requirements taken by the profile: 2 of 118." in shown.err


@pytest.mark.parametrize("href", ["../f.json", "/etc/passwd", "https://x.example/f.json", "#u", ""])
def test_a_profile_never_reaches_beyond_the_folder_it_stands_in(
    samvern: Run, tmp_path: Path, href: str
) -> None:
    (tmp_path / "f.json").write_text(RESTRICTED, encoding="utf-8")
    (tmp_path / "below").mkdir()
    path = tmp_path / "below" / "p.json"
    metadata = {"title": "t", "version": "1", "oscal-version": "1.2.1"}
    document = {"metadata": metadata, "imports": [{"href": href, "include-all": {}}]}
    path.write_text(json.dumps({"profile": document}), encoding="utf-8")
    outcome = samvern("framework", "show", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "was not found" in outcome.err


def test_nothing_chosen_and_profiles_of_profiles_are_refused(samvern: Run, tmp_path: Path) -> None:
    for_dentists = RESTRICTED.replace("kind: law", "kind: law, applies_to: [dentist]")
    whole, profile = in_oscal(samvern, tmp_path, for_dentists), tmp_path / "p.json"
    convert = ("framework", "convert", whole, "--to", "oscal-profile")
    nothing = samvern(*convert, "--for", "gp_office")
    assert (nothing.code, nothing.out) == (2, "")
    assert "No requirement of f is left" in nothing.err
    assert samvern(*convert, "--requirement", "9").code == 2
    profile.write_text(samvern(*convert, "--for", "dentist").out, encoding="utf-8")
    again = samvern("framework", "show", profile).err
    assert "Requirements taken by the profile: 1 of 2." in again
    whole.write_text(profile.read_text(encoding="utf-8"), encoding="utf-8")
    assert "is a profile, not a requirement set" in samvern("framework", "show", profile).err
