"""Why a word led to guidance, in words."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.guidance import Found, How, Match
from samvern.ui.wording.sentences import Gettext


def match_words(match: Match, language: str, _: Gettext) -> str:
    """Why a word led to an entry, in one sentence; where it stands in another language, in which.

    Bokmål and nynorsk are not told apart: who reads one reads the other.

    Examples
    --------
    >>> match_words(Match("backup", "Backup", Found.TITLE, How.EXACT, "en"), "en", str)
    '“backup” stands in the title.'
    >>> match_words(Match("backup", "Backup", Found.TITLE, How.EXACT, "en"), "nb", str)
    '“backup” stands in the title in English.'
    """
    field = _fields(_)[match.field]
    if match.language and (match.language == "en") is not (language == "en"):
        is_english = match.language == "en"
        said = _("%(field)s in English") if is_english else _("%(field)s in Norwegian")
        field = said % {"field": field}
    params = {"word": match.word, "found": match.found, "field": field}
    if match.how is How.EXACT:
        return _("“%(word)s” stands in %(field)s.") % params
    ways = {
        How.FORM: _("“%(word)s” is another form of “%(found)s” in %(field)s."),
        How.PART: _("“%(word)s” shares a part with “%(found)s” in %(field)s."),
        How.BEGINNING: _("“%(word)s” is the beginning of “%(found)s” in %(field)s."),
        How.SPELLING: _("“%(word)s” is nearly spelt as “%(found)s” in %(field)s."),
    }
    return ways[match.how] % params


def _fields(_: Gettext) -> Mapping[Found, str]:
    return {
        Found.TITLE: _("the title"),
        Found.NAME: _("another name of it"),
        Found.OWNER: _("the owner's name"),
        Found.SUBJECT: _("its subject"),
        Found.SUBJECT_WORD: _("the plain words for its subject"),
        Found.REQUIREMENT: _("a requirement it helps with"),
        Found.DESCRIPTION: _("the description"),
        Found.AUDIENCE: _("the words for its audience"),
    }
