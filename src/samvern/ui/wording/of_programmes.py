"""Sentences about programmes and measures that are kept and edited."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the module ``programmes`` that the file format does not have."""
    return {**_of_programmes(_), **_of_values(_), **_of_judgements(_)}


def _of_programmes(_: Gettext) -> Sentences:
    return {
        "programme.unknown": (
            _("There is no such programme, or you may not see it."),
            _("Look in the list of programmes."),
        ),
        "programme.exists": (
            _("There is a programme with the code %(programme)s already."),
            _("Give the new one another code, or edit the one that is there."),
        ),
        "programme.invalid": (_("This programme cannot be taken in as it is."), ""),
        "programme.withdrawn": (_("This programme has been withdrawn."), ""),
        "focus_area.unknown": (
            _("There is no focus area %(id)s in this programme, or you may not see it."),
            "",
        ),
        "focus_area.withdrawn": (_("Focus area %(id)s has been withdrawn."), ""),
        "measure.unknown": (
            _("There is no measure %(id)s in this programme, or you may not see it."),
            _("Look in the register of measures."),
        ),
        "measure.withdrawn": (
            _("Measure %(id)s has been withdrawn, so it cannot be changed."),
            "",
        ),
        "measure.changed_meanwhile": (
            _("Somebody else changed measure %(id)s while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "measure.invalid": (_("The measure cannot be saved as it is."), ""),
        "import.preview_expired": (
            _("What you looked over is too old, or was changed on the way. Nothing was taken in."),
            _("Choose the file again."),
        ),
        "sharing.unknown": (
            _("“%(found)s” is not a way to share a programme."),
            _("Possible: %(known)s."),
        ),
        "order.unknown": (
            _("The register cannot be sorted by “%(found)s”."),
            _("Possible: %(known)s."),
        ),
    }


def _of_values(_: Gettext) -> Sentences:
    return {
        "value.missing": (_("Something must stand here."), ""),
        "value.unknown": (
            _("“%(found)s” is not possible here."),
            _("Possible: %(known)s."),
        ),
        "value.unknown_field": (_("This cannot be changed."), _("What can: %(known)s.")),
    }


def _of_judgements(_: Gettext) -> Sentences:
    return {
        "judgement.invalid": (_("The judgement cannot be saved as it is."), ""),
        "judgement.recorded_meanwhile": (
            _("Somebody else judged this while you were writing."),
            _("Look at their judgement first. Nothing was overwritten."),
        ),
        "judgement.reason_missing": (
            _("The reason is missing."),
            _("Say on what grounds you judge, so that others can follow it."),
        ),
        "judgement.about_unknown": (
            _("“%(found)s” is neither a goal nor a risk area of this programme."),
            "",
        ),
        "judgement.about_nothing": (
            _("This judgement is not about a goal or a risk area."),
            _("Leave the goal or risk area out."),
        ),
        "judgement.not_for_focus_area": (
            _("Cost, support and implementation risk are judged for measures."),
            _("Judge the measures of the focus area instead."),
        ),
        "criterion.unknown": (
            _("There is nothing of this kind to judge here."),
            _("Begin at the page of the measure or focus area."),
        ),
        "judgement.unknown_level": (
            _("“%(level)s” is not a level of this scale."),
            _("Levels: %(known)s."),
        ),
        "judgement.share": (
            _("%(found)s is not a probability."),
            _("It must be from 0 to 1."),
        ),
    }
