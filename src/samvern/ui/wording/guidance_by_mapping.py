"""Guidance by way of mappings in words: what may help where nobody guides, and how far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samvern.engine.guidance import GuidanceCatalogue, MappedHelp
from samvern.ui.wording.guidance import audience_name, called
from samvern.ui.wording.sentences import Gettext


def by_mapping_lines(
    helps: Sequence[MappedHelp], catalogue: GuidanceCatalogue, language: str, _: Gettext
) -> Iterator[str]:
    """What helps by way of mappings where nobody guides, and how far."""
    if not helps:
        return
    yield ""
    yield _("Guidance for other requirements, by way of mappings:")
    shown: dict[tuple[str, str, tuple[str, ...]], list[MappedHelp]] = {}
    for each in helps:
        guides = tuple(guide.entry for guide in each.guided.guides)
        key = (str(each.gap.topic.reference), str(each.guided.topic.reference), guides)
        shown.setdefault(key, []).append(each)
    for (topic, requirement, guides), same in shown.items():
        whom = ", ".join(audience_name(each.gap.audience, _) for each in same)
        named = {"topic": topic, "requirement": requirement, "audiences": whom}
        if same[0].is_certain:
            line = _(
                "%(topic)s (%(audiences)s): what helps with %(requirement)s, which asks for all of it:"
            )
        else:
            line = _("%(topic)s (%(audiences)s): maybe what helps with %(requirement)s:")
        yield f"  {line % named}"
        for guide in guides:
            known = catalogue.entry(guide)
            yield f"    • {called(known, language) if known else guide}"
        if not same[0].path.is_reviewed:
            yield "    " + _("Nobody has reviewed what this rests on.")
