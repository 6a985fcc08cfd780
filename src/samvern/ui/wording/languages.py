"""The interface's translations for programs that do not use Django."""

from __future__ import annotations

import gettext
import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from samvern.engine.programme.document import LANGUAGES

#: The domain of the translations, which Django's tools decide.
_DOMAIN: Final = "django"


def language_of(wanted: str | None) -> str:
    """The language to speak: the one that is wanted if there is such a one, else bokmål.

    Examples
    --------
    >>> language_of("nn"), language_of("fr"), language_of(None)
    ('nn', 'nb', 'nb')
    """
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The translations into a language; where there are none, sentences stay English."""
    return gettext.translation(_DOMAIN, _folder(), [language], fallback=True)


def use_everywhere(language: str) -> None:
    """Let libraries that ask the standard library for their words speak the language too.

    That one knows no other way to be told than the environment.
    """
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, _folder())
    gettext.textdomain(_DOMAIN)


def _folder() -> Path:
    return Path(str(resources.files("samvern"))) / "locale"
