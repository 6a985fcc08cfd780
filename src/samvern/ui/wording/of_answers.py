"""Sentences about what is said of a requirement in a self-assessment."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of an answer."""
    return {
        "answer.invalid": (_("The answer cannot be saved as it is."), ""),
        "answer.state_unknown": (
            _("There is no earlier answer with that number."),
            _("The history of the answer lists those there are."),
        ),
        "answer.reason_missing": (
            _("It is not said why the requirement does not apply."),
            _("Write why, or choose another result."),
        ),
        "answer.done_without_result": (
            _("The answer is marked as done, but it has no result."),
            _("Choose a result, or mark the answer as being worked on."),
        ),
        "answer.maturity_outside": (
            _("%(found)s is not a level of maturity."),
            _("Choose a whole number from 0 to 5, or leave it empty."),
        ),
        "answer.text_too_long": (
            _("The text is %(found)s characters long."),
            _("Write at most %(most)s."),
        ),
        "answer.text_unusable": (
            _("The text holds a character that cannot be stored."),
            _("Write the text anew instead of pasting it."),
        ),
    }
