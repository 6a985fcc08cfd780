"""The words of the field that a book uses, each with what it means there."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.formats.programme_book import Line
from samvern.ui.wording.sentences import Gettext


def glossary(_: Gettext) -> Iterator[Line]:
    """In the order in which a reader meets them."""
    yield _("Focus area"), _("A group of measures that belong together.")
    yield _("Measure"), _("Something to be done, with owner, cost and effect.")
    yield _("Goal"), _("What the programme is to reach.")
    yield _("Risk area"), _("A group of risks against which contributions are judged.")
    yield (
        _("Judgement"),
        _("A level on a scale, or a probability for each level. “Low / medium” is half each."),
    )
    yield _("Contribution"), _("What a focus area or measure does against a risk area.")
    yield _("Goal attainment"), _("How far a focus area or measure brings a goal.")
    yield (
        _("Weighting"),
        _("One choice of how much each group of criteria counts. Many are drawn."),
    )
    yield (
        _("Admissible"),
        _("A weighting that keeps everything that has been said about the weights."),
    )
    yield _("Tier"), _("Place in the recommendation. What shares a tier may run side by side.")
    yield _("Gap"), _("Something that nothing covers, or of which too little is said to know.")
