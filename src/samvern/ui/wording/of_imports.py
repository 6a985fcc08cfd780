"""Sentences about tables of measures that come in: their cells, their mapping, and undoing."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the import from tables."""
    return {**_of_files(_), **_of_mappings(_), **_of_cells(_), **_of_codes(_), **_of_undoing(_)}


def _of_files(_: Gettext) -> Sentences:
    return {
        "mapping_file.invalid": (
            _("“%(name)s” does not say what columns stand for in a way that can be read."),
            _("“samvern programme check-table --json” prints it as it should be."),
        ),
        "table.wrong_kind": (
            _("“%(name)s” is neither CSV nor an Excel workbook (it looks like %(kind)s)."),
            _("Open it in a spreadsheet, save it as XLSX or CSV, and choose it again."),
        ),
        "table.invalid": (_("The table cannot be used as it is."), ""),
        "table.has_errors": (
            _("The table has errors, so nothing was changed. Errors found: %(count)s."),
            _("Correct them, and choose the file again."),
        ),
        "table.nothing_changes": (
            _("The table says what is stored already, so there is nothing to take in."),
            "",
        ),
        "table.sheet_unknown": (
            _("“%(name)s” has no sheet “%(sheet)s”."),
            _("Sheets: %(known)s."),
        ),
        "table.heading_row_unknown": (
            _("There is no heading in row %(row)s."),
            _("The last row with something in it is %(last)s."),
        ),
        "table.cell_too_long": (
            _("Row %(row)s, column %(column)s of “%(name)s” holds too long a text."),
            _("At most %(limit)s characters."),
        ),
        "table.not_base64": (_("The content of the file is not base64."), ""),
        "cell.formula_not_computed": (
            _("The formula %(found)s has no value in the file."),
            _("Open the file in a spreadsheet, save it, and choose it again."),
        ),
        "import.unknown": (_("There is no such import, or you may not see it."), ""),
        "import.draft_unknown": (
            _("There is no such file in waiting. Files are kept for a day."),
            _("Choose the file again."),
        ),
        "mapping.unknown": (_("There is no such set of columns, or you may not see it."), ""),
    }


def _of_mappings(_: Gettext) -> Sentences:
    return {
        "mapping.invalid": (_("The columns cannot be used as they are."), ""),
        "mapping.columns_missing": (_("It does not say what the columns are used for."), ""),
        "mapping.not_said": (
            _("Nobody has said yet what the columns of this table stand for."),
            _(
                "Write it with “samvern programme check-table --json > columns.json”, look it "
                "over, and give the file with --mapping."
            ),
        ),
        "mapping.columns_differ": (
            _("The columns are not those of the table."),
            _("Headings of the table: %(known)s."),
        ),
        "mapping.target_unknown": (
            _("“%(found)s” is not a field of a measure in this programme."),
            _("Choose one of the list."),
        ),
        "mapping.target_twice": (
            _("“%(header)s” is used for the same as “%(first)s”."),
            _("Leave one of them out."),
        ),
        "mapping.separator_unknown": (
            _("“%(found)s” is not a separator that can be used."),
            _("Possible: %(known)s"),
        ),
        "mapping.code_missing": (
            _("No column is used for the code of the measure."),
            _("Choose the column that the measures are told apart by."),
        ),
        "mapping.nothing_else": (
            _("Only the code is used, so nothing can change."),
            _("Say what at least one more column stands for."),
        ),
        "mapping.name_taken": (
            _("There are columns called “%(name)s” in this programme already."),
            _("Choose another name."),
        ),
        "mapping.name_missing": (_("The name is missing."), ""),
    }


def _of_cells(_: Gettext) -> Sentences:
    return {
        "cell.word_unknown": (
            _("“%(found)s” is not a word that can stand here."),
            _("Write one of: %(known)s."),
        ),
        "cell.word_unknown_near": (
            _("“%(found)s” is not a word that can stand here. Did you mean “%(nearest)s”?"),
            _("Write one of: %(known)s."),
        ),
        "cell.number_off_scale": (
            _("%(found)s is not on the scale."),
            _("Write a number from 1 to %(most)s; a half stands for the two beside it."),
        ),
        "cell.shares_sum": (
            _("The probabilities add up to %(total)s per cent."),
            _("They must add up to 100."),
        ),
        "cell.date_invalid": (
            _("“%(found)s” is not a date in the calendar."),
            _("Write a year, a month or a day: 2027, 06.2027 or 01.06.2027."),
        ),
        "cell.too_long": (
            _("The text has %(length)s characters."),
            _("Shorten it to at most %(limit)s."),
        ),
        "cell.too_many": (_("There are too many names."), _("Name at most %(limit)s.")),
        "cell.control_character": (
            _("The text holds a character that cannot be shown."),
            _("Write the text anew."),
        ),
        "cell.formula_error": (
            _("The formula in this cell has failed (%(found)s)."),
            _("Mend the formula, or write its value."),
        ),
        "cell.focus_area_unknown": (
            _("There is no focus area “%(found)s”."),
            _("Write one of: %(known)s."),
        ),
        "cell.focus_area_unknown_near": (
            _("There is no focus area “%(found)s”. Did you mean %(nearest)s?"),
            _("Write one of: %(known)s."),
        ),
        "cell.focus_area_missing": (
            _("The focus area of the new measure is missing, and its code does not name one."),
            _("Write one of: %(known)s."),
        ),
        "cell.title_missing": (
            _("The new measure %(id)s has no title."),
            _("Give it one, or correct its code if it is not new."),
        ),
        "cell.relation_unknown": (
            _("There is no measure %(id)s. The reference is kept as it is written."),
            "",
        ),
    }


def _of_codes(_: Gettext) -> Sentences:
    return {
        "cell.code_missing": (
            _("The code of the measure is missing."),
            _("Write it, or remove the row."),
        ),
        "cell.code_malformed": (
            _("“%(found)s” is not a code."),
            _("A code has no spaces. If the row is no measure, remove it."),
        ),
        "cell.code_twice": (
            _("Measure %(id)s stands here for the second time."),
            _("It stands first in row %(first)s; keep one of them."),
        ),
        "cell.code_is_date": (
            _("The spreadsheet has made a date (%(found)s) of the code."),
            _("Format the column as text, and write the code anew."),
        ),
        "cell.code_is_number": (
            _("The spreadsheet has made a number of the code: %(found)s may be %(other)s."),
            _("Format the column as text, and write the code anew."),
        ),
    }


def _of_undoing(_: Gettext) -> Sentences:
    return {
        "import.changed_since": (
            _("The import cannot be undone, because some of it was changed afterwards."),
            _("Nothing was undone. Change back what you want by hand, or undo the later import."),
        ),
        "import.undone_already": (_("The import is undone already."), ""),
        "import.field_changed_since": (
            _("Measure %(id)s was changed afterwards: %(field)s."),
            "",
        ),
        "import.measure_gone_since": (_("Measure %(id)s was withdrawn afterwards."), ""),
        "import.measure_back_since": (
            _("Measure %(id)s was brought back afterwards, and says something else."),
            "",
        ),
        "import.area_used_since": (
            _("Focus area %(field)s, which came with the import, now has measure %(id)s."),
            "",
        ),
        "import.area_gone_since": (
            _("Measure %(id)s stood in focus area %(field)s, which was withdrawn afterwards."),
            "",
        ),
        "programme.changed_meanwhile": (
            _("Somebody else changed the programme while you looked at it."),
            _("Look at it again. Nothing was changed."),
        ),
    }
