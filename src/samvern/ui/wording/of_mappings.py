"""Sentences about mappings between requirements."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.mappings`."""
    return {
        "mappings.invalid": (_("These mappings cannot all hold."), ""),
        "mappings.same_framework": (
            _("A mapping is between two requirement sets; this one stays within %(framework)s."),
            "",
        ),
        "mappings.confidence": (
            _("%(found)s is no confidence."),
            _("Write a number from 0 to 1."),
        ),
        "mappings.own_review": (
            _("%(mapper)s has made this mapping and cannot review it."),
            _("Somebody else must look at it."),
        ),
        "mappings.said_twice": (
            _("%(mapper)s says two things of the same two requirements."),
            _("The other is %(first)s; keep one of them."),
        ),
    }
