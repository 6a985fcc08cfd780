"""Self-assessments in words: what an answer can say, and who will see it.

The same on pages, in reports, in tables and in the workbook that is filled in offline.
"""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.assessments import (
    AnswerValues,
    AssessmentDocument,
    Confidence,
    Confidentiality,
    DoneBy,
    Progress,
    Result,
)
from samvern.ui.numbers import percent
from samvern.ui.wording.sentences import Gettext


def field_name(name: str, _: Gettext) -> str:
    """A value of an answer by its name, as headings and labels say it."""
    return {
        "progress": _("How far the work has come"),
        "result": _("Result"),
        "maturity": _("Maturity (0–5)"),
        "confidence": _("How sure you are"),
        "reason": _("Why it does not apply"),
        "done_by": _("Who does it"),
        "supplier": _("Supplier"),
        "comment": _("Comment"),
        "responsible": _("Responsible"),
        "due_on": _("Due"),
        "evidence": _("Evidence"),
    }[name]


def field_help(name: str, _: Gettext) -> str:
    """What is meant by a value of an answer, in a sentence or two."""
    return {
        "progress": _("Whether you are done with the answer, not with the requirement."),
        "result": _("Whether you do what the requirement asks for, as it is today."),
        "maturity": _("How settled the practice is. Leave it empty if you do not rate it."),
        "confidence": _("How well you know that the result is right."),
        "reason": _("Needed only when the requirement does not apply to you."),
        "done_by": _("Whether you do it yourselves or a supplier does it for you."),
        "supplier": _("The name of the supplier that does it for you."),
        "comment": _("How it is done today, and what is missing."),
        "responsible": _("The person or the position that sees to it."),
        "due_on": _("The day by which what is missing is to be in place."),
    }[name]


def result_name(result: Result | None, _: Gettext) -> str:
    """A result as a tag; that nothing is said is a state of its own.

    Examples
    --------
    >>> result_name(Result.PARTLY, str), result_name(None, str)
    ('Partly fulfilled', 'Not answered')
    """
    if result is None:
        return _("Not answered")
    return {
        Result.FULFILLED: _("Fulfilled"),
        Result.PARTLY: _("Partly fulfilled"),
        Result.NOT_FULFILLED: _("Not fulfilled"),
        Result.NOT_APPLICABLE: _("Does not apply"),
        Result.UNKNOWN: _("Do not know"),
    }[result]


def result_meaning(result: Result, _: Gettext) -> str:
    """When a result is the right one to choose."""
    return {
        Result.FULFILLED: _("All that the requirement asks for is in place."),
        Result.PARTLY: _("Some of it is in place, and something is missing."),
        Result.NOT_FULFILLED: _("It is not in place, or so little that it does not help."),
        Result.NOT_APPLICABLE: _("You do not have what the requirement is about. Say why."),
        Result.UNKNOWN: _("You have not found out yet. That is a real answer."),
    }[result]


def progress_name(progress: Progress, _: Gettext) -> str:
    """How far the work with an answer has come."""
    return {
        Progress.NOT_STARTED: _("Not begun"),
        Progress.IN_PROGRESS: _("Being worked on"),
        Progress.DONE: _("Done"),
    }[progress]


def done_by_name(done_by: DoneBy, _: Gettext) -> str:
    """Who does what a requirement asks for."""
    return {
        DoneBy.UNSAID: _("Not said"),
        DoneBy.OURSELVES: _("Ourselves"),
        DoneBy.SUPPLIER: _("A supplier"),
    }[done_by]


def done_by_words(values: AnswerValues, _: Gettext) -> str:
    """Who does it, with the name of the supplier where there is one; empty if it is not said.

    Examples
    --------
    >>> done_by_words(AnswerValues(done_by=DoneBy.SUPPLIER, supplier="Drift AS"), str)
    'A supplier: Drift AS'
    """
    if values.done_by is DoneBy.UNSAID:
        return values.supplier
    name = done_by_name(values.done_by, _)
    return f"{name}: {values.supplier}" if values.supplier else name


def confidence_name(confidence: Confidence, _: Gettext) -> str:
    """How sure somebody is of a result."""
    return {
        Confidence.LOW: _("We think so"),
        Confidence.MEDIUM: _("We know it from our own work"),
        Confidence.HIGH: _("It has been checked or tested"),
    }[confidence]


def maturity_name(level: int, _: Gettext) -> str:
    """A level of maturity in a few words, the number first.

    Examples
    --------
    >>> maturity_name(3, str)
    '3 – Agreed'
    """
    return f"{level} – {_maturity_words(_)[level][0]}"


def maturity_meaning(level: int, _: Gettext) -> str:
    """By what a practice at a level of maturity is known."""
    return _maturity_words(_)[level][1]


def _maturity_words(_: Gettext) -> tuple[tuple[str, str], ...]:
    return (
        (_("Not there"), _("Nobody does it.")),
        (_("Now and then"), _("Somebody does it when they think of it. Nothing is written down.")),
        (
            _("Habit"),
            _("We do it mostly the same way, but it hangs on the people who know how."),
        ),
        (
            _("Agreed"),
            _("It is decided and written down how we do it, and those concerned know it."),
        ),
        (
            _("Followed up"),
            _("We check that it is done and that it works, and act when it does not."),
        ),
        (
            _("Bettered all the time"),
            _("We learn from figures, tests and events, and change how we do it because of them."),
        ),
    )


