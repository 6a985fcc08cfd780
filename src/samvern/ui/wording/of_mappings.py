"""Sentences about mappings between requirements."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.mappings`, and of the files that mappings come in."""
    return {**_of_files(_), **_of_mappings(_)}


def _of_files(_: Gettext) -> Sentences:
    return {
        "sssom.invalid": (_("“%(name)s” cannot be read as mappings."), ""),
        "sssom.head_invalid": (
            _("The metadata block of “%(name)s” cannot be read."),
            _("It is YAML, each line behind a #."),
        ),
        "sssom.head_too_long": (
            _("The metadata block of “%(name)s” is too long."),
            _("At most %(limit)s lines."),
        ),
        "sssom.slot_missing": (
            _("The column %(slot)s is missing."),
            _("Every mapping needs one."),
        ),
        "sssom.value_missing": (_("%(slot)s is empty."), _("Every mapping needs one.")),
        "sssom.not_curie": (
            _("“%(found)s” does not name a requirement."),
            _("Write the requirement set, a colon and the requirement: nsm-gp-ikt:2.6.7."),
        ),
        "sssom.prefix_unknown": (
            _("The metadata block does not say what “%(prefix)s” is."),
            _("Name it under curie_map."),
        ),
        "sssom.no_term": (
            _("A requirement without a counterpart cannot be kept as a mapping."),
            _("Remove the row."),
        ),
        "mapping_table.invalid": (_("“%(name)s” cannot be read as mappings."), ""),
        "mapping_table.heading_missing": (
            _("The column “%(heading)s” is missing."),
            _("Headings: %(known)s."),
        ),
        "answers_file.invalid": (
            _("“%(name)s” holds no answers that can be used."),
            _("Write the requirement set, below it each requirement with its answer."),
        ),
    }


def _of_mappings(_: Gettext) -> Sentences:
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
