"""How a paper ends: what comes now, what was explained, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.papers.making.frame import CHECK, Making
from samvern.engine.papers import (
    Block,
    DecisionBox,
    Facts,
    Heading,
    Items,
    Kind,
    Paragraph,
    SourceList,
    Words,
    words,
)
from samvern.engine.snapshots import Audience, check_snapshot
from samvern.ui.wording import snapshots as wording


def ahead(making: Making) -> Iterator[Block]:
    """What comes now, in the author's words."""
    said = list(making.text("ahead"))
    if said:
        yield Heading(_("What comes now"))
        yield from said


def proposal(making: Making) -> Iterator[Block]:
    """What a board is asked to decide."""
    lines = making.written.text("proposal", making.language).splitlines()
    proposals = tuple((line.strip(" -–*"),) for line in lines if line.strip(" -–*"))
    if proposals:
        yield DecisionBox(_("Proposal"), proposals)


def explained(making: Making) -> Iterator[Block]:
    """What does not add up or is missing, each with the reason that was given for it."""
    written = making.written
    found = [
        each
        for each in check_snapshot(making.content, making.opened, written.kind, written.about)
        if each.key in written.reasons
    ]
    if not found:
        return
    by_reason: dict[tuple[str, str], list[str]] = {}
    for each in found:
        said = wording.checked_words(each.finding, making.language, gettext).said
        by_reason.setdefault((said.title, written.reasons[each.key]), []).append(said.sentence)
    yield Heading(_("What does not add up, and why"))
    yield Paragraph(
        words(
            ngettext(
                "The check found %(count)s thing that readers should know.",
                "The check found %(count)s things that readers should know.",
                len(found),
            ),
            count=making.count(len(found), CHECK),
        )
    )
    yield from _explained(by_reason)


def about(making: Making) -> Iterator[Block]:
    """What the paper rests on, so that anybody can look it up or make it again."""
    content, written = making.content, making.written
    yield Heading(_("What this rests on"))
    lines: list[tuple[str, Words]] = [
        (_("Figures frozen on"), (making.figure(making.on, CHECK, kind=Kind.DAY),)),
        (_("Snapshot"), (_("number %(number)s") % {"number": content["number"]},)),
        (_("Digest of the snapshot"), (content["sha256"],)),
    ]
    if written.approved:
        lines.append((_("Approved on"), (making.day(written.approved["on"]),)))
    # Names of people are for those with a role.
    if written.audience is not Audience.PUBLIC:
        lines.append((_("Frozen by"), (content["frozen_by"],)))
        if written.approved:
            lines.append((_("Approved by"), (written.approved["by"],)))
    if written.is_approved_alone:
        said = _(
            "By one person alone, who wrote it or sent it for approval, too: nobody else could approve it."
        )
        lines.append((_("How it was approved"), (said,)))
    lines.append((_("Made with"), (f"Samvern {content['software']}",)))
    yield Facts(tuple(lines))
    yield from sources(making)


def sources(_making: Making) -> Iterator[Block]:
    """Where the figures are from."""
    yield SourceList()


def _explained(by_reason: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Block]:
    """A single thing with its reason on a line; many of one sort as a list below what they are."""
    single: list[Words] = []
    for (title, reason), sentences in by_reason.items():
        why = _("Why: %(reason)s") % {"reason": reason}
        if len(sentences) == 1:
            said = sentences[0] if sentences[0].endswith((".", "?", "!")) else f"{sentences[0]}."
            single.append((f"{said} {why}",))
            continue
        if single:
            yield Items(tuple(single))
            single = []
        yield Paragraph((f"{title}. {why}",))
        yield Items(tuple((said,) for said in sentences))
    if single:
        yield Items(tuple(single))
