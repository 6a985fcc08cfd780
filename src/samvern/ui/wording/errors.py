"""What is wrong, and what to do about it: the one table of sentences for error codes."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.errors import (
    Conflict,
    NotAllowed,
    NotFound,
    NotReady,
    Problem,
    SamvernError,
)
from samvern.ui.wording import (
    of_actions,
    of_actors,
    of_answers,
    of_assessment_books,
    of_assessments,
    of_checks,
    of_deadlines,
    of_decisions,
    of_delegations,
    of_effect_studies,
    of_effects,
    of_files,
    of_frameworks,
    of_guidance,
    of_imports,
    of_indicators,
    of_jobs,
    of_lineages,
    of_mappings,
    of_panels,
    of_papers,
    of_programmes,
    of_rankings,
    of_registers,
    of_reporting,
    of_roadmaps,
    of_service,
    of_snapshots,
    of_stored_files,
)
from samvern.ui.wording.sentences import Gettext, Sentences, fill, in_english, translated


def sentences(_: Gettext) -> Sentences:
    """Every code that has a sentence of its own."""
    parts = (
        of_actions,
        of_files,
        of_frameworks,
        of_guidance,
        of_imports,
        of_indicators,
        of_jobs,
        of_rankings,
        of_programmes,
        of_actors,
        of_answers,
        of_assessment_books,
        of_assessments,
        of_checks,
        of_deadlines,
        of_decisions,
        of_delegations,
        of_effect_studies,
        of_effects,
        of_service,
        of_snapshots,
        of_lineages,
        of_mappings,
        of_panels,
        of_papers,
        of_registers,
        of_reporting,
        of_roadmaps,
        of_stored_files,
    )
    return {code: said for part in parts for code, said in part.sentences(_).items()}


def sentence(code: str, _: Gettext) -> tuple[str, str] | None:
    """What :func:`sentences` says of one code, without translating all the others; None for none."""
    found = in_english(sentences).get(code)
    return found and (translated(found[0], _), translated(found[1], _))


def title(error: SamvernError, _: Gettext) -> str:
    """Say what is wrong, in one sentence.

    Examples
    --------
    >>> title(SamvernError("file.empty", name="a.yaml"), str)
    '“a.yaml” is empty.'
    """
    return _said(error, _)[0]


def advice(error: SamvernError, _: Gettext) -> str:
    """Say what to do about it; empty when there is nothing to add."""
    return _said(error, _)[1]


def problem(found: Problem, _: Gettext) -> str:
    """Say what one problem is and what to do about it; its place is for the caller to add.

    Examples
    --------
    >>> problem(Problem.of("key.misspelt", key="gaols", nearest="goals"), str)
    '“gaols” is not a known key. Did you mean “goals”?'
    """
    return " ".join(said for said in problem_parts(found, _) if said)


def problem_parts(found: Problem, _: Gettext) -> tuple[str, str]:
    """Say apart what one problem is, and what to do about it; the second may be empty.

    Examples
    --------
    >>> problem_parts(Problem.of("cell.code_missing"), str)
    ('The code of the measure is missing.', 'Write it, or remove the row.')
    """
    what, advice = sentence(found.code, _) or _of_form_fields(found.code, _)
    params = _in_words(dict(found.params), _)
    return fill(what, params), fill(advice, params)


def _said(error: SamvernError, _: Gettext) -> tuple[str, str]:
    what, do = sentence(error.code, _) or _by_kind(error, _)
    params = _in_words(error.params, _)
    return fill(what, params), fill(do, params)


def _by_kind(error: SamvernError, _: Gettext) -> tuple[str, str]:
    """What can be said of a code that has no sentence of its own."""
    if isinstance(error, NotFound):
        return _("There is no such thing here, or you may not see it."), ""
    if isinstance(error, NotAllowed):
        return _("You may not do this."), _("Ask whoever runs Samvern for you for the right role.")
    if isinstance(error, Conflict):
        return _("Somebody else changed this first."), _(
            "Load it again, and make your change anew."
        )
    if isinstance(error, NotReady):
        return _("This cannot be done yet."), ""
    return _("What was sent cannot be used."), ""


def _of_form_fields(code: str, _: Gettext) -> tuple[str, str]:
    """Rules of form fields, and whatever has no sentence of its own."""
    return _fields(_).get(code, _("This cannot be used as it is.")), ""


def _fields(_: Gettext) -> Mapping[str, str]:
    """What a field of a form, or of what is sent to the API, is told."""
    too_long = _("This is longer than %(most)s characters.")
    is_choice = _("Choose one of these: %(choices)s.")
    return {
        **_kinds_of_values(_),
        "field.required": _("Something must stand here."),
        "field.too_long": too_long,
        "field.string_too_long": too_long,
        "field.string_too_short": _("Write at least %(least)s characters."),
        "field.not_a_choice": _("Choose one of the list."),
        "field.enum": is_choice,
        "field.literal_error": is_choice,
        "field.less_than_equal": _("This can be at most %(most)s."),
        "field.greater_than_equal": _("This must be at least %(least)s."),
        "field.less_than": _("This must be less than %(below)s."),
        "field.greater_than": _("This must be more than %(above)s."),
        "field.too_many": _("There are more than %(most)s here."),
        "field.too_few": _("There must be at least %(least)s here."),
        "field.extra_forbidden": _("There is no field with this name. Leave it out."),
    }


def _kinds_of_values(_: Gettext) -> Mapping[str, str]:
    """What is to stand where something of another kind was sent, by what pydantic calls it."""
    kinds = {
        _("Write a text."): ("string_type",),
        _("Some of these characters cannot be used here. Leave them out."): (
            "string_pattern_mismatch",
            "string_unicode",
        ),
        _("Write a whole number."): (
            "int_parsing",
            "int_parsing_size",
            "int_type",
            "int_from_float",
        ),
        _("Write a number."): ("float_parsing", "float_type", "finite_number"),
        _("Write true or false."): ("bool_parsing", "bool_type"),
        _("Write a day that there is, as 2026-12-31."): (
            "date_from_datetime_inexact",
            "date_from_datetime_parsing",
            "date_parsing",
            "date_type",
        ),
        _("Send a list."): ("list_type",),
        _("Send a group of names with values."): ("dict_type", "model_attributes_type"),
    }
    return {f"field.{each}": said for said, every in kinds.items() for each in every}


def _in_words(params: Mapping[str, str], _: Gettext) -> dict[str, object]:
    """Parameters with the names of types in plain words, and what was found as a sentence."""
    filled: dict[str, object] = dict(params)
    kinds = _kinds(_)
    for key in ("expected", "found", "got"):
        names = params.get(key, "").split(", ")
        if all(name in kinds for name in names):
            filled[key] = _(" or ").join(kinds[name] for name in names)
    if "found" in params:
        filled["but_found"] = fill(_("Now it is %(found)s."), filled)
    return filled


def _kinds(_: Gettext) -> Mapping[str, str]:
    """The types of JSON, for people."""
    return {
        "array": _("a list"),
        "object": _("a group of keys with values"),
        "string": _("text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "null": _("empty"),
    }
