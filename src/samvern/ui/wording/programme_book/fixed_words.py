"""The words that every book has."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext


def fixed_words(_: Gettext) -> dict[str, str]:
    """By the keys that the template of the book asks for."""
    return {
        "contents": _("Contents"),
        "answer": _("In short"),
        "measures": _("The measures, one by one"),
        "findings": _("What does not add up?"),
        "findings_lead": _(
            "Everything that the programme says of itself was recomputed. Causes are possible "
            "ones; only the publisher knows."
        ),
        "steps": _("How it was found:"),
        "causes": _("Possible causes:"),
        "glossary": _("Words used in the book"),
        "legend": _("The parts of the bars, from the left:"),
        "matrix_key": _(
            "The larger the square, the larger the contribution. Hatched: nobody knows yet. "
            "Short bars: how the measures are spread over low, medium and high; the darker, the "
            "higher."
        ),
        "judged": _("How it was judged"),
    }
