"""Sentences about files that come in: the programme file, the weights file, tables."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.formats`."""
    return {
        **_of_whole_files(_),
        **_of_structure(_),
        **_of_values(_),
        **_of_programmes(_),
        **_of_tables(_),
    }


def _of_whole_files(_: Gettext) -> Sentences:
    return {
        "file.missing": (
            _("There is no file “%(name)s”, and no shipped programme has that code."),
            _("Shipped programmes: %(known)s."),
        ),
        "file.missing_framework": (
            _("There is no file “%(name)s”, and no shipped requirement set has that code."),
            _("Shipped sets: %(known)s."),
        ),
        "file.missing_guidance": (
            _("There is no file “%(name)s”, and no shipped catalogue of guidance has that code."),
            _("Shipped catalogues: %(known)s."),
        ),
        "file.not_found": (
            _("There is no file “%(name)s”."),
            _("Check the name, and the folder you are in."),
        ),
        "file.is_directory": (_("“%(name)s” is a folder."), _("Name a file in it.")),
        "file.no_permission": (
            _("You may not read “%(name)s”."),
            _("Ask for access to the file, or copy it to a place of your own."),
        ),
        "file.no_folder": (
            _("There is no folder for “%(name)s”."),
            _("Make the folder first, or name another place."),
        ),
        "file.not_writable": (
            _("You may not write “%(name)s”."),
            _("Name a place of your own."),
        ),
        "file.unreadable": (_("“%(name)s” cannot be read: %(detail)s."), ""),
        "file.empty": (_("“%(name)s” is empty."), _("Check that the right file was chosen.")),
        "file.too_large": (
            _("“%(name)s” is larger than %(limit)s."),
            _("Check that the right file was chosen, or split it."),
        ),
        "file.binary": (
            _("“%(name)s” is not a text file (it looks like %(kind)s)."),
            _("Save it as text in UTF-8 and try again."),
        ),
        "file.not_utf8": (
            _("“%(name)s” is not in UTF-8; line %(line)s is the first that cannot be read."),
            _("Save it again with the encoding UTF-8."),
        ),
        "paper.not_printed": (
            _("It cannot be printed: %(detail)s."),
            _("Report it, with what was to be printed if you may share it."),
        ),
        "programme_file.invalid": (
            _("“%(name)s” is not a programme file that can be used. Problems found: %(count)s."),
            _("“samvern programme schema programme” prints a description of the format."),
        ),
        "plain_file.invalid": (
            _("“%(name)s” is not YAML or JSON that can be read."),
            "",
        ),
        "weights_file.invalid": (
            _("“%(name)s” is not a weights file that can be used."),
            _("It holds one of the keys order, constraints and fixed, as YAML or JSON."),
        ),
    }


def _of_structure(_: Gettext) -> Sentences:
    return {
        "syntax.yaml": (
            _("This is not YAML: %(detail)s."),
            _("Look for a missing quote, bracket or colon, or a tab where spaces belong."),
        ),
        "syntax.json": (
            _("This is not JSON: %(detail)s."),
            _("Look for a missing quote, bracket or comma."),
        ),
        "syntax.csv": (_("Row %(row)s of “%(name)s” is not CSV: %(detail)s."), ""),
        "structure.too_deep": (
            _("The parts are nested deeper than %(limit)s levels."),
            _("No programme needs that; the file is probably damaged."),
        ),
        "structure.too_many_parts": (
            _("The file has more than %(limit)s parts, aliases counted as often as they are used."),
            "",
        ),
        "structure.alias_unknown": (
            _("The alias “%(alias)s” names nothing that stands before it."),
            "",
        ),
        "structure.many_documents": (
            _("A second YAML document begins here."),
            _("Keep one programme in one file."),
        ),
        "structure.tag": (
            _("The YAML tag “%(tag)s” is not allowed."),
            _("Write the value without a tag."),
        ),
        "structure.duplicate_key": (
            _("The key “%(key)s” stands here for the second time."),
            _("It stands first in line %(first_line)s; keep one of them."),
        ),
        "structure.key_not_text": (_("A key must be a word, not a list or a group."), ""),
        "text.control_character": (
            _("The text holds a character that cannot be shown (%(character)s)."),
            _("Remove it."),
        ),
        "key.misspelt": (
            _("“%(key)s” is not a known key."),
            _("Did you mean “%(nearest)s”?"),
        ),
        "key.unknown": (_("“%(key)s” is not a known key."), _("Known here: %(known)s.")),
        "key.missing": (_("The key “%(key)s” is missing."), ""),
    }


