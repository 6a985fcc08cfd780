"""``samvern check``: the questions and how easily they read, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from samvern.formats import check_file


def test_show_prints_a_question_with_all_that_follows_from_it(samvern) -> None:
    outcome = samvern("check", "show", language="nn")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0] == "Grunnsjekk for små helseverksemder"
    at = lines.index("6.2 Blir det teke kopi av journalen kvar dag?")
    page = lines[at : lines.index("", at)]
    assert "  ○ Det gjer leverandøren vår." in page
    assert page[-1].endswith("Lagre i journalen, ikkje på pc-en.")
    assert sum(line[:1].isdigit() for line in lines) == 22


def test_show_as_json_holds_the_file_and_the_words_of_the_set(samvern) -> None:
    told = json.loads(samvern("check", "show", "grunnsjekk-1.0", "--json").out)
    assert told["check"]["framework"] == {"id": "grunnsjekk", "version": "1.0"}
    assert len(told["questions"]) == len(told["requirements"]) == 22
    assert told["requirements"][0]["title"]["nb"].endswith("?")


def test_lix_ends_with_one_when_a_text_is_too_hard(samvern) -> None:
    outcome = samvern("check", "lix", language="nb")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == 24
    told = json.loads(samvern("check", "lix", "--json", "--most", "15", language="nb").out)
    assert (told["language"], told["most"]) == ("nb", 15)
    assert told["pages"]["lix"] < 30
    assert samvern("check", "lix", "--most", "15", language="nb").code == 1


def test_what_does_not_fit_or_cannot_be_read_is_told(samvern, tmp_path: Path) -> None:
    plain = json.loads(samvern("check", "show", "--json").out)
    del plain["requirements"]
    plain["questions"][0]["guidance"] = ["nowhere"]
    del plain["questions"][1]
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
    outcome = samvern("check", "show", path)
    assert outcome.code == 2
    assert "The catalogue of guidance has no entry “nowhere”." in outcome.err
    assert "Nothing is asked about the requirement “2.1”." in outcome.err
    outcome = samvern("check", "show", "elsewhere")
    assert outcome.code == 2
    assert "Shipped checks: grunnsjekk-1.0." in outcome.err


def test_schema_is_the_published_one(samvern) -> None:
    assert samvern("check", "schema").out == check_file.schema_text()
