"""OSCAL profiles: ours read back the same and mean the same to others, theirs are resolved."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trestle.core.commands.init import InitCmd
from trestle.core.profile_resolver import ProfileResolver
from trestle.oscal.profile import Model as ProfileModel

from samvern.cli.files import shipped_frameworks
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks import Framework, FrameworkKind, Requirement, narrowed
from samvern.formats import framework_file
from samvern.formats.oscal import (
    Import,
    Pick,
    Profile,
    ProfileReading,
    profile_of,
    read_catalog,
    read_profile,
    resolve,
    write_catalog,
    write_profile,
)
from tests.factories.generated_frameworks import frameworks, kinds_of_actors, optional
from tests.factories.generated_programmes import texts
from tests.factories.junk import spoil

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
TITLE = {"nb": "Det som gjelder et legekontor", "en": "What applies to a GP office"}

names = st.from_regex(r"[A-Za-z_][A-Za-z0-9._-]{0,8}", fullmatch=True)
patterns = st.text("ab*?[]!^-.\\", min_size=1, max_size=12).filter(
    lambda each: each.strip() == each
)
picks = st.builds(
    Pick,
    st.lists(names, max_size=3).map(tuple),
    st.lists(patterns, max_size=2).map(tuple),
    st.booleans(),
)
several = st.lists(picks, min_size=1, max_size=2).map(tuple)
profiles = st.builds(
    Profile,
    title=texts(),
    version=st.sampled_from(["1", "2.1-beta"]),
    imports=st.lists(
        st.builds(Import, names, included=st.none() | several, excluded=st.just(()) | several),
        min_size=1,
        max_size=2,
    ).map(tuple),
    framework=optional,
    framework_version=optional,
    kinds=kinds_of_actors,
)


def written(profile: Profile) -> bytes:
    stream = io.BytesIO()
    write_profile(profile, stream, at=AT)
    return stream.getvalue()


def catalog(framework: Framework) -> bytes:
    stream = io.BytesIO()
    write_catalog(framework, stream, at=AT)
    return stream.getvalue()


def read(content: bytes | str) -> ProfileReading:
    raw = content.encode() if isinstance(content, str) else content
    return read_profile(io.BytesIO(raw), name="p.json")


@given(profiles)
def test_any_profile_reads_back_the_same(profile: Profile) -> None:
    found = read(written(profile))
    assert found.profile == profile
    assert set(found.left_out) <= {"imports"}


@given(profiles)
def test_what_is_written_holds_for_the_models_of_others(profile: Profile) -> None:
    ProfileModel.model_validate_json(written(profile))


@given(frameworks(most=8), st.data())
def test_what_is_taken_of_a_set_is_the_part_that_was_chosen(
    framework: Framework, data: st.DataObject
) -> None:
    ids = [each.id for each in framework.requirements if each.is_assessable]
    chosen = data.draw(st.sets(st.sampled_from(ids), min_size=1)) if ids else set()
    if not chosen:
        with pytest.raises(InvalidInput, match=r"oscal\.nothing_chosen"):
            profile_of(framework, chosen, title=TITLE)
        return
    profile = read(written(profile_of(framework, chosen, title=TITLE))).profile
    through_file = read_catalog(io.BytesIO(catalog(framework)), name="c.json").framework
    found = resolve(profile, through_file)
    assert found.framework.requirements == narrowed(framework, chosen).requirements
    assert (found.framework.id, found.framework.version) == (framework.id, framework.version)
    assert (found.framework.title, found.unknown) == (TITLE, ())


@given(profiles, frameworks())
def test_whatever_a_profile_names_the_set_holds_together(
    profile: Profile, framework: Framework
) -> None:
    found = resolve(profile, framework)
    ids = {each.id for each in framework.requirements}
    assert {each.id for each in found.framework.requirements} <= ids
    assert ids.isdisjoint(found.unknown)


SET = Framework(
    "s",
    "1",
    {"en": "S"},
    "P",
    FrameworkKind.STANDARD,
    requirements=(
        Requirement("ac", {"en": "Access"}, is_assessable=False),
        Requirement("ac-1", {"en": "Policy"}, parent="ac"),
        Requirement("ac-2", {"en": "Accounts"}, parent="ac"),
        Requirement("ac-2.1", {"en": "Automation"}, parent="ac-2"),
        Requirement("au", {"en": "Audit"}, is_assessable=False),
        Requirement("au-1", {"en": "Log"}, parent="au"),
    ),
)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (Import("c"), "ac ac-1 ac-2 ac-2.1 au au-1"),
        (Import("c", (Pick(("ac-2",)),)), "ac ac-2"),
        (Import("c", (Pick(("ac-2",), with_children=True),)), "ac ac-2 ac-2.1"),
        (Import("c", (Pick(patterns=("ac-*",)),)), "ac ac-1 ac-2 ac-2.1"),
        (Import("c", None, (Pick(patterns=("*-1",)),)), "ac ac-2 ac-2.1"),
        (Import("c", None, (Pick(("ac-2",)),)), "ac ac-1 ac-2.1 au au-1"),
        (Import("c", (Pick(("ac-9",)),)), ""),
    ],
)
def test_names_patterns_and_exceptions_take_what_others_take(
    taken: Import, expected: str, tmp_path: Path
) -> None:
    profile = Profile({"en": "T"}, "1", (taken,))
    found = resolve(profile, SET).framework
    assert [each.id for each in found.requirements] == expected.split()
    # It has no patterns, and stops at a name that is not there.
    if "-*" not in str(taken) and "*-" not in str(taken) and expected:
        requirements = {each.id for each in found.requirements if each.is_assessable}
        assert requirements == resolved_by_others(profile, SET, tmp_path)


def test_what_is_not_in_the_set_is_told() -> None:
    profile = Profile({"en": "T"}, "1", (Import("c", (Pick(("ac-1", "ac-9", "ac-9")),)),))
    assert resolve(profile, SET).unknown == ("ac-9",)


def resolved_by_others(profile: Profile, framework: Framework, root: Path) -> set[str]:
    """The controls that compliance-trestle takes, by their names in our set."""
    import argparse

    InitCmd()._run(
        argparse.Namespace(trestle_root=root, verbose=0, local=True, full=False, govdocs=False)
    )
    (root / "catalogs/c").mkdir(exist_ok=True)
    (root / "profiles/p").mkdir(exist_ok=True)
    (root / "catalogs/c/catalog.json").write_bytes(catalog(framework))
    document = json.loads(written(profile))
    for each in document["profile"]["imports"]:
        each["href"] = "trestle://catalogs/c/catalog.json"
    path = root / "profiles/p/profile.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = ProfileResolver.get_resolved_profile_catalog(root, str(path))
    return set(requirement_ids(json.loads(found.oscal_serialize_json())["catalog"]))


def requirement_ids(part: dict[str, Any]) -> Iterator[str]:
    """The requirements among the controls below a part of a catalogue."""
    for control in part.get("controls", []):
        if control.get("class") != "heading":
            yield next(prop["value"] for prop in control["props"] if prop["name"] == "id")
        yield from requirement_ids(control)
    for group in part.get("groups", []):
        yield from requirement_ids(group)


@pytest.mark.parametrize("name", [each for each in shipped_frameworks() if "normen" not in each])
def test_a_part_of_a_shipped_set_is_the_same_part_to_others(name: str, tmp_path: Path) -> None:
    with shipped_frameworks()[name].open("rb") as stream:
        framework = framework_file.read(stream, name=name)
    chosen = [each.id for each in framework.requirements if each.is_assessable][::2]
    profile = profile_of(framework, chosen, title=TITLE, kinds=["gp_office"])
    assert resolved_by_others(profile, framework, tmp_path) == set(chosen)


FOREIGN: dict[str, Any] = {
    "profile": {
        "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
        "metadata": {
            "title": "Somebody's Baseline",
            "last-modified": "2023-10-12T00:00:00.000000-04:00",
            "version": "5.1.1",
            "oscal-version": "1.1.1",
        },
        "imports": [
            {"href": "#x", "include-controls": [{"with-ids": ["ac-1"]}]},
            {"href": "#y", "include-all": {}},
        ],
        "merge": {"combine": {"method": "keep"}, "custom": {}},
        "modify": {"set-parameters": [{}, {}], "alters": [{}]},
        "back-matter": {"resources": []},
    }
}


def test_a_profile_of_others_is_read_and_what_is_left_out_is_counted() -> None:
    found = read(json.dumps(FOREIGN))
    assert found.profile.title == {"en": "Somebody's Baseline"}
    assert (found.profile.framework, found.profile.kinds) == ("", ())
    assert found.left_out == {
        "alters": 1,
        "back-matter": 1,
        "combine": 1,
        "custom": 1,
        "imports": 1,
        "set-parameters": 2,
    }


def changed(**parts: Any) -> str:
    document = json.loads(json.dumps(FOREIGN))
    document["profile"] |= parts
    return json.dumps(document)


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("{}", "key.missing", ""),
        (changed(imports=[]), "key.missing", "profile"),
        (changed(imports=7), "value.wrong_type", "profile.imports"),
        (changed(imports=[{"href": "#x"}]), "key.missing", "profile.imports[0]"),
        (
            changed(imports=[{"include-controls": [{"with-ids": [1]}]}]),
            "value.wrong_type",
            "profile.imports[0].include-controls[0].with-ids[0]",
        ),
        (
            changed(imports=[{"include-controls": [{"matching": [{"pattern": "*"}] * 201}]}]),
            "oscal.too_many_patterns",
            "profile.imports",
        ),
        (
            changed(imports=[{"include-controls": [{"matching": [{"pattern": "*" * 201}]}]}]),
            "oscal.pattern_too_long",
            "profile.imports[0].include-controls[0].matching",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: str, code: str, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert {(each.code, each.where) for each in refused.value.problems} == {(code, where)}


@given(profiles, st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(
    profile: Profile, data: st.DataObject
) -> None:
    document = json.loads(written(profile))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(document, data)
    problems: tuple[Problem, ...] = ()
    try:
        resolve(read(json.dumps(document)).profile, SET)
    except InvalidInput as error:
        problems = error.problems
    assert all(problem.line for problem in problems)
