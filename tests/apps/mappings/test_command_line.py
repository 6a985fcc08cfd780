"""Mappings of the database in and out by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samvern.apps.mappings import queries
from samvern.apps.mappings.models import RequirementMapping
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.formats import mappings_file
from tests.factories import mappings as make
from tests.worlds import World

FILE = "source_framework,source,relation,target_framework,target,mapper\n"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    make.sets()
    path = tmp_path / "m.csv"
    path.write_text(f"{FILE}rules,1.1,equal,law,1.1,Made-up Institute\n", encoding="utf-8")
    return path


def test_a_file_is_tried_and_taken_in(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("mapping", "import", str(file), "--dry-run", "--json") == 0
    tried = json.loads(capsys.readouterr().out)
    assert (tried["new"], tried["problems"]) == (1, [])
    assert not RequirementMapping.objects.exists()
    assert run("mapping", "import", str(file)) == 0
    assert capsys.readouterr().out == "New: 1. Changed: 0.\n"
    assert run("mapping", "import", str(file)) == 0
    assert capsys.readouterr().out == "Nothing new. Here already: 1. In the way: 0.\n"


def test_what_says_otherwise_is_told_with_the_way_to_take_it_in(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("mapping", "import", str(file))
    file.write_text(f"{FILE}rules,1.1,subset,law,1.1,Made-up Institute\n", encoding="utf-8")
    assert run("mapping", "import", str(file)) == 2
    told = capsys.readouterr().err
    assert "Mappings that say otherwise than an earlier file: 1." in told
    assert "--with-changed" in told
    more = f"{file.read_text(encoding='utf-8')}rules,1.2,equal,law,1.2,Made-up Institute\n"
    file.write_text(more, encoding="utf-8")
    assert run("mapping", "import", str(file)) == 0
    told = capsys.readouterr().out
    assert "New: 1. Changed: 0." in told
    assert "Mappings that say otherwise than an earlier file: 1." in told
    assert run("mapping", "import", str(file), "--with-changed") == 0
    assert capsys.readouterr().out == "New: 0. Changed: 1.\n"
    assert run("mapping", "import", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "new": 0,
        "changed": 0,
        "rejected": 0,
        "same": 2,
        "conflicting": 0,
        "otherwise": 0,
    }


def test_a_dry_run_says_what_a_person_must_look_at(
    file: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.mapping(world.viewer("officer"), relation="none")
    file.write_text(
        f"{FILE}rules,1.1,equal,law,1.1,{world.viewer('officer').name}\n", encoding="utf-8"
    )
    assert run("mapping", "import", str(file), "--dry-run") == 1
    told = capsys.readouterr().out
    assert "Officer has said something else here." in told
    assert "In the way: 1." in told
    file.write_text(f"{FILE}rules,9.9,equal,law,1.1,A\n", encoding="utf-8")
    assert run("mapping", "import", str(file), "--dry-run") == 1
    assert "has no requirement 9.9" in capsys.readouterr().out
    assert run("mapping", "import", str(file)) == 2


def test_only_those_who_map_take_files_in(file: Path, world: World) -> None:
    assert run("mapping", "import", str(file), "--as", world.people["colleague"].email) == 3
    assert run("mapping", "import", str(file), "--as", world.people["officer"].email) == 0
    assert RequirementMapping.objects.get().by_user == world.people["officer"]


@pytest.mark.parametrize("kind", mappings_file.KINDS)
def test_what_is_in_force_between_two_sets_is_written(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes], kind: str
) -> None:
    run("mapping", "import", str(file))
    capfdbinary.readouterr()
    assert run("mapping", "export", "rules", "law@1", "--to", kind) == 0
    read = mappings_file.read(capfdbinary.readouterr().out, name="m")
    assert list(read) == queries.values_of(queries.visible_mappings(SYSTEM))
    assert run("mapping", "export", "rules", "nothing") == 2
