"""The pages of actors and people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.actors import forms, operations, pages, queries
from samvern.apps.actors.models import Actor
from samvern.apps.actors.permissions import Permission, grantable_by, may_grant
from samvern.base.permissions import Role
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed
from samvern.ui.exports import page_or_file

SEEN_BY_ALL = gettext_lazy(
    "Everybody with a role sees it at once. It is kept in the audit trail with your name."
)


@require_safe
def register(request: Request) -> HttpResponseBase:
    """Who is in the sector."""
    viewer, on = request.viewer, timezone.localdate()
    choices, filters = pages.read_choices(request.GET), queries.Filters.from_query(request.GET)
    actors = queries.register(viewer, filters, on=on, order=choices.order)
    context = {
        **pages.register_page(actors, choices, request.GET, on=on),
        "filter_form": forms.RegisterFilterForm(request.GET or None),
        "below": queries.actor_for(viewer, filters.below) if filters.below else None,
    }
    if request.htmx:
        return page_or_file(request, "actors/_register.html", context)
    everybody = queries.register(viewer, queries.Filters(), on=on)
    context["answer"] = pages.sector_answer(queries.totals_by_kind(everybody))
    context["may_register"] = viewer.may(Permission.EDIT_ACTOR)
    context["may_read_imports"] = viewer.may(Permission.READ_IMPORTS)
    context["may_read_populations"] = viewer.may(Permission.READ_POPULATIONS)
    return page_or_file(request, "actors/register.html", context)


@require_safe
def register_file(request: Request, kind: str) -> HttpResponseBase:
    """The same actors in the same order, as CSV or XLSX."""
    choices, on = pages.read_choices(request.GET), timezone.localdate()
    filters = queries.Filters.from_query(request.GET)
    actors = queries.register(request.viewer, filters, on=on, order=choices.order)
    return pages.register_exports(actors, on=on).file(f"actors.{kind}", request)


@require_safe
def actor(request: Request, actor_id: int) -> HttpResponseBase:
    """Everything about one actor."""
    found = queries.actor_for(request.viewer, actor_id)
    page = queries.actor_page(request.viewer, found, on=timezone.localdate())
    return page_or_file(request, "actors/actor.html", pages.actor_page(request.viewer, found, page))


@require_http_methods(["GET", "HEAD", "POST"])
def register_actor(request: Request) -> HttpResponse:
    """Take a new actor into the register."""
    parent = _asked_parent(request)
    request.viewer.require(Permission.EDIT_ACTOR, on=parent)
    form = forms.NewActorForm(sent(request), initial={"parent": parent}, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.register_actor(
            by=request.viewer, at=timezone.now(), fields=form.facts, parent_id=form.parent_id
        )
    ):
        messages.success(request, _("The actor is registered."))
        return redirect("actors:actor", form.outcome.pk)
    heading, submit = _("Who is new in the sector?"), _("Register the actor")
    return form_answer(request, form, parent, heading, submit, SEEN_BY_ALL)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_actor(request: Request, actor_id: int) -> HttpResponse:
    """Change facts about an actor."""
    found = actor_for_form(request, actor_id, Permission.EDIT_ACTOR)
    form = forms.EditActorForm(sent(request), initial=forms.facts_of(found), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.edit_actor(
            by=request.viewer,
            at=timezone.now(),
            actor_id=actor_id,
            version=form.cleaned_data["version"],
            fields=form.facts,
        )
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("actors:actor", actor_id)
    heading, submit = _("What has changed?"), _("Save the changes")
    return form_answer(request, form, found, heading, submit, SEEN_BY_ALL)


@require_http_methods(["GET", "HEAD", "POST"])
def move_actor(request: Request, actor_id: int) -> HttpResponse:
    """Put an actor somewhere else on the tree."""
    found = actor_for_form(request, actor_id, Permission.EDIT_ACTOR)
    initial = {"parent": found.parent, "version": found.version}
    form = forms.MoveForm(sent(request), initial=initial, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.move_actor(
            by=request.viewer,
            at=timezone.now(),
            actor_id=actor_id,
            version=form.cleaned_data["version"],
            parent_id=form.parent_id,
        )
    ):
        messages.success(request, _("The actor is moved."))
        return redirect("actors:actor", actor_id)
    heading, submit = _("Where does it belong?"), _("Move the actor")
    note = _("Everything below it moves along, and so do the roles people hold there.")
    return form_answer(request, form, found, heading, submit, note)


@require_http_methods(["GET", "HEAD", "POST"])
def cease_actor(request: Request, actor_id: int) -> HttpResponse:
    """Record that an actor exists no longer."""
    found = actor_for_form(request, actor_id, Permission.EDIT_ACTOR)
    initial = {"version": found.version}
    form = forms.CeaseForm(sent(request), initial=initial, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.cease_actor(
            by=request.viewer, at=timezone.now(), actor_id=actor_id, **form.cleaned_data
        )
    ):
        messages.success(request, _("It is recorded that the actor has ceased."))
        return redirect("actors:actor", actor_id)
    heading, submit = _("When did it cease?"), _("Record that it has ceased")
    note = _("It stays in the register as the past. If another follows it, record that instead.")
    return form_answer(request, form, found, heading, submit, note)


@require_http_methods(["GET", "HEAD", "POST"])
def record_succession(request: Request, actor_id: int) -> HttpResponse:
    """Record who followed an actor."""
    found = actor_for_form(request, actor_id, Permission.RECORD_SUCCESSION)
    form = forms.SuccessionForm(sent(request), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.record_succession(
            by=request.viewer, at=timezone.now(), predecessor_id=actor_id, **form.succession
        )
    ):
        messages.success(request, _("The succession is recorded."))
        return redirect("actors:actor", actor_id)
    heading, submit = _("Who followed it?"), _("Record the succession")
    return form_answer(request, form, found, heading, submit, SEEN_BY_ALL)


@require_safe
def people(request: Request) -> HttpResponseBase:
    """Who may do what."""
    held = queries.grants(request.viewer, on=timezone.localdate())
    context = pages.people_page(request.viewer, held, request.GET)
    name = "actors/_people.html" if request.htmx else "actors/people.html"
    return page_or_file(request, name, context)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_role(request: Request, actor_id: int | None = None) -> HttpResponse:
    """Give a role to somebody who has an account, at an actor or in the whole sector."""
    found = _place_for(request, actor_id)
    roles = grantable_by(request.viewer, found)
    form = forms.GrantForm(sent(request), viewer=request.viewer, roles=roles)
    if form.carries_out(
        lambda: operations.grant_role(
            by=request.viewer, at=timezone.now(), actor_id=actor_id, **form.cleaned_data
        )
    ):
        messages.success(request, _("The role is given."))
        return _back_to_people(found)
    heading, submit = _("Who gets which role?"), _("Give the role")
    return form_answer(request, form, found, heading, submit, pages.reach(found))


@require_http_methods(["GET", "HEAD", "POST"])
def register_person(request: Request, actor_id: int | None = None) -> HttpResponse:
    """Make an account with a first role, and invite the person."""
    found = _place_for(request, actor_id)
    roles = grantable_by(request.viewer, found)
    form = forms.NewPersonForm(sent(request), viewer=request.viewer, roles=roles)
    if form.carries_out(
        lambda: operations.register_person(
            by=request.viewer, at=timezone.now(), actor_id=actor_id, **form.cleaned_data
        )
    ):
        messages.success(request, _("The person has an account; an invitation is on its way."))
        return _back_to_people(found)
    heading, submit = _("Who is to be invited?"), _("Invite the person")
    return form_answer(request, form, found, heading, submit, pages.reach(found))


@require_http_methods(["GET", "HEAD", "POST"])
def end_grant(request: Request, grant_id: int) -> HttpResponse:
    """End a role; asks once."""
    grant = queries.grant_for(request.viewer, grant_id)
    if not may_grant(request.viewer, Role(grant.role), grant):
        raise NotAllowed("grant.beyond_own", role=grant.role)
    form = forms.OperationForm(sent(request), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.end_grant(by=request.viewer, at=timezone.now(), grant_id=grant_id)
    ):
        messages.success(request, _("The role has ended."))
        return _back_to_people(grant.actor)
    heading, submit = _("End the role?"), _("End the role")
    return form_answer(request, form, grant.actor, heading, submit, pages.end_note(grant))


def sent(request: Request) -> QueryDict | None:
    """What was put into a form, also when that is nothing; None when it is only shown."""
    return request.POST if request.method == "POST" else None


def actor_for_form(request: Request, actor_id: int, permission: Permission) -> Actor:
    """The actor, for those who may do this to it."""
    found = queries.actor_for(request.viewer, actor_id)
    request.viewer.require(permission, on=found)
    return found


def _place_for(request: Request, actor_id: int | None) -> Actor | None:
    """Where people are managed: at an actor, or in the whole sector."""
    if actor_id is not None:
        return actor_for_form(request, actor_id, Permission.MANAGE_PEOPLE)
    request.viewer.require(Permission.MANAGE_PEOPLE)
    return None


def _asked_parent(request: Request) -> Actor | None:
    """The actor below which the address asks to register one."""
    text = request.GET.get("parent", "")
    is_number = text.isascii() and text.isdecimal()
    return queries.actor_for(request.viewer, int(text[:18])) if is_number else None


def _back_to_people(found: Actor | None) -> HttpResponse:
    return redirect("actors:actor", found.pk) if found else redirect("actors:people")


def form_answer(
    request: Request,
    form: forms.OperationForm,
    about: Actor | None,
    heading: str,
    submit: str,
    note: str | Promise,
) -> HttpResponse:
    """The form, with what is wrong with it when it was sent."""
    differences = form.catch_up(about) if isinstance(form, forms.VersionedForm) and about else None
    context = {
        **pages.form_page(about, heading=heading, submit=submit, note=str(note)),
        "form": form,
        "is_outdated": differences is not None,
        "differences": differences,
    }
    status = 409 if differences is not None else 422 if form.errors else 200
    return render(request, "actors/form.html", context, status=status)
