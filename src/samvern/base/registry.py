"""Where modules hand in their pieces of shared pages: navigation, search, tasks, first page, names,
tabs, buttons and sections on the pages of things that stand in a module below.

Modules register in their ``apps.py``; the base and its pages read. So a page can show what
a module above it has to say without importing it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from samvern.base.viewer import Viewer
    from samvern.ui.exports import Export


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation; shown to those who hold the permission somewhere."""

    label: str | Promise
    url_name: str
    icon: str
    order: int
    permission: str


@dataclass(frozen=True)
class SearchHit:
    """One result of a search over all modules."""

    kind: str | Promise
    title: str
    url: str
    summary: str = ""


@dataclass(frozen=True)
class StartCard:
    """A way from the first page to what a viewer can see or do; what waits is a :class:`Task`.

    Lower ``order`` stands higher.

    ``is_main`` is for somebody who came for this one thing: it stands alone with a button, and
    everything else but tasks is one click away.
    """

    title: str | Promise
    text: str | Promise
    url: str
    action: str | Promise
    order: int = 50
    figure: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class Task:
    """Something that waits for a viewer to do it; it is gone when it is done.

    ``why`` says why it waits for this viewer, ``module`` which part of Samvern it belongs to, ``url``
    where it is done. ``key`` is the same as long as it waits. ``neutral`` is what may be said of it
    where others can look over the shoulder, such as in a calendar: nothing of what it is about.
    """

    key: str
    title: str | Promise
    why: str | Promise
    url: str
    action: str | Promise
    module: str | Promise
    neutral: str | Promise
    due_on: date | None = None
    figure: str = ""


@dataclass(frozen=True)
class DemoLogIn:
    """A made-up person to log in as; shown in demo mode only."""

    email: str
    role: str | Promise
    password: str


@dataclass(frozen=True)
class Tab:
    """A sister page of the pages of a thing; shown to those who hold the permission somewhere.

    ``url_name`` takes what the thing's own pages take, such as the code of a programme.
    """

    label: str | Promise
    url_name: str
    order: int
    permission: str


@dataclass(frozen=True)
class Button:
    """Something to do next, on a page of another module."""

    label: str | Promise
    url: str
    #: By keyword, since the sprite holds the icons that are asked for so.
    icon: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Section:
    """A part of a page of another module; lower ``order`` stands higher.

    ``template`` is included under ``heading`` with ``section`` in its context, whose ``content`` is
    what the module put there. ``exports`` are those of its tables, keys unique on the page; the
    template finds their links by key in ``exports``, as on any page. ``brief`` is the template for a
    narrow place, where there is one.
    """

    heading: str | Promise
    template: str
    content: Mapping[str, Any]
    order: int = 50
    exports: tuple[Export[Any], ...] = ()
    brief: str = ""

    def in_brief(self) -> Section:
        """As a narrow place shows it: short, and without its tables where there is a brief one."""
        return replace(self, template=self.brief, exports=()) if self.brief else self


SearchSource = Callable[["Viewer", str], Iterable[SearchHit]]
TaskSource = Callable[["Viewer", date], Iterable[Task]]
CardSource = Callable[["Viewer"], Iterable[StartCard]]
LinkSource = Callable[[str], str | None]
#: Of things by their identifiers, those whose page opens to a viewer.
LinkOpens = Callable[["Viewer", Collection[str]], Collection[str]]
DemoSource = Callable[[], Iterable[DemoLogIn]]
#: From the viewer, the thing's identifier in addresses, and the parameters of the page.
ButtonSource = Callable[["Viewer", str, Mapping[str, str]], Iterable[Button]]
#: From the viewer and the thing itself, as its own module has it; None has nothing to say.
SectionSource = Callable[["Viewer", Any], Section | None]

_navigation: list[NavigationItem] = []
_searches: list[SearchSource] = []
_tasks: list[TaskSource] = []
_cards: list[CardSource] = []
_links: dict[str, tuple[LinkSource, LinkOpens | None]] = {}
_action_names: dict[str, str | Promise] = {}
_demo_log_ins: list[DemoSource] = []
_tabs: dict[str, list[Tab]] = {}
_buttons: dict[str, list[ButtonSource]] = {}
_sections: dict[str, list[SectionSource]] = {}


def add_navigation(item: NavigationItem) -> None:
    """Put an entry in the main navigation."""
    if item not in _navigation:
        _navigation.append(item)
        _navigation.sort(key=lambda entry: entry.order)


def navigation_for(viewer: Viewer) -> list[NavigationItem]:
    """The entries that this viewer can open."""
    return [item for item in _navigation if viewer.may_somewhere(item.permission)]


def add_search(source: SearchSource) -> None:
    """Have a module's things found by the search at the top of every page."""
    if source not in _searches:
        _searches.append(source)


