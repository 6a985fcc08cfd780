"""The register, its actors and people, as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import queries
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorQuerySet,
    Grant,
    GrantQuerySet,
    SuccessionKind,
)
from samvern.apps.actors.pages.hand_edits import hand_events
from samvern.apps.actors.pages.importing import past_events, register_section
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.queries import (
    ActorPage,
    ActorRow,
    KindTotal,
    Neighbour,
    PersonRow,
    SuccessionRow,
)
from samvern.base import registry
from samvern.base.viewer import Viewer
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Event, Link
from samvern.ui.tables import Column, TableChoices

ROWS_SHOWN = 50

#: Where other modules put sections of the page of an actor.
PLACE = "actors:actor"

COLUMNS = (
    Column("name", gettext_lazy("Name"), is_optional=False),
    Column("kind", gettext_lazy("Kind")),
    Column("org_number", gettext_lazy("Organisation number")),
    Column(
        "source",
        gettext_lazy("The number is"),
        is_sortable=False,
        help=gettext_lazy("How sure the organisation number is."),
    ),
    Column("parent", gettext_lazy("Belongs to")),
    Column("region", gettext_lazy("Health region")),
    Column("municipality", gettext_lazy("Municipality"), is_shown=False),
    Column("size", gettext_lazy("Size"), is_shown=False),
    Column("language_form", gettext_lazy("Language form"), is_shown=False),
    Column("valid_from", gettext_lazy("Exists from"), is_shown=False),
    Column("valid_to", gettext_lazy("Ceased on"), is_shown=False),
)


_TRUSTS = (ActorKind.REGIONAL_AUTHORITY, ActorKind.HOSPITAL_TRUST, ActorKind.PHARMACY_TRUST)
_CLINICS = (ActorKind.GP_OFFICE, ActorKind.DENTIST, ActorKind.PSYCHOLOGIST)


def read_choices(query: QueryDict) -> TableChoices:
    """How the reader wants the register."""
    return TableChoices.read(query, COLUMNS, default_sort="name")


def register_page(
    actors: ActorQuerySet,
    choices: TableChoices,
    query: QueryDict,
    *,
    on: date,
) -> dict[str, Any]:
    """The register as its page shows it."""
    totals = queries.totals_by_kind(actors)
    paginator = Paginator(range(sum(total.count for total in totals)), ROWS_SHOWN)
    page = paginator.get_page(query.get("page"))
    start = (page.number - 1) * ROWS_SHOWN
    shown = actors[start : start + ROWS_SHOWN]
    return {
        "page": page,
        "rows": queries.register_rows(shown, on=on),
        "choices": choices,
        "shown": ngettext("%(count)s actor", "%(count)s actors", page.paginator.count)
        % {"count": _number(page.paginator.count)},
        "totals": [
            (total.kind.label, total.count, choices.query_with(kind=total.kind.value, page=None))
            for total in totals
        ],
        "exports": register_exports(actors, on=on),
        "clear_url": reverse("actors:register"),
        "kept": [
            (name, value) for name, value in query.items() if name in {"sort", "dense", "below"}
        ]
        + [("column", value) for value in query.getlist("column")],
    }


def sector_answer(totals: Iterable[KindTotal]) -> str:
    """The sector in one sentence: how many, and of what sort."""
    counts = {total.kind: total.count for total in totals}
    count = sum(counts.values())
    if not count:
        return _("Nobody is registered yet.")
    sorts = _sorts(
        municipalities=counts.pop(ActorKind.MUNICIPALITY, 0),
        trusts=sum(counts.pop(kind, 0) for kind in _TRUSTS),
        clinics=sum(counts.pop(kind, 0) for kind in _CLINICS),
        suppliers=counts.pop(ActorKind.SUPPLIER, 0),
        others=sum(counts.values()),
    )
    exist = ngettext("%(count)s actor exists today", "%(count)s actors exist today", count)
    return f"{exist % {'count': _number(count)}}: {', '.join(sorts)}."


def _sorts(
    *, municipalities: int, trusts: int, clinics: int, suppliers: int, others: int
) -> list[str]:
    """Counts in words, without those of which there are none."""
    words = (
        (
            municipalities,
            ngettext("%(count)s municipality", "%(count)s municipalities", municipalities),
        ),
        (trusts, ngettext("%(count)s health trust", "%(count)s health trusts", trusts)),
        (clinics, ngettext("%(count)s clinic", "%(count)s clinics", clinics)),
        (suppliers, ngettext("%(count)s supplier", "%(count)s suppliers", suppliers)),
        (others, ngettext("%(count)s other", "%(count)s others", others)),
    )
    return [said % {"count": _number(count)} for count, said in words if count]


def register_exports(actors: ActorQuerySet, *, on: date) -> Exports:
    """The register as a file, one actor after the other, with every column there is."""
    columns = [
        ExportColumn[ActorRow](column.label, attrgetter(column.key), 40 if place == 0 else 20)
        for place, column in enumerate(COLUMNS)
    ]
    columns.append(ExportColumn(_("Made up"), lambda row: row.is_fictitious))
    one_by_one = (
        row
        for actor in actors.iterator(chunk_size=2_000)
        for row in queries.register_rows([actor], on=on)
    )
    return Exports("", [Export("actors", _("Actors"), columns, one_by_one)])


_PEOPLE: tuple[ExportColumn[PersonRow], ...] = (
    ExportColumn(gettext_lazy("Name"), lambda row: row.name, 30),
    ExportColumn(gettext_lazy("Role"), lambda row: row.role_name, 24),
    ExportColumn(
        gettext_lazy("Where"),
        lambda row: row.actor if row.actor_id else _("The whole sector"),
        40,
    ),
    ExportColumn(gettext_lazy("Since"), lambda row: row.since),
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email, 40),
)


def people_exports(
    rows: Iterable[PersonRow] | None, name: str = "", more: Iterable[Export[Any]] = ()
) -> Exports:
    """Who holds which role where, for those who may see it; ``more`` are those of sections."""
    if rows is None:
        return Exports(name, more)
    return Exports(name, [Export("people", _("People and their roles"), _PEOPLE, rows), *more])


def actor_answer(page: ActorPage) -> str:
    """The first sentence of an actor's page: what has become of it, or where it belongs."""
    row = page.row
    if row.valid_to and not row.is_in_force:
        ceased = _("Ceased on %(day)s.") % {"day": _day(row.valid_to)}
        if page.holder.id == row.id:
            return ceased
        held = _("What it held is with %(holder)s today.") % {"holder": page.holder.name}
        return f"{ceased} {held}"
    parts = []
    if row.parent:
        parts.append(_("Belongs to %(parent)s.") % {"parent": row.parent})
    if page.children_count:
        parts.append(
            ngettext(
                "%(count)s actor belongs to it.",
                "%(count)s actors belong to it.",
                page.children_count,
            )
            % {"count": _number(page.children_count)}
        )
    return " ".join(parts)