def confidentiality_name(confidentiality: Confidentiality, _: Gettext) -> str:
    """What an assessment is for, as it stands on every page of a report."""
    return {
        Confidentiality.IMPROVEMENT: _("For our own improvement"),
        Confidentiality.REPORTED: _("Reported to the authority"),
    }[confidentiality]


def confidentiality_line(confidentiality: Confidentiality, _: Gettext) -> str:
    """Who sees an assessment, in one sentence."""
    return {
        Confidentiality.IMPROVEMENT: _(
            "Only the organisation itself and those in charge of security at its owners see the "
            "answers."
        ),
        Confidentiality.REPORTED: _(
            "The authority and the supervisors of the sector see what is submitted."
        ),
    }[confidentiality]


def who_sees(
    confidentiality: Confidentiality, _: Gettext, *, is_asked: bool | None = None
) -> tuple[str, ...]:
    """Who will see what, in full: told before the first answer, a paragraph each.

    ``is_asked`` is whether a campaign asks for it, and None where that is not known.
    """
    own = (
        _(
            "In your own organisation, those who are in charge of security see everything, and so "
            "do those in charge of security at whoever owns you."
        ),
        _("A colleague you ask for help sees only the requirements that you hand to them."),
    )
    always = _(
        "That an answer was changed, when and by whom is kept in the audit trail. What the answer "
        "said is not in it, and of your work before you submit only your own organisation and "
        "whoever owns you see anything there."
    )
    fixed = _("This cannot be changed once the assessment has begun.")
    if confidentiality is Confidentiality.IMPROVEMENT:
        return (
            _("This assessment is for your own improvement."),
            *own,
            _(
                "The sector authority and the supervisors do not see your answers, comments, "
                "evidence or files, neither while you work nor when you are done."
            ),
            _told_of_improvement(_, is_asked=is_asked),
            always,
            fixed,
        )
    shared: tuple[str, ...]
    if is_asked is False:
        unsent = _(
            "Nobody has asked you for it: they do not know that it is there before you submit."
        )
        shared = ()
    else:
        unsent = _(
            "They do not see what you write before you submit, only whether you have submitted."
        )
        shared = (
            _(
                "When the campaign is closed, the others who were asked see how everybody answered "
                "together, in figures so large that nobody can tell what you answered."
            ),
        )
    return (
        _("This assessment is reported."),
        *own,
        _(
            "The sector authority and the supervisors see everything that you submit: results, "
            "comments, evidence and files. They see it as it was when you submitted it."
        ),
        unsent,
        _(
            "What you take back before they have decided, they do not see any more, only that you "
            "took it back."
        ),
        _(
            "They can send the assessment back with remarks. What you then change they see when "
            "you submit again."
        ),
        *shared,
        always,
        fixed,
    )


def _told_of_improvement(_: Gettext, *, is_asked: bool | None) -> str:
    """What others learn of an assessment for improvement, without its answers."""
    if is_asked is None:
        return _(
            "Where a campaign asks for it, they see whether you have submitted. Once it is closed, they "
            "and everybody who was asked see figures for groups so large that nobody can tell what you "
            "answered."
        )
    if is_asked:
        return _(
            "They see whether you have submitted. After the campaign is closed, they and everybody who "
            "was asked see figures for groups so large that nobody can tell what you answered."
        )
    return _(
        "Nobody has asked you for it, so they do not even see that you do it, and it is in nobody's "
        "figures."
    )


def fulfilled_sentence(document: AssessmentDocument, language: str, _: Gettext) -> str:
    """How many requirements are fulfilled, of how many that apply; never a share without it."""
    counts = document.results
    apply = len(document.assessable) - counts[Result.NOT_APPLICABLE]
    if not document.assessable:
        return _("The set has no requirements to answer.")
    if not apply:
        return _("None of the requirements apply.")
    return _("%(fulfilled)d of %(count)d requirements are fulfilled (%(share)s).") % {
        "fulfilled": counts[Result.FULFILLED],
        "count": apply,
        "share": percent(counts[Result.FULFILLED] / apply, language=language),
    }


def left_sentences(counts: Mapping[Result | None, int], _: Gettext) -> tuple[str, ...]:
    """What leaves something to do, most pressing first, and what nothing is said of.

    Examples
    --------
    >>> left_sentences({Result.PARTLY: 1, None: 2}, str)
    ('1 requirement is partly fulfilled.', '2 requirements are not answered.')
    """
    words: tuple[tuple[Result | None, str, str], ...] = (
        (
            Result.NOT_FULFILLED,
            _("1 requirement is not fulfilled."),
            _("%(count)d requirements are not fulfilled."),
        ),
        (
            Result.PARTLY,
            _("1 requirement is partly fulfilled."),
            _("%(count)d requirements are partly fulfilled."),
        ),
        (
            Result.UNKNOWN,
            _("For 1 requirement it is not known."),
            _("For %(count)d requirements it is not known."),
        ),
        (
            None,
            _("1 requirement is not answered."),
            _("%(count)d requirements are not answered."),
        ),
    )
    return tuple(
        one if count == 1 else many % {"count": count}
        for result, one, many in words
        if (count := counts.get(result, 0))
    )
