"""What the counts of an import of the register are called, on pages and the command line."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.ui.wording.sentences import Gettext


def names(_: Gettext) -> Mapping[str, str]:
    """The counts that are no kinds of change, in the order in which they add up.

    Rows are outside the sector, unusable or of the sector; those of the sector are unchanged,
    closed and never here, or a change.
    """
    return {
        "rows": _("Rows read"),
        "outside": _("Not of the sector"),
        "bad": _("Could not be used"),
        "of_sector": _("Of the sector"),
        "unchanged": _("Unchanged"),
        "closed_before": _("Closed already, and never here"),
        "changes": _("Changed by these rows"),
        "gone": _("No longer in the register"),
        "missing": _("Missing from the file"),
        "in_a_circle": _("Belonging to each other in a circle"),
        "set_back": _("Set back to what was said before"),
    }
