"""Sentences about papers that cannot be made."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.papers` and :mod:`samvern.formats.papers`."""
    return {**_of_the_whole(_), **_of_figures(_), **_of_blocks(_)}


def _of_the_whole(_: Gettext) -> Sentences:
    return {
        "paper.invalid": (
            _("The paper cannot be made. Problems found: %(count)s."),
            _("Mend what is listed, and make it again."),
        ),
        "paper.record_invalid": (
            _("The paper that was kept cannot be read: %(detail)s."),
            _("Make it again from its frozen figures."),
        ),
        "paper.language_unknown": (
            _("“%(found)s” is none of the languages of papers."),
            _("Choose bokmål, nynorsk or English."),
        ),
        "paper.front_missing": (
            _("The paper says nothing in “%(field)s”."),
            _("Title and publisher stand on every paper."),
        ),
        "paper.snapshot_missing": (
            _("The paper does not say which frozen figures it was made from."),
            _("Freeze the figures first."),
        ),
        "paper.too_long": (
            _("The paper has more than %(limit)s parts."),
            _("Divide it into several papers."),
        ),
        "paper.heading_empty": (_("A heading has no words."), _("Write it, or take it away.")),
        "paper.heading_skips": (
            _("A heading of level %(level)s has no heading of the level above it."),
            _("Begin with level 1 and skip none."),
        ),
        "paper.past_one_page": (
            _("The paper comes to %(pages)s pages, and it has one."),
            _("Shorten its texts. Tables were already cut to their first rows."),
        ),
    }


def _of_figures(_: Gettext) -> Sentences:
    return {
        "paper.figure_without_source": (
            _("A figure does not name its source."),
            _("Say where it is from, or leave it out."),
        ),
        "paper.figure_without_date": (
            _("A figure does not say as of which day it holds."),
            _("Say the day, or leave the figure out."),
        ),
        "paper.figure_too_young": (
            _(
                "A figure is of %(on)s, but the figures of the paper are of %(newest)s at the latest."
            ),
            _("Freeze the figures again, or take the figure as of an earlier day."),
        ),
        "paper.source_unknown": (
            _("The source “%(key)s” is not among the sources of the paper."),
            _("Add it, or name another."),
        ),
        "paper.source_twice": (_("The source “%(key)s” stands twice."), _("Remove one.")),
        "paper.source_untitled": (_("A source has no name."), _("Say what it is called.")),
        "paper.sources_not_listed": (
            _("The paper has figures, but no list of their sources."),
            _("Add the list."),
        ),
        "paper.sources_listed_twice": (
            _("The list of sources stands twice."),
            _("Keep one of them."),
        ),
        "paper.value_wrong_kind": (
            _("A value is not of the kind that it is said to be (%(kind)s)."),
            _("Correct the value or the kind."),
        ),
        "paper.number_not_finite": (
            _("A value is not a finite number."),
            _("Leave it out if it is not known."),
        ),
        "paper.interval_not_around": (
            _("A value does not lie between the ends of its interval."),
            _("Give both ends, the lower one first, or none."),
        ),
    }


def _of_blocks(_: Gettext) -> Sentences:
    return {
        "paper.table_too_large": (
            _("A table has no columns, or more than %(columns)s, or more than %(rows)s rows."),
            _("Divide it."),
        ),
        "paper.table_untitled": (_("A table has no title."), _("Say what it shows.")),
        "paper.column_untitled": (
            _("A column has no title, or no width."),
            _("Give it both."),
        ),
        "paper.table_ragged": (
            _("A row has more or fewer cells than the table has columns."),
            _("Fill the row."),
        ),
        "paper.chart_without_words": (
            _("A chart has no title, or nothing in words for those who do not see it."),
            _("Say what it shows."),
        ),
        "paper.chart_size": (
            _("A chart shows nothing, or more than can be told apart (%(limit)s)."),
            _("Show it as a table, or divide it."),
        ),
        "paper.chart_ragged": (
            _("A chart has more or fewer values than places for them."),
            _("Give one value for each place, or say that it is missing."),
        ),
        "paper.shares_past_whole": (
            _("The shares of “%(row)s” are below nothing, or more than the whole."),
            _("Correct them, so that they come to 1 at most."),
        ),
        "paper.work_outside_periods": (
            _("“%(row)s” has work or a milestone outside the periods of the roadmap."),
            _("Add periods, or leave it out."),
        ),
    }
