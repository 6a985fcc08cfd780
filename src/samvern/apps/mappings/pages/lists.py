"""Which sets are mapped to each other, one mapping with its history, and what waits for a review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement
from samvern.apps.frameworks.pages.rows import requirement_url
from samvern.apps.mappings import queries
from samvern.apps.mappings.models import Event as Happened
from samvern.apps.mappings.models import MappingEdition, RequirementMapping
from samvern.apps.mappings.pages.words import (
    claim_words,
    crumbs,
    mapping_cell,
    mapping_facts,
    pair_url,
    text_of,
    title_in,
)
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries import PairRow, Waiting
from samvern.apps.mappings.rules import is_own
from samvern.base.viewer import Viewer
from samvern.engine.mappings import Relation, ReviewState, Style
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.parts import Event, Link
from samvern.ui.wording import mappings as wording

#: The parameter that turns the keys off, and its value.
KEYS, OFF = "keys", "off"


@dataclass(frozen=True)
class PairLine:
    """Two sets and how far their mapping has come."""

    left: str
    right: str
    url: str
    mappings: int
    reviewed: int
    proposed: int
    share: float | None


def pairs_context(viewer: Viewer) -> dict[str, Any]:
    """The first page of mappings."""
    lines = [_pair_line(row) for row in queries.pairs(viewer)]
    waiting = queries.waiting_for(viewer).count()
    return {
        "breadcrumbs": crumbs(),
        "rows": lines,
        "answer": _pairs_answer(lines),
        "waiting": waiting,
        "may_map": viewer.may_somewhere(Permission.MAP_REQUIREMENTS),
        "exports": Exports(
            "mappings", [Export("pairs", _("Sets that are mapped"), _pair_columns(), lines)]
        ),
    }


def _pair_line(row: PairRow) -> PairLine:
    share = row.reviewed / row.mappings if row.mappings else None
    url = pair_url(row.left, row.right)
    names = row.left.name_in_words, row.right.name_in_words
    return PairLine(*names, url, row.mappings, row.reviewed, row.proposed, share)


def _pairs_answer(lines: Sequence[PairLine]) -> str:
    every, reviewed = (
        sum(getattr(each, key) for each in lines) for key in ("mappings", "reviewed")
    )
    if not every:
        return _("Nobody has mapped any requirements to each other yet.")
    said = ngettext(
        "%(count)d mapping stands between requirements, of which %(reviewed)d is reviewed.",
        "%(count)d mappings stand between requirements, of which %(reviewed)d are reviewed.",
        every,
    )
    return said % {"count": every, "reviewed": reviewed}


def _pair_columns() -> list[ExportColumn[PairLine]]:
    return [
        ExportColumn(_("Set"), lambda row: row.left, 50),
        ExportColumn(_("Other set"), lambda row: row.right, 50),
        ExportColumn(_("Mappings"), lambda row: row.mappings),
        ExportColumn(_("Reviewed"), lambda row: row.reviewed),
        ExportColumn(_("Share reviewed"), lambda row: row.share, 16, SHARE),
        ExportColumn(_("Not reviewed"), lambda row: row.proposed),
    ]


def mapping_context(viewer: Viewer, row: RequirementMapping) -> dict[str, Any]:
    """One mapping, and how it came to be."""
    cell = mapping_cell(viewer, row)
    is_mine, is_open = is_own(viewer, row), row.withdrawn_at is None
    may_map = viewer.may_somewhere(Permission.MAP_REQUIREMENTS)
    may_review = viewer.may_somewhere(Permission.REVIEW_MAPPING)
    is_proposed = row.state == ReviewState.PROPOSED.value
    return {
        "breadcrumbs": crumbs(pair_link(row), Link(str(row.pk), "")),
        "mapping": cell,
        "question": _question(row),
        "answer": _sentence(row),
        "withdrawn_at": row.withdrawn_at,
        "ends": ends_of(row),
        "facts": list(mapping_facts(viewer, row)),
        "review_url": f"{reverse('mappings:reviews')}?mapping={row.pk}",
        "events": list(_events(queries.editions_of(viewer, row))),
        "may_change": is_open and is_mine and may_map,
        "may_withdraw": is_open
        and ((is_mine and may_map) or viewer.may_somewhere(Permission.WITHDRAW_ANY)),
        "may_review": is_open and is_proposed and may_review and not is_mine,
    }


def _question(row: RequirementMapping) -> str:
    return _("How does %(source)s relate to %(target)s?") % {
        "source": row.source.code,
        "target": row.target.code,
    }


def _sentence(row: RequirementMapping) -> str:
    """What a mapping says, with both requirements by number and title."""
    said = wording.relation_said(Relation(row.relation), Style(row.style), gettext)
    source, target = (each["heading"] for each in ends_of(row))
    return f"{source} {said} {target}"


def pair_link(row: RequirementMapping) -> Link:
    """The way to the two sets of a mapping, side by side."""
    sets = row.source.requirement_set, row.target.requirement_set
    return Link(" – ".join(each.code for each in sets), pair_url(*sets))


def ends_of(row: RequirementMapping) -> list[dict[str, str]]:
    """Both requirements of a mapping as cards."""
    return [_end(row.source), _end(row.target)]


def _end(end: Requirement) -> dict[str, str]:
    found = end.requirement_set
    document = frameworks.document_of(found)
    requirement = next((each for each in document.requirements if each.id == end.code), None)
    return {
        "set": found.name_in_words,
        "heading": f"{end.code} {title_in(document, requirement) if requirement else ''}",
        "text": text_of(requirement) if requirement else "",
        "url": requirement_url(found, end.code),
    }


def _events(editions: Sequence[MappingEdition]) -> Iterator[Event]:
    for each in editions:
        relation = wording.relation_said(
            Relation(each.said["relation"]), Style(each.said["style"]), gettext
        )
        # Some languages end the words with the comma that belongs before the other requirement.
        said = f"{Happened(each.event).label}: {relation.rstrip(',')}"
        reason = each.note or (each.said["why"] if each.event in _SAYS else "")
        claimed = each.said.get("claimed_reviewer", "")
        if claimed and each.event == Happened.IMPORTED:
            reason = " ".join(filter(None, (reason, claim_words(claimed))))
        yield Event(each.at, said, by=each.by_name, why=reason)


#: Events of which the reason of the mapper is told, not a note.
_SAYS = frozenset({Happened.RECORDED, Happened.CHANGED, Happened.IMPORTED})


def review_context(viewer: Viewer, waiting: Waiting, *, has_keys: bool) -> dict[str, Any]:
    """One mapping to agree with or reject."""
    row = waiting.mapping
    kept = "" if has_keys else f"&{KEYS}={OFF}"
    turned = f"&{KEYS}={OFF}" if has_keys else ""
    url = reverse("mappings:reviews")
    return {
        "breadcrumbs": crumbs(Link(_("What waits for a review"), "")),
        "mapping": mapping_cell(viewer, row),
        "answer": _sentence(row),
        "version": row.version,
        "ends": ends_of(row),
        "facts": list(mapping_facts(viewer, row)),
        "others": [
            mapping_cell(viewer, each, is_reversed=each.source_id != row.source_id)
            for each in queries.beside(viewer, row)
        ],
        "left": ngettext(
            "%(count)d mapping waits for you.", "%(count)d mappings wait for you.", waiting.count
        )
        % {"count": waiting.count},
        "skip_url": f"{url}?after={waiting.following}{kept}" if waiting.following else "",
        "has_keys": has_keys,
        "keys_url": f"{url}?mapping={row.pk}{turned}",
    }
