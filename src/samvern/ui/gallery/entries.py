"""What the gallery shows, in order: one entry for each template in ``ui/parts``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A component: the template with its states, its title, and when to use it."""

    template: str
    title: str | Promise
    use: str | Promise

    @property
    def name(self) -> str:
        """The component's name, which is also that of its own template in ``ui/parts``."""
        return PurePosixPath(self.template).stem


@dataclass(frozen=True)
class Chapter:
    """Components of one sort."""

    name: str
    title: str | Promise
    entries: tuple[Entry, ...]


CHAPTERS = (
    Chapter(
        "page",
        _("The page"),
        (
            Entry(
                "ui/gallery/page_header.html",
                _("Page header"),
                _("One question as the heading, its answer in a sentence, one main action."),
            ),
            Entry("ui/gallery/breadcrumbs.html", _("Breadcrumbs"), _("Where the page lies.")),
            Entry("ui/gallery/tabs.html", _("Tabs"), _("Pages about the same thing.")),
            Entry(
                "ui/gallery/button.html",
                _("Button"),
                _("Named by its result. One primary button on a page."),
            ),
            Entry("ui/gallery/icon.html", _("Icon"), _("Beside words, never instead of them.")),
            Entry(
                "ui/gallery/live.html",
                _("Live region"),
                _("Renews itself in place; works as links too."),
            ),
        ),
    ),
    Chapter(
        "text",
        _("Text"),
        (
            Entry("ui/gallery/notice.html", _("Notice"), _("Something to know before going on.")),
            Entry("ui/gallery/tag.html", _("Tag"), _("A state or kind in a word.")),
            Entry("ui/gallery/card.html", _("Card"), _("A thing among others.")),
            Entry(
                "ui/gallery/method.html", _("Disclosure"), _("Method and details, one click away.")
            ),
            Entry(
                "ui/gallery/term.html", _("Term"), _("Explains a term of the field at first use.")
            ),
            Entry("ui/gallery/definitions.html", _("Definitions"), _("Facts about one thing.")),
            Entry("ui/gallery/timeline.html", _("History"), _("What happened, by whom and why.")),
            Entry("ui/gallery/actor.html", _("Actor"), _("An organisation or a person.")),
        ),
    ),
    Chapter(
        "tables",
        _("Tables"),
        (
            Entry(
                "ui/gallery/table.html",
                _("Table"),
                _("Sorts, keeps its head in view, scrolls in its own frame."),
            ),
            Entry(
                "ui/gallery/column_chooser.html",
                _("Columns and density"),
                _("What to show of a table."),
            ),
            Entry("ui/gallery/filters.html", _("Filters"), _("Narrows down what the page shows.")),
            Entry("ui/gallery/pagination.html", _("Pages"), _("Ways through a long list.")),
            Entry(
                "ui/gallery/cursor_pagination.html", _("Older and newer"), _("Ways through a log.")
            ),
            Entry(
                "ui/gallery/downloads.html",
                _("Files of a table"),
                _("The same rows as a file; every table has them, or says why not."),
            ),
        ),
    ),
    Chapter(
        "forms",
        _("Forms"),
        (
            Entry(
                "ui/gallery/error_summary.html", _("Error summary"), _("All that is wrong, on top.")
            ),
            Entry("ui/gallery/field.html", _("Field"), _("Label, help, error and input as one.")),
            Entry("ui/gallery/form_fields.html", _("Form"), _("All fields of a form.")),
            Entry(
                "ui/gallery/shortcuts.html", _("Keys"), _("Links that keys on the keyboard follow.")
            ),
            Entry("ui/gallery/weight_sliders.html", _("Weights"), _("How much each thing counts.")),
            Entry(
                "ui/gallery/ordering.html", _("Order"), _("Put things in order without dragging.")
            ),
        ),
    ),
    Chapter(
        "figures",
        _("Figures"),
        (
            Entry(
                "ui/gallery/interval_bar.html",
                _("Bar with interval"),
                _("An estimate and how sure it is."),
            ),
            Entry("ui/gallery/share_bar.html", _("Share bar"), _("One whole in its parts.")),
            Entry(
                "ui/gallery/share_bars.html", _("Share bars"), _("Many wholes in the same parts.")
            ),
            Entry(
                "ui/gallery/matrix.html",
                _("Matrix"),
                _("The larger the square, the larger the share."),
            ),
            Entry(
                "ui/gallery/tile_map.html",
                _("Tile map"),
                _("How many there are in each place, small places as visible as large ones."),
            ),
            Entry(
                "ui/gallery/gantt.html",
                _("Gantt chart"),
                _("What happens when; decisions as diamonds, what hangs on them hatched."),
            ),
            Entry(
                "ui/gallery/period_use.html",
                _("Use by period"),
                _("What is used of what there is, a bar and its figures in each cell."),
            ),
            Entry(
                "ui/gallery/frontier.html",
                _("Frontier"),
                _("What each amount of one thing buys of another."),
            ),
            Entry(
                "ui/gallery/signed_interval.html",
                _("Interval about nothing"),
                _("An effect with how sure it is, and what either side means."),
            ),
            Entry(
                "ui/gallery/event_study.html",
                _("Event study"),
                _("An effect over time, seen from the start, the time before it too."),
            ),
            Entry(
                "ui/gallery/series.html",
                _("Series"),
                _("How something developed, with its uncertainty, against what was aimed at."),
            ),
            Entry(
                "ui/gallery/level_bars.html",
                _("Level bars"),
                _("Judgements as distributions over levels."),
            ),
            Entry("ui/gallery/certainty.html", _("Certainty"), _("How likely, in words first.")),
            Entry(
                "ui/gallery/certainty_scale.html",
                _("Words of certainty"),
                _("On every page that uses the words: what each of them means."),
            ),
            Entry(
                "ui/gallery/chart.html",
                _("Chart"),
                _("Interactive in the page, an image without JavaScript and on paper."),
            ),
        ),
    ),
    Chapter(
        "states",
        _("States"),
        (
            Entry("ui/gallery/empty_state.html", _("Empty"), _("Nothing is here, and what to do.")),
            Entry("ui/gallery/loading_state.html", _("Loading"), _("Something is on its way.")),
            Entry("ui/gallery/error_state.html", _("Error"), _("What went wrong, and what to do.")),
            Entry("ui/gallery/stepper.html", _("Steps"), _("Where the reader is in an order.")),
            Entry("ui/gallery/progress.html", _("Progress"), _("How far something has come.")),
        ),
    ),
)