def facts(page: ActorPage) -> list[Definition]:
    """What is known of an actor; what is not known says so."""
    row, unknown = page.row, _("Not known")
    known = [
        Definition(
            _("Organisation number"),
            row.spaced_number or unknown,
            row.source if row.org_number else "",
        ),
        Definition(_("Kind"), row.kind),
        Definition(
            _("Health region"),
            row.region or _("None"),
            _("Follows from the county; not registered.") if page.is_region_derived else "",
        ),
        Definition(_("Municipality"), row.municipality or unknown),
        Definition(_("Size"), row.size or unknown),
        Definition(_("Language form"), row.language_form or unknown),
        Definition(_("Exists from"), _day(row.valid_from) if row.valid_from else unknown),
    ]
    if row.parent_id:
        known.insert(2, Definition(_("Belongs to"), _link(row.parent_id, row.parent)))
    if row.valid_to:
        known.append(Definition(_("Ceased on"), _day(row.valid_to)))
    if page.also_known_as:
        known.append(Definition(_("Also known as"), ", ".join(page.also_known_as)))
    return known


def history(page: ActorPage) -> list[Event]:
    """How an actor came about and what became of it, newest first."""
    row = page.row
    events = [_event(succession, row) for succession in page.successions]
    events += past_events(page.register.past)
    events += hand_events(page.edits)
    told = {succession.on for succession in page.successions if succession.predecessor_id == row.id}
    if row.valid_to and row.valid_to not in told:
        events.append(Event(row.valid_to, _("Ceased")))
    if row.valid_from:
        events.append(Event(row.valid_from, _("Began")))
    return sorted(events, key=lambda event: str(event.at), reverse=True)


def _event(succession: SuccessionRow, row: ActorRow) -> Event:
    """A succession as seen from one of the two."""
    went_on = {
        SuccessionKind.MERGER: _("Merged into %(name)s"),
        SuccessionKind.SPLIT: _("%(name)s was split off"),
        SuccessionKind.TAKEOVER: _("%(name)s took over tasks"),
        SuccessionKind.RENAMING: _("Continued as %(name)s"),
    }
    came_from = {
        SuccessionKind.MERGER: _("%(name)s was merged into this actor"),
        SuccessionKind.SPLIT: _("Split off from %(name)s"),
        SuccessionKind.TAKEOVER: _("Took over tasks from %(name)s"),
        SuccessionKind.RENAMING: _("Continues %(name)s"),
    }
    if succession.predecessor_id == row.id:
        words, other, name = went_on, succession.successor_id, succession.successor
    else:
        words, other, name = came_from, succession.predecessor_id, succession.predecessor
    return Event(
        succession.on,
        words[succession.kind] % {"name": name},
        why=succession.note,
        url=reverse("actors:actor", args=[other]),
    )