def _of_values(_: Gettext) -> Sentences:
    return {
        "value.wrong_type": (_("This must be %(expected)s."), "%(but_found)s"),
        "value.needs_quotes": (
            _("%(found)s is not text."),
            _("Put it in quotes, or it may be read as another value (1.10 as 1.1)."),
        ),
        "value.not_allowed": (
            _("%(found)s is not possible here."),
            _("Possible: %(allowed)s."),
        ),
        "value.malformed": (
            _("“%(found)s” is not written as it must be here."),
            _("Dates are written 2024, 2024-06 or 2024-06-01; identifiers have no spaces."),
        ),
        "value.too_small": (_("%(found)s is too small."), _("The least is %(limit)s.")),
        "value.too_large": (_("%(found)s is too large."), _("The most is %(limit)s.")),
        "value.too_short": (_("Something must stand here."), ""),
        "value.too_long": (_("This text is too long."), _("At most %(limit)s characters.")),
        "keys.too_many": (_("Too many keys stand here: %(limit)s is the most."), ""),
        "list.too_short": (_("The list must not be empty."), _("Leave the key out instead.")),
        "list.too_long": (_("The list is too long."), _("At most %(limit)s things.")),
        "list.repeats": (_("The list holds the same thing twice."), ""),
        "id.duplicate": (
            _("The identifier “%(id)s” is used for the second time."),
            _("It must be the only one of its kind; it stands first in line %(first_line)s."),
        ),
        "title.missing": (
            _("The title is missing."),
            _("Give it in at least one language, with the key nb, nn or en."),
        ),
        "date.invalid": (
            _("“%(found)s” is not a date in the calendar."),
            _("Dates are written 2024, 2024-06 or 2024-06-01."),
        ),
    }


def _of_programmes(_: Gettext) -> Sentences:
    return {
        "judgement.sum": (
            _("The probabilities of the levels add up to %(total)s."),
            _("They must add up to 1."),
        ),
        "judgement.value_or_levels": (
            _("A judgement in long form has either value or levels."),
            "",
        ),
        "measure.focus_area_unknown": (
            _("Measure %(id)s belongs to focus area “%(area)s”, which is not listed."),
            _("Listed focus areas: %(known)s."),
        ),
        "measure.focus_area_missing": (
            _("Measure %(id)s has no focus area, and its identifier does not name one."),
            _("Add the key area with one of: %(known)s."),
        ),
        "attainment.columns": (
            _("The row for %(id)s has %(found)s cells, the table has %(expected)s columns."),
            _("One cell for each focus area; write null where nothing was judged."),
        ),
        "attainment.column_unknown": (
            _("The column “%(id)s” is not a listed focus area."),
            "",
        ),
        "programme.published_twice": (
            _("Both published and year are given."),
            _("Keep published if the day is known, else year."),
        ),
    }


def _of_tables(_: Gettext) -> Sentences:
    return {
        "table.empty": (_("“%(name)s” holds no rows."), ""),
        "table.not_workbook": (
            _("“%(name)s” is not an XLSX workbook."),
            _("Save it as XLSX and try again."),
        ),
        "table.row_too_wide": (
            _("Row %(row)s of “%(name)s” has more cells than there are headings."),
            _("There are %(expected)s headings."),
        ),
        "table.too_many_rows": (_("“%(name)s” has more than %(limit)s rows."), ""),
        "table.too_many_columns": (_("“%(name)s” has more than %(limit)s columns."), ""),
    }