def search(viewer: Viewer, words: str) -> list[SearchHit]:
    """What all modules find for this viewer."""
    return [hit for source in _searches for hit in source(viewer, words)]


def add_tasks(source: TaskSource) -> None:
    """Have what waits for people in a module stand on their list of tasks.

    The source is asked with the viewer and the day; it tells of nothing that the viewer may not see,
    and asks the database as often for many tasks as for few.
    """
    if source not in _tasks:
        _tasks.append(source)


def tasks_for(viewer: Viewer, on: date) -> list[Task]:
    """Everything that waits for this viewer: what is due first, and then what has no day."""
    if not viewer.is_signed_in:
        return []
    found = [task for source in _tasks for task in source(viewer, on)]
    return sorted(found, key=lambda each: (each.due_on or date.max, str(each.title), each.key))


def add_cards(source: CardSource) -> None:
    """Have a module speak on the first page."""
    if source not in _cards:
        _cards.append(source)


def cards_for(viewer: Viewer) -> list[StartCard]:
    """The first page of this viewer, most pressing first."""
    return sorted((card for source in _cards for card in source(viewer)), key=lambda c: c.order)


def add_link(subject_type: str, link: LinkSource, *, opens: LinkOpens | None = None) -> None:
    """Say where things of a type (``app.model``) are shown, by their identifier as text.

    ``opens`` says to whom, where fewer see the thing than what leads to it.
    """
    _links[subject_type] = (link, opens)


def link_to(subject_type: str, subject_id: str) -> str | None:
    """The page of a thing, if it has one."""
    link, _opens = _links.get(subject_type, (None, None))
    return link(subject_id) if link else None


def link_for(viewer: Viewer, subject_type: str, subject_id: str) -> str | None:
    """The page of a thing, if it has one that opens to the viewer."""
    subject = (subject_type, subject_id)
    return links_for(viewer, [subject]).get(subject)


def links_for(viewer: Viewer, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The pages of many things, by type and identifier, but for those that do not open."""
    of_type: dict[str, set[str]] = {}
    for subject_type, subject_id in subjects:
        of_type.setdefault(subject_type, set()).add(subject_id)
    found = {}
    for subject_type, ids in of_type.items():
        _link, opens = _links.get(subject_type, (None, None))
        for subject_id in opens(viewer, ids) if opens else ids:
            if url := link_to(subject_type, subject_id):
                found[subject_type, subject_id] = url
    return found


def add_action_names(names: Mapping[str, str | Promise]) -> None:
    """Say what entries of the audit trail are called: ``{"measure.edited": _("Edited")}``."""
    _action_names.update(names)


def action_names() -> Mapping[str, str | Promise]:
    """Every action that has a name."""
    return MappingProxyType(_action_names)


def add_demo_log_ins(source: DemoSource) -> None:
    """Have made-up people shown where one logs in, in demo mode."""
    if source not in _demo_log_ins:
        _demo_log_ins.append(source)


def demo_log_ins() -> list[DemoLogIn]:
    """Everybody to log in as in demo mode."""
    return [log_in for source in _demo_log_ins for log_in in source()]


def add_tab(subject_type: str, tab: Tab) -> None:
    """Put a page beside the pages of every thing of a type (``programmes.programme``)."""
    tabs = _tabs.setdefault(subject_type, [])
    if tab not in tabs:
        tabs.append(tab)
        tabs.sort(key=lambda entry: entry.order)


def tabs_for(viewer: Viewer, subject_type: str) -> list[Tab]:
    """The sister pages that this viewer can open."""
    return [tab for tab in _tabs.get(subject_type, ()) if viewer.may_somewhere(tab.permission)]


def add_buttons(place: str, source: ButtonSource) -> None:
    """Have a module offer a next step on a page, such as ``programmes:ranking``."""
    sources = _buttons.setdefault(place, [])
    if source not in sources:
        sources.append(source)


def buttons_at(place: str, viewer: Viewer, subject: str, query: Mapping[str, str]) -> list[Button]:
    """What this viewer can do next there; the module of the page shows it."""
    return [
        button for source in _buttons.get(place, ()) for button in source(viewer, subject, query)
    ]


def add_section(place: str, source: SectionSource) -> None:
    """Have a module say something on a page about a thing, such as ``frameworks:requirement``."""
    sources = _sections.setdefault(place, [])
    if source not in sources:
        sources.append(source)


def sections_at(place: str, viewer: Viewer, thing: object) -> list[Section]:
    """What other modules say about the thing to this viewer, in order."""
    said = [source(viewer, thing) for source in _sections.get(place, ())]
    return sorted((each for each in said if each), key=lambda section: section.order)
