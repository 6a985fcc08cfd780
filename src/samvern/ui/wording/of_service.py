"""Sentences about requests, log-in, tokens and the running of the service."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the base and the API."""
    return {**_of_requests(_), **_of_access(_), **_of_running(_)}


def _of_requests(_: Gettext) -> Sentences:
    return {
        "request.malformed": (_("The request cannot be read."), _("Go back and try again.")),
        "page.only_a_step": (
            _("There is nothing to show at this address."),
            _("It is where a button on another page leads. Go back and use the button there."),
        ),
        "request.forbidden": (_("You may not do this."), ""),
        "request.logged_out": (
            _("You were logged out, so what you sent was not saved."),
            _("Log in again, and send it anew."),
        ),
        "request.csrf": (
            _("The page was open too long, so it could not be sent."),
            _("Go back, load the page again and send it anew."),
        ),
        "request.too_many": (
            _("There were too many attempts in a short time."),
            _("Wait a few minutes and try again."),
        ),
        "request.invalid": (
            _("Something in the request does not fit."),
            _("Correct what is listed and send it again."),
        ),
        "request.too_large": (
            _("The request is too large."),
            _(
                "Nothing was saved. Send it in smaller parts, or as a file where one can be taken in."
            ),
        ),
        "request.method_not_allowed": (
            _("This address does not take that method."),
            _("See the OpenAPI document for those that it takes."),
        ),
        "page.unknown": (
            _("There is no such page."),
            _("Check the address, or begin at the front page."),
        ),
        "file.unknown_kind": (
            _("There is no file of that kind here."),
            _("Choose CSV or XLSX."),
        ),
        "server.broken": (
            _("Something went wrong with us, not with you."),
            _("Try again in a while. What you had saved is safe."),
        ),
        "cursor.unreadable": (
            _("The cursor cannot be read."),
            _("Use one from the answer before, or begin without one."),
        ),
        "idempotency.key_unusable": (
            _("The idempotency key cannot be used."),
            _("Use from 1 to 200 visible ASCII characters."),
        ),
        "idempotency.key_reused": (
            _("The idempotency key was used for another request."),
            _("Use a new key for each change."),
        ),
        "idempotency.in_progress": (
            _("The same request is being handled at this moment."),
            _("Wait a little and send it again."),
        ),
    }


def _of_access(_: Gettext) -> Sentences:
    return {
        "permission.missing": (
            _("Your role does not allow this."),
            _(
                "Ask the one who looks after security where you work for a role that does "
                "(it needs the permission %(permission)s)."
            ),
        ),
        "sign_in.second_factor_unreadable": (
            _("Your second factor can no longer be read."),
            _("Ask whoever runs Samvern to reset it."),
        ),
        "authentication.required": (
            _("You must be logged in for this."),
            _("Log in, or send an API token in the header Authorization: Bearer."),
        ),
        "token.invalid": (
            _("The token is not valid."),
            _("It may be mistyped, revoked or past its date; make a new one under “My account”."),
        ),
        "token.unknown": (_("There is no such token."), ""),
        "token.name_missing": (
            _("The token has no name."),
            _("Give it one that says what it is for."),
        ),
        "token.scope_unknown": (
            _("These scopes cannot be given: %(scopes)s."),
            _("Choose among the listed ones."),
        ),
        "token.days_out_of_range": (
            _("A token cannot be valid for %(days)s days."),
            _("Choose from 1 to %(most)s days."),
        ),
        "calendar.unknown": (
            _("There is no calendar at this address."),
            _("If it was yours, make a new address under “My tasks”."),
        ),
        "calendar.made_by_token": (
            _("A token cannot make a calendar address."),
            _("Log in to make one, or read /api/v1/tasks.ics with the token."),
        ),
        "token.made_by_token": (
            _("A token cannot make tokens."),
            _("Log in to make one."),
        ),
        "token.only_reads": (
            _("This token may only read, whatever your role allows."),
            _("Make one that may change too under “My account”."),
        ),
        "token.only_writes": (
            _("This token may only change, whatever your role allows."),
            _("Make one that may read too under “My account”."),
        ),
    }


def _of_running(_: Gettext) -> Sentences:
    return {
        "database.unusable": (
            _("The database cannot be used: %(detail)s."),
            _(
                "“samvern migrate” makes a new one, or brings an earlier one up to date. "
                "If it stands elsewhere, check DATABASE_URL."
            ),
        ),
        "serve.address_unusable": (
            _("Samvern cannot listen on %(address)s: %(detail)s."),
            _("Stop what uses it, or choose another port with --port or PORT."),
        ),
        "demo.mode_off": (
            _("The demo is only loaded in demo mode."),
            _("Set SAMVERN_MODE=demo, on an installation of its own."),
        ),
        "demo.sector_missing": (
            _("The demo's people need the demo's sector."),
            _("Load the sector first."),
        ),
    }
