"""The projector view: weights set together in a meeting, and the picture that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.decisions.permissions import Permission
from samvern.apps.programmes.pages.ranking import mean_weights
from samvern.apps.programmes.pages.ranking_address import DECIDED, Address
from samvern.apps.programmes.pages.ranking_decided import decided_page
from samvern.apps.programmes.pages.ranking_exports import limit_lines
from samvern.apps.programmes.pages.ranking_places import shares_of
from samvern.apps.programmes.queries import RankingPage
from samvern.apps.programmes.queries.ranking import (
    BASIS,
    FOCUS_AREA,
    MEASURE,
    ORDER,
    SLIDERS,
    UNKNOWN,
)
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Ranked, ShareRow, Shortcut, Weight
from samvern.ui.wording import ranking as wording

#: So many bars are readable from the other end of a table.
MOST_SHOWN = 10
#: How far an arrow key moves a weight, of 100.
STEP = 5
#: The parameter that turns the keys off, and its value.
KEYS, OFF = "keys", "off"
#: The parameter that takes the reader on to a decision once the scenario is saved.
THEN, DECIDE = "then", "decide"


@dataclass(frozen=True)
class TableAddress:
    """The state of the view, which lies wholly in its address."""

    code: str
    params: Mapping[str, str]
    has_keys: bool

    @classmethod
    def of(cls, page: RankingPage, *, with_decided: bool, has_keys: bool) -> TableAddress:
        """The address of what is shown."""
        address = Address.of(page.programme.code, page.choices, with_decided=with_decided)
        return cls(page.programme.code, address.params, has_keys)

    def url(self, **changes: str) -> str:
        """The same view with some parameters changed or emptied."""
        said = {**self.params, KEYS: "" if self.has_keys else OFF, **changes}
        return _url("decisions:table", self.code, said)

    def weighed(self, weighing: str = "", **more: str) -> str:
        """The same view with another way to weigh."""
        emptied = {key: "" for key in self.params if _weighs(key)}
        return self.url(**{**emptied, "weighing": weighing, **more})

    def elsewhere(self, name: str, **more: str) -> str:
        """Another page that begins with the same weights."""
        return _url(name, self.code, {**self.params, DECIDED: "", **more})

    def kept_by_weights(self) -> list[tuple[str, str]]:
        """What a form that weighs anew must send along."""
        said = {**self.params, KEYS: "" if self.has_keys else OFF}
        return [(key, value) for key, value in said.items() if value and not _weighs(key)]


def table_page(
    viewer: Viewer, page: RankingPage, *, with_decided: bool, has_keys: bool
) -> dict[str, Any]:
    """What the view shows: the weights, the bars, the sentence, the keys, and the way on."""
    address = TableAddress.of(page, with_decided=with_decided, has_keys=has_keys)
    language = get_language() or LANGUAGES[0]
    decided = decided_page(page) if with_decided else {}
    ranking = page.ranking
    return {
        "programme": page.programme,
        "question": _question(page.choices.level),
        "answer": wording.answer(ranking, page.titles, language, gettext),
        "bars": [
            ShareRow(
                name=f"{each.id} {page.titles[each.id]}",
                shares=shares_of(each.rank_acceptability),
                tag=_tag(decided.get("tiers", {}).get(each.id)),
            )
            for each in ranking.alternatives[:MOST_SHOWN]
        ],
        "hidden": len(ranking.alternatives[MOST_SHOWN:]),
        "decided_answer": decided.get("decided_answer", ""),
        "weighing": page.choices.weighing,
        "weights": _weights(page, has_keys=has_keys),
        "ordered": [
            Ranked(group.id, group.label, shortcut=_digit(number, has_keys=has_keys))
            for number, group in enumerate(page.groups, start=1)
        ],
        "group_links": _group_links(page, address),
        "step": STEP,
        "limits": list(limit_lines(page)),
        "kept": address.kept_by_weights(),
        "half_width": ranking.half_width_95,
        "has_keys": has_keys,
        "shortcuts": list(_shortcuts(page, address, with_decided=with_decided)),
        "keys_url": address.url(**{KEYS: OFF if has_keys else ""}),
        "endings": list(_endings(viewer, page, address)),
    }


def _shortcuts(
    page: RankingPage, address: TableAddress, *, with_decided: bool
) -> Iterator[Shortcut]:
    """Every key with what it does, which is also a link to press."""
    chosen = page.choices.weighing
    order = ",".join(group.id for group in page.groups)
    for key, way, title, url in (
        ("b", BASIS, _("The programme's own basis"), address.weighed()),
        ("u", UNKNOWN, _("We do not know"), address.weighed(UNKNOWN)),
        ("o", ORDER, _("In order"), address.weighed(ORDER, order=order)),
        ("w", SLIDERS, _("Exact weights"), address.weighed(SLIDERS, **_usual(page))),
    ):
        yield Shortcut(key, title, url, current=way == chosen)
    if page.decided:
        url = address.url(**{DECIDED: "" if with_decided else "1"})
        yield Shortcut("d", _("What was decided"), url, current=with_decided)
    level = FOCUS_AREA if page.choices.level == MEASURE else MEASURE
    title = _("Focus areas") if level == FOCUS_AREA else _("Measures")
    yield Shortcut("m", title, address.url(level="" if level == FOCUS_AREA else level))


def _endings(viewer: Viewer, page: RankingPage, address: TableAddress) -> Iterator[Shortcut]:
    """What the meeting ends in: a scenario, or a decision on it."""
    save, take = ("s", "t") if address.has_keys else ("", "")
    may_save = viewer.may_somewhere(Permission.SAVE_SCENARIO)
    if may_save:
        yield Shortcut(save, _("Save as a scenario"), address.elsewhere("decisions:new-scenario"))
    if not viewer.may(Permission.TAKE_DECISION, on=page.programme):
        return
    if page.choices.weights is None and page.choices.scale == "linear":
        url = _url("decisions:take-decision", address.code, {"level": page.choices.level})
        yield Shortcut(take, _("Take as a decision"), url)
    elif may_save:
        # A decision rests on something that is kept: the weights become a scenario first.
        url = address.elsewhere("decisions:new-scenario", **{THEN: DECIDE})
        yield Shortcut(take, _("Take as a decision"), url)


def _weights(page: RankingPage, *, has_keys: bool) -> list[Weight]:
    return [
        Weight(group.id, group.label, group.percent, shortcut=_digit(number, has_keys=has_keys))
        for number, group in enumerate(page.groups, start=1)
    ]


def _group_links(page: RankingPage, address: TableAddress) -> list[Shortcut]:
    """Where no group has a weight of its own yet, each leads to where it has."""
    url = address.weighed(SLIDERS, **_usual(page))
    return [
        Shortcut(_digit(number, has_keys=address.has_keys), group.label, url)
        for number, group in enumerate(page.groups, start=1)
    ]


def _usual(page: RankingPage) -> dict[str, str]:
    """The mean of all weightings that are admitted now, in steps that the keys move by."""
    return {
        f"weight-{group}": str(STEP * round(100 * share / STEP))
        for group, share in mean_weights(page).items()
    }


def _digit(number: int, *, has_keys: bool) -> str:
    return str(number) if has_keys and number <= 9 else ""


def _tag(tier: int | None) -> str:
    return _("Tier %(tier)d") % {"tier": tier} if tier else ""


def _question(level: str) -> str:
    if level == MEASURE:
        return _("Which measures matter most?")
    return _("Which focus areas matter most?")


def _weighs(key: str) -> bool:
    return key in ("weighing", "order") or key.startswith("weight-")


def _url(name: str, code: str, said: Mapping[str, str]) -> str:
    params = {key: value for key, value in said.items() if value}
    address = reverse(name, args=[code])
    return f"{address}?{urlencode(params)}" if params else address
