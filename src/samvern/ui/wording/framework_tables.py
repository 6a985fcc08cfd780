"""What laying a table over a requirement set would do, in words and as plain values."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.errors import Problem
from samvern.engine.frameworks import FieldChange, Framework, FrameworkComparison
from samvern.engine.frameworks.table_import import (
    REFERENCES,
    SheetCheck,
    SheetMapping,
    mapping_to_plain,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.ui.wording import errors, frameworks
from samvern.ui.wording.languages import translations
from samvern.ui.wording.sentences import Gettext

#: Lines of each kind that a terminal is shown.
_MOST_LINES = 200

#: Identifiers that are named in one line.
_MOST_IDS = 20


def source_texts(name: str, licence: str = "") -> Text:
    """Where wordings of a table are from, in every language: it is kept with the set.

    ``licence`` is what the owner of the table says may be done with them, in their own words.
    """
    said = {}
    for language in LANGUAGES:
        words = translations(language)
        said[language] = words.gettext("Loaded from the table %(name)s.") % {"name": name}
        if licence:
            said[language] += " " + words.gettext("Licence: %(licence)s") % {"licence": licence}
    return said


def target_name(target: str, _: Gettext) -> str:
    """What a column stands for, in words.

    Examples
    --------
    >>> target_name("references:iso-27002", str), target_name("", str)
    ('references to iso-27002', '–')
    """
    if not target:
        return "–"
    if target.startswith(REFERENCES):
        return _("references to %(set)s") % {"set": target.removeprefix(REFERENCES)}
    if target == "id":
        return _("identifier")
    name, _dot, language = target.partition(".")
    return frameworks.field_name(FieldChange(name, "", "", language), _)


def lines(
    check: SheetCheck,
    changes: FrameworkComparison | None,
    framework: Framework,
    language: str,
    _: Gettext,
) -> Iterator[str]:
    """What is wrong, what is worth knowing, and what would change."""
    yield _("Requirements in the table: %(count)d.") % {"count": check.rows}
    yield from _problem_lines(_("Errors (%(count)d)"), check.problems, _)
    yield from _problem_lines(_("Worth knowing (%(count)d)"), check.remarks, _)
    if check.missing:
        more = ", …" if len(check.missing) > _MOST_IDS else ""
        yield _("Not in the table (%(count)d): %(ids)s") % {
            "count": len(check.missing),
            "ids": ", ".join(check.missing[:_MOST_IDS]) + more,
        }
    yield from added_lines(check, _)
    if changes and check.framework:
        yield from frameworks.comparison_lines(changes, framework, check.framework, language, _)


def added_lines(check: SheetCheck, _: Gettext) -> Iterator[str]:
    """What a table would add to a set; nothing when it adds nothing."""
    if check.added:
        more = ", …" if len(check.added) > _MOST_IDS else ""
        yield _("Not in the set, and would be added (%(count)d): %(ids)s") % {
            "count": len(check.added),
            "ids": ", ".join(check.added[:_MOST_IDS]) + more,
        }


def _problem_lines(heading: str, problems: tuple[Problem, ...], _: Gettext) -> Iterator[str]:
    if problems:
        yield heading % {"count": len(problems)}
    for problem in problems[:_MOST_LINES]:
        said = errors.problem(problem, _)
        yield f"  {problem.where}: {said}" if problem.where else f"  {said}"


def as_json(
    check: SheetCheck, changes: FrameworkComparison | None, mapping: SheetMapping, _: Gettext
) -> dict[str, object]:
    """What was found as plain values: codes and places for programs, words for people."""
    return {
        "rows": check.rows,
        "mapping": mapping_to_plain(mapping),
        "problems": [_plain(problem, _) for problem in check.problems],
        "remarks": [_plain(problem, _) for problem in check.remarks],
        "missing": list(check.missing),
        "added": list(check.added),
        "changes": changes and changes.to_json(),
    }


def _plain(problem: Problem, _: Gettext) -> dict[str, object]:
    return {
        "code": problem.code,
        "where": problem.where,
        "row": problem.line,
        "sentence": errors.problem(problem, _),
    }
