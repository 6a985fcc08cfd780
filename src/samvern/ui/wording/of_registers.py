"""Sentences about files of Enhetsregisteret, and what an import of them meets."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the register's files, rows and feed, and of imports."""
    return {**_of_files(_), **_of_rows(_), **_of_imports(_), **_of_populations(_)}


def _of_files(_: Gettext) -> Sentences:
    return {
        "register_file.not_an_array": (
            _("“%(name)s” is not a list of units."),
            _("Choose the file of all units or sub-units as the register hands it out."),
        ),
        "register_file.unknown_columns": (
            _("“%(name)s” has not the columns of the register's files."),
            _("Choose the file of all units or sub-units as the register hands it out."),
        ),
        "register_file.broken": (
            _("“%(name)s” is damaged or breaks off."),
            _("Nothing was taken in. Fetch the file again."),
        ),
        "register_file.broken_off": (
            _("“%(name)s” breaks off or cannot be read from row %(row)s on."),
            _("Nothing was taken in. Fetch the file again."),
        ),
        "register_file.too_large_here": (
            _("“%(name)s” is larger than %(limit)s, too large to wait for here."),
            _("Have it read on the server, with “samvern actor import-register FILE”."),
        ),
        "register_file.row_too_long": (_("“%(name)s” has a row that is far too long."), ""),
        "register_file.too_deep": (_("“%(name)s” has a row that is nested too deeply."), ""),
        "register_file.not_utf8": (_("“%(name)s” holds bytes that are not UTF-8."), ""),
        "register_feed.unreadable": (
            _("The register answered with something that cannot be read (%(name)s)."),
            _("Try again later."),
        ),
        "register_feed.no_start": (
            _("The feed of changes has never been read, so it is not known where to begin."),
            _("Say from which day on, such as the day on which the bulk files were fetched."),
        ),
        "register.address": (
            _("“%(address)s” is neither a folder nor a web address."),
            "",
        ),
        "register.unreachable": (
            _("The register at %(address)s does not answer."),
            _("Try again later. Nothing was changed."),
        ),
        "register.refused": (
            _("The register answered %(status)s to %(path)s."),
            _("Check the address."),
        ),
        "register.answer_too_large": (_("The register's answer is far too large."), ""),
        "register_feed.event": (_("An event of the register's feed cannot be read."), ""),
    }


def _of_rows(_: Gettext) -> Sentences:
    return {
        "register_row.not_an_object": (_("This is no set of named values."), ""),
        "register_row.not_text": (_("This is not a text."), ""),
        "register_row.too_long": (_("The text has more than %(most)s characters."), ""),
        "register_row.unprintable": (_("The text holds characters that cannot be printed."), ""),
        "register_row.not_a_day": (_("“%(found)s” is not a day."), ""),
        "register_row.not_yes_or_no": (_("This must be yes or no."), ""),
        "register_row.not_a_count": (_("“%(found)s” is not a head count."), ""),
        "register_row.too_many_lines": (_("The address has more than %(most)s lines."), ""),
        "register_row.language_form": (_("“%(found)s” is no form of Norwegian."), ""),
        "register_row.own_parent": (_("The unit belongs to itself."), ""),
        "register_row.twice": (_("The number %(number)s stands here a second time."), ""),
        "register_row.not_a_line": (_("The line cannot be read as cells."), ""),
        "register_row.cells": (
            _("The row has %(found)s cells where there are %(expected)s columns."),
            "",
        ),
    }


def _of_imports(_: Gettext) -> Sentences:
    return {
        "register_import.unknown": (_("There is no such import."), ""),
        "register_import.applied": (_("This import has been applied already."), ""),
        "register_import.being_read": (_("This import is still being read."), ""),
        "register_import.large": (
            _("The import has more than %(most)s changes, too many to wait for here."),
            _("Have it applied on the server: samvern actor apply-register %(number)s"),
        ),
        "register_import.outdated": (
            _("Another import has been applied since this one was read."),
            _("Read the files again, so that the two are compared as they stand."),
        ),
        "register_import.too_many_missing": (
            _(
                "%(count)s actors are missing from the file, so many that it is not believed to "
                "hold everybody. Nobody was taken for gone."
            ),
            _("Fetch the whole file again."),
        ),
        "register_import.sets_back": (
            _(
                "Of the changes, %(count)s set the directory back to what it said before a later "
                "import."
            ),
            _("If these files are older than the last ones, throw the import away."),
        ),
        "made_up.count": (_("A made-up sector has 1 to %(most)s actors, not %(count)s."), ""),
        "actor.not_overridden": (
            _("The register says nothing else about this field."),
            "",
        ),
    }


def _of_populations(_: Gettext) -> Sentences:
    return {
        "population.unknown": (
            _("There is no such population."),
            _("Look in the list of populations."),
        ),
        "population.version_unknown": (
            _("The population has no version %(number)s."),
            _("Give one that it has, or none for the newest."),
        ),
        "population.exists": (
            _("There is a population called “%(name)s” already."),
            _("Draw that one anew, or choose another name."),
        ),
        "population.changed": (
            _("Somebody else has drawn this population meanwhile."),
            _("Look at the newest version first."),
        ),
        "population.empty": (
            _("Nobody fits these criteria today."),
            _("Choose fewer criteria, or others."),
        ),
        "population.invalid": (_("The population cannot be saved as it is."), ""),
        "population.criterion_unknown": (_("“%(found)s” is no criterion."), ""),
        "population.values": (
            _("A criterion is a list of at most %(most)s values."),
            "",
        ),
        "population.value_unknown": (_("There is no “%(found)s”."), ""),
        "population.not_among": (
            _("There is no “%(found)s”."),
            _("There are: %(known)s"),
        ),
        "population.has_ceased": (
            _("This actor has ceased or does not exist yet."),
            _("Choose one that exists today, such as the one that followed it."),
        ),
        "population.nobody": (
            _("Nothing says who is meant."),
            _("Choose at least one criterion, or name actors."),
        ),
    }