def actor_page(viewer: Viewer, actor: Actor, page: ActorPage) -> dict[str, Any]:
    """An actor as its page shows it, with what this viewer can do there."""
    sections = registry.sections_at(PLACE, viewer, actor)
    more = [one for each in sections for one in each.exports]
    return {
        "sections": sections,
        "actor": page.row,
        "answer": actor_answer(page),
        "breadcrumbs": crumbs(page.ancestors, page.row.name),
        "facts": facts(page),
        "history": history(page),
        "children": page.children,
        "children_count": page.children_count,
        "people": page.people,
        "exports": people_exports(page.people, page.row.name, more),
        "changes": changes_open_to(viewer, actor),
        "register": register_section(
            page.register, actor, may_edit=viewer.may(Permission.EDIT_ACTOR, on=actor)
        ),
        "may_edit": viewer.may(Permission.EDIT_ACTOR, on=actor),
        "may_manage_people": viewer.may(Permission.MANAGE_PEOPLE, on=actor),
        "print_source": page.row.name,
    }


def changes_open_to(viewer: Viewer, actor: Actor) -> list[Link]:
    """What else than editing this viewer can do with an actor."""
    offered = []
    if viewer.may(Permission.EDIT_ACTOR, on=actor):
        new = reverse("actors:register_actor") + f"?parent={actor.pk}"
        offered.append(Link(_("Register an actor below this one"), new))
        offered.append(Link(_("Move it"), reverse("actors:move_actor", args=[actor.pk])))
        if actor.valid_to is None:
            cease = reverse("actors:cease_actor", args=[actor.pk])
            offered.append(Link(_("Record that it has ceased"), cease))
    if viewer.may(Permission.RECORD_SUCCESSION, on=actor):
        succession = reverse("actors:record_succession", args=[actor.pk])
        offered.append(Link(_("Record who followed it"), succession))
    return offered


def form_page(about: Actor | None, *, heading: str, submit: str, note: str) -> dict[str, Any]:
    """What stands around a form: what it is about, and what sending it does.

    ``note`` says what happens then and who will see it.
    """
    back = reverse("actors:actor", args=[about.pk]) if about else reverse("actors:register")
    above = [Link(about.name, back)] if about else []
    return {
        "heading": heading,
        "submit": submit,
        "note": note,
        "back_url": back,
        "eyebrow": about.name if about else "",
        "breadcrumbs": [_register_crumb(), *above, Link(heading, "")],
    }


def people_page(viewer: Viewer, held: GrantQuerySet, query: QueryDict) -> dict[str, Any]:
    """Everybody with a role that the viewer may see."""
    page = Paginator(held, ROWS_SHOWN).get_page(query.get("page"))
    count = page.paginator.count
    return {
        "page": page,
        "rows": queries.person_rows(viewer, page.object_list),
        "exports": people_exports(queries.people_one_by_one(viewer, held)),
        "answer": ngettext("%(count)s role is held.", "%(count)s roles are held.", count)
        % {"count": _number(count)},
        "may_manage_sector": viewer.may(Permission.MANAGE_PEOPLE),
    }


def reach(found: Actor | None) -> str:
    """How far a role that is given there reaches."""
    if found is None:
        return _("The role will hold for the whole sector.")
    return _("The role will hold at %(actor)s and everything below it.") % {"actor": found.name}


def end_note(grant: Grant) -> str:
    """What ends, and what becomes of it."""
    return _("%(person)s will no longer be %(role)s. The past stays in the register.") % {
        "person": grant.user.name,
        "role": grant.get_role_display().lower(),
    }


def crumbs(ancestors: Iterable[Neighbour], title: str) -> list[Link]:
    """The way down the tree to an actor's page."""
    above = [Link(one.name, reverse("actors:actor", args=[one.id])) for one in ancestors]
    return [_register_crumb(), *above, Link(title, "")]


def _register_crumb() -> Link:
    return Link(_("Actors"), reverse("actors:register"))


def _link(actor_id: int, name: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("actors:actor", args=[actor_id]), name)


def _number(value: int) -> str:
    return numbers.number(value, language=get_language() or "nb")


def _day(value: date) -> str:
    return numbers.day(value, language=get_language() or "nb")
