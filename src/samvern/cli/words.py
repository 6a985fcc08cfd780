"""The language of the command line, without Django.

Chosen by ``--lang``, else ``SAMVERN_LANG``, else bokmål. It must be known before commands
are loaded, since their help texts are translated as they load.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from samvern.ui.wording.languages import language_of, translations, use_everywhere

_chosen = [language_of(None)]


def language() -> str:
    """The language in use."""
    return _chosen[0]


def choose(arguments: Sequence[str]) -> None:
    """Take the language that the arguments or the environment ask for into use."""
    wanted = os.environ.get("SAMVERN_LANG")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    _chosen[0] = language_of(wanted)
    use_everywhere(language())


def _(message: str) -> str:
    """A string of the interface in the language in use."""
    return translations(language()).gettext(message)
