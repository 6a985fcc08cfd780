"""``samvern framework import`` and ``put-back``, against the test database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.models import RequirementSet, SetEdition
from samvern.engine.frameworks import Framework
from tests.cli.conftest import Run
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.worlds import World

pytestmark = pytest.mark.django_db

IMPORT = ("framework", "import")


def written(folder: Path, framework: Framework | None = None, name: str = "rules.yaml") -> Path:
    path = folder / name
    path.write_bytes(files.as_file(framework))
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "nsm.xlsx"
    path.write_bytes(files.sheet())
    return path


def test_from_dry_run_to_put_back(samvern: Run, tmp_path: Path) -> None:
    path = written(tmp_path)
    trial = samvern(*IMPORT, path, "--dry-run")
    assert (trial.code, trial.err) == (0, "")
    assert "(rules 1) is a set that is not here yet." in trial.out
    assert not RequirementSet.objects.exists()
    taken = samvern(*IMPORT, path, "--sharing", "sector", "--json")
    assert json.loads(taken.out) == {
        "framework": "rules",
        "version": "1",
        "edition": 1,
        "sharing": "sector",
        "is_new": True,
        "is_changed": True,
    }
    again = samvern(*IMPORT, path)
    assert (again.code, again.out) == (0, "rules 1 says that already; nothing was changed.\n")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    other = written(tmp_path, shorter, "shorter.yaml")
    lossy = samvern(*IMPORT, other, "--dry-run")
    assert lossy.code == 1
    assert "Would be lost (1):" in lossy.out
    assert "1.2 the requirement is withdrawn" in lossy.out
    unseen = samvern(*IMPORT, other, "--reason", "A draft")
    assert (unseen.code, unseen.out) == (2, "")
    assert "is here already" in unseen.err
    assert samvern(*IMPORT, other, "--edition", 1, "--reason", "A draft").code == 0
    back = samvern("framework", "put-back", "rules@1", 1, "--edition", 2, "--reason", "It was not")
    assert back.out == "rules 1 is taken in; it is now in state 3.\n"
    assert queries.document_of(RequirementSet.objects.get()) == make.framework()
    late = samvern("framework", "put-back", "rules@1", 2, "--edition", 2, "--reason", "Late")
    assert late.code == 2
    assert SetEdition.objects.count() == 3


def test_a_table_is_guessed_to_try_said_to_take_in_and_then_remembered(
    samvern: Run, sheet: Path, tmp_path: Path
) -> None:
    make.requirement_set(files.working_titles())
    asked = (*IMPORT, sheet, "--into", "rules@1", "--status", "verified", "--licence", "NLOD")
    trial = samvern(*asked, "--dry-run", "--json")
    assert trial.code == 0
    assert "The columns are guessed from their headings:" in trial.err
    refused = samvern(*asked, "--edition", 1, "--reason", files.REASON)
    assert refused.code == 2
    assert "samvern framework import --dry-run" in refused.err
    assert "--guessed" in refused.err
    # What the dry run printed is a mapping file.
    printed = tmp_path / "printed.json"
    printed.write_text(trial.out, encoding="utf-8")
    taken = samvern(*asked, "--mapping", printed, "--edition", 1, "--reason", files.REASON)
    assert taken.out == "rules 1 is taken in; it is now in state 2.\n"
    source = queries.document_of(RequirementSet.objects.get()).wording_sources[-1]
    assert (source.status.value, source.says["en"]) == (
        "verified",
        "Loaded from the table nsm.xlsx. Licence: NLOD",
    )
    again = samvern(*asked, "--edition", 2, "--reason", files.REASON)
    assert again.code == 0
    assert "remembered of “nsm.xlsx”" in again.err


def test_errors_are_all_told_with_their_places(samvern: Run, tmp_path: Path) -> None:
    make.requirement_set(files.working_titles())
    wrong = tmp_path / "wrong.xlsx"
    rows = [("1.1", "En", "", 1, ""), ("1.1", "To", "", 1, ""), ("1 2", "Tre", "", 1, "")]
    wrong.write_bytes(files.sheet(rows))
    refused = samvern(*IMPORT, wrong, "--into", "rules@1", "--dry-run")
    assert (refused.code, refused.out) == (2, "")
    assert "A5" in refused.err
    assert "A6" in refused.err
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(files.as_file().replace(b"parent", b"parant"))
    refused = samvern(*IMPORT, broken)
    assert refused.code == 2
    assert refused.err.count("parant") >= 2
    assert samvern(*IMPORT, wrong, "--into", "nothing", "--dry-run").code == 2
    assert SetEdition.objects.count() == 1


def test_a_guess_of_the_columns_is_taken_when_it_is_said(samvern: Run, sheet: Path) -> None:
    make.requirement_set(files.working_titles())
    asked = (*IMPORT, sheet, "--into", "rules@1", "--edition", 1, "--reason", files.REASON)
    taken = samvern(*asked, "--guessed")
    assert taken.code == 0
    assert "The columns are guessed from their headings:" in taken.err


def test_whoever_does_not_say_the_state_is_told_which_it_is(
    samvern: Run, sheet: Path, tmp_path: Path
) -> None:
    make.requirement_set(files.working_titles())
    said = "is here already, in state 1, and nobody has said that it is to be replaced."
    table = samvern(*IMPORT, sheet, "--into", "rules@1", "--guessed", "--reason", files.REASON)
    assert table.code == 2
    assert said in table.err
    assert "--edition 1" in table.err
    other = samvern(*IMPORT, written(tmp_path), "--reason", files.REASON)
    assert other.code == 2
    assert "--edition 1" in other.err
    assert samvern(*IMPORT, written(tmp_path), "--edition", 1, "--reason", "x").code == 0
    back = samvern("framework", "put-back", "rules@1", 1, "--reason", "It was not")
    assert back.code == 2
    assert "--edition 2" in back.err
    late = samvern("framework", "put-back", "rules@1", 1, "--edition", 1, "--reason", "Late")
    assert "was changed while you looked at it" in late.err


def test_what_is_here_already_is_no_error_however_it_comes(
    samvern: Run, sheet: Path, tmp_path: Path
) -> None:
    make.requirement_set(files.working_titles())
    asked = (*IMPORT, sheet, "--into", "rules@1", "--guessed", "--status", "verified")
    assert samvern(*asked, "--edition", 1, "--reason", files.REASON).code == 0
    assert samvern(*asked, "--dry-run").code == 0
    again = samvern(*asked)
    assert (again.code, again.out) == (0, "rules 1 says that already; nothing was changed.\n")
    path = written(tmp_path, queries.document_of(RequirementSet.objects.get()))
    assert samvern(*IMPORT, path, "--dry-run").code == samvern(*IMPORT, path).code == 0
    assert SetEdition.objects.count() == 2


def test_what_a_table_adds_is_said_and_asked_for(samvern: Run, tmp_path: Path) -> None:
    make.requirement_set(files.working_titles())
    path = tmp_path / "more.xlsx"
    path.write_bytes(files.sheet([("1.1", "En", "", 1, ""), ("9.9.9", "Ukjent", "", 1, "")]))
    asked = (*IMPORT, path, "--into", "rules@1", "--status", "verified", "--dry-run")
    refused = samvern(*asked)
    assert (refused.code, refused.out) == (2, "")
    assert "Requirement 9.9.9 is not in the set; the nearest is 1." in refused.err
    trial = samvern(*asked, "--add-new")
    assert trial.code == 0
    assert "Not in the set, and would be added (1): 9.9.9" in trial.out


def test_whoever_may_not_take_in_is_told_so(samvern: Run, world: World, tmp_path: Path) -> None:
    email = world.people["colleague"].email
    refused = samvern(*IMPORT, written(tmp_path), "--as", email)
    assert (refused.code, refused.out) == (3, "")
    assert not RequirementSet.objects.exists()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_explains_itself(samvern: Run, language: str) -> None:
    for verb in ("import", "put-back"):
        assert samvern("framework", verb, "--help", language=language).code == 0
