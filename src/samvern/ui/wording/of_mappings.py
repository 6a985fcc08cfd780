"""Sentences about mappings between requirements."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.mappings`, and of the files that mappings come in."""
    return {**_of_files(_), **_of_mappings(_), **_of_stored(_), **_of_imports(_)}


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


def _of_stored(_: Gettext) -> Sentences:
    return {
        "mapping.unknown": (_("There is no such mapping here, or you may not see it."), ""),
        "mapping.invalid": (_("What was said of the two requirements cannot be kept."), ""),
        "mapping.not_assessable": (
            _("%(id)s is a heading, or is withdrawn, and cannot be mapped."),
            _("Choose a requirement that somebody can fulfil."),
        ),
        "mapping.said_already": (
            _("%(mapper)s says something of these two requirements already."),
            _("Change that mapping, or withdraw it first."),
        ),
        "mapping.not_yours": (
            _("Only whoever made this mapping can change it."),
            _("Record what you think beside it; both are kept."),
        ),
        "mapping.note_missing": (_("Say why."), ""),
        "mapping.nothing_changes": (_("This is what the mapping says already."), ""),
        "mapping.withdrawn": (_("This mapping is withdrawn."), ""),
        "mapping.reviewed_already": (_("Somebody has reviewed this mapping already."), ""),
        "mapping.changed_meanwhile": (
            _("Somebody else changed this mapping first."),
            _("Look at what it says now."),
        ),
    }


def _of_imports(_: Gettext) -> Sentences:
    return {
        "mappings.set_unknown": (
            _("The requirement set “%(framework)s” is not here."),
            _("Take it in first, or correct its code."),
        ),
        "mappings.version_unknown": (
            _("Version %(version)s of “%(framework)s” is not here."),
            _("Take it in first, or name a version that is."),
        ),
        "mappings.requirement_unknown": (
            _("“%(framework)s” %(version)s has no requirement %(id)s."),
            _("Check the number."),
        ),
        "mappings.mapper_missing": (
            _("Nobody is named as the mapper."),
            _("Name the mapper in the file, or for the whole file."),
        ),
        "mappings.too_long": (_("A text of this mapping is longer than %(most)s characters."), ""),
        "mappings.unprintable": (
            _("A text of this mapping holds a character that cannot be kept."),
            "",
        ),
        "mappings.says_otherwise": (
            _("Mappings that say otherwise than an earlier file: %(count)s."),
            _(
                "To change them, choose “Change also what an earlier file said otherwise”; on the "
                "command line, add --with-changed."
            ),
        ),
        "mappings.changed_meanwhile": (
            _("Somebody changed mappings while the file was looked over."),
            _("Look it over again."),
        ),
    }
