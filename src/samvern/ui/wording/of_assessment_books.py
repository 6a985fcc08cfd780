"""Sentences about assessments as files: the workbook that is filled in offline, and the JSON."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the two."""
    return {
        "assessment_book.not_one": (
            _("“%(name)s” is not a workbook that was taken out of an assessment."),
            _("Take out a new one, and copy your answers into it. Keep it as XLSX."),
        ),
        "assessment_book.format_unknown": (
            _("“%(name)s” was taken out of another version of Samvern."),
            _("Take out a new one, and copy your answers into it."),
        ),
        "assessment_book.damaged": (
            _("What “%(name)s” keeps of the answers when it was taken out has been changed."),
            _("Take out a new one, and copy your answers into it."),
        ),
        "assessment_book.other_assessment": (
            _("“%(name)s” belongs to another assessment: %(found)s."),
            _("Take it in there."),
        ),
        "assessment_book.other_version": (
            _("“%(name)s” is about %(found)s, and the assessment about %(now)s."),
            _("Take out a new one, and copy your answers into it."),
        ),
        "assessment_book.no_heading": (
            _("“%(name)s” has no row with the headings of the answers."),
            _("The column with the codes and at least one with answers must have theirs."),
        ),
        "assessment_book.invalid": (
            _("“%(name)s” has errors, so nothing was taken in. Errors found: %(count)s."),
            _("Correct them, and choose the file again."),
        ),
        "assessment_book.code_missing": (
            _("There is an answer, but no code that says to which requirement."),
            _("Write the code, or empty the row."),
        ),
        "assessment_book.code_unknown": (
            _("The workbook had no requirement %(found)s when it was taken out."),
            _("Correct the code, or remove the row."),
        ),
        "assessment_book.day_invalid": (
            _("“%(found)s” is not a day in the calendar."),
            _("Write it as 01.06.2027 or 2027-06-01."),
        ),
        "workbook.unknown": (
            _("There is no such workbook in waiting, or you may not see it."),
            _("A workbook waits for a day. Choose the file again."),
        ),
        "workbook.nothing_new": (
            _("The workbook says the same as the answers that are here."),
            _("Check that you chose the one that you wrote in, and that it was saved."),
        ),
        "workbook.unchosen": (
            _("Both sides changed the same, and it is not chosen which one holds: %(count)s."),
            _("Choose one of each."),
        ),
        "workbook.choose": (_("Choose which one holds."), ""),
        "assessment_file.invalid": (
            _("“%(name)s” is not an assessment that can be used. Problems found: %(count)s."),
            _("“samvern assessment schema” prints a description of the format."),
        ),
    }
