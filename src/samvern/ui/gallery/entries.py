"""What the gallery shows, in order: one entry for each template in ``ui/parts``."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A component: its template's name, its title, and when to use it.

    Its states are in ``ui/gallery/<name>.html``.
    """

    name: str
    title: str | Promise
    use: str | Promise

    @property
    def template(self) -> str:
        """The template with the component's states."""
        return f"ui/gallery/{self.name}.html"


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
                "page_header",
                _("Page header"),
                _("One question as the heading, its answer in a sentence, one main action."),
            ),
            Entry("breadcrumbs", _("Breadcrumbs"), _("Where the page lies.")),
            Entry("tabs", _("Tabs"), _("Pages about the same thing.")),
            Entry(
                "button",
                _("Button"),
                _("Named by its result. One primary button on a page."),
            ),
            Entry("icon", _("Icon"), _("Beside words, never instead of them.")),
            Entry("live", _("Live region"), _("Renews itself in place; works as links too.")),
        ),
    ),
    Chapter(
        "text",
        _("Text"),
        (
            Entry("notice", _("Notice"), _("Something to know before going on.")),
            Entry("tag", _("Tag"), _("A state or kind in a word.")),
            Entry("card", _("Card"), _("A thing among others.")),
            Entry("method", _("Disclosure"), _("Method and details, one click away.")),
            Entry("term", _("Term"), _("Explains a term of the field at first use.")),
            Entry("definitions", _("Definitions"), _("Facts about one thing.")),
            Entry("timeline", _("History"), _("What happened, by whom and why.")),
            Entry("actor", _("Actor"), _("An organisation or a person.")),
        ),
    ),
    Chapter(
        "tables",
        _("Tables"),
        (
            Entry(
                "table",
                _("Table"),
                _("Sorts, keeps its head in view, scrolls in its own frame."),
            ),
            Entry("column_chooser", _("Columns and density"), _("What to show of a table.")),
            Entry("filters", _("Filters"), _("Narrows down what the page shows.")),
            Entry("pagination", _("Pages"), _("Ways through a long list.")),
            Entry("cursor_pagination", _("Older and newer"), _("Ways through a log.")),
        ),
    ),
    Chapter(
        "forms",
        _("Forms"),
        (
            Entry("error_summary", _("Error summary"), _("All that is wrong, on top.")),
            Entry("field", _("Field"), _("Label, help, error and input as one.")),
            Entry("form_fields", _("Form"), _("All fields of a form.")),
            Entry("weight_sliders", _("Weights"), _("How much each thing counts.")),
            Entry("ordering", _("Order"), _("Put things in order without dragging.")),
        ),
    ),
    Chapter(
        "figures",
        _("Figures"),
        (
            Entry("interval_bar", _("Bar with interval"), _("An estimate and how sure it is.")),
            Entry("share_bar", _("Share bar"), _("One whole in its parts.")),
            Entry("share_bars", _("Share bars"), _("Many wholes in the same parts.")),
            Entry("matrix", _("Matrix"), _("The larger the square, the larger the share.")),
            Entry("level_bars", _("Level bars"), _("Judgements as distributions over levels.")),
            Entry("certainty", _("Certainty"), _("How likely, in words first.")),
            Entry(
                "chart",
                _("Chart"),
                _("Interactive in the page, an image without JavaScript and on paper."),
            ),
        ),
    ),
    Chapter(
        "states",
        _("States"),
        (
            Entry("empty_state", _("Empty"), _("Nothing is here, and what to do.")),
            Entry("loading_state", _("Loading"), _("Something is on its way.")),
            Entry("error_state", _("Error"), _("What went wrong, and what to do.")),
            Entry("stepper", _("Steps"), _("Where the reader is in an order.")),
            Entry("progress", _("Progress"), _("How far something has come.")),
        ),
    ),
)
