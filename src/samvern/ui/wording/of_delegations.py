"""Sentences about requirements that colleagues and suppliers are asked about."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of delegations and of questions to suppliers."""
    return {**_of_delegations(_), **_of_suppliers(_)}


def _of_delegations(_: Gettext) -> Sentences:
    return {
        "delegation.unknown": (
            _("There is no such link, or a newer one has taken its place."),
            _("Look for the newest e-mail, or ask whoever sent it."),
        ),
        "delegation.ended": (
            _("What this link asked for has been taken back, or its time is over."),
            _("Ask whoever sent it for a new one."),
        ),
        "delegation.other_account": (
            _("This link was sent to another account than the one you are logged in with."),
            _(
                "Log out, and log in with the account whose e-mail address the link was sent to. "
                "If you have no such account, ask whoever sent the link."
            ),
        ),
        "delegation.no_role": (
            _("Your account has no role with the organisation that asks."),
            _("Ask whoever sent the link to give you one."),
        ),
        "delegation.invalid": (_("This cannot be delegated as it is."), ""),
        "delegation.nothing_chosen": (
            _("No requirement is chosen."),
            _("Choose at least one."),
        ),
        "delegation.own": (
            _("This is your own address."),
            _("Write that of the colleague who is to answer."),
        ),
        "delegation.needs_invitation": (
            _("Nobody with this address has a role with your organisation yet."),
            _("Look whether the address is right, or invite them as a contributor below."),
        ),
    }


def _of_suppliers(_: Gettext) -> Sentences:
    return {
        "supplier_question.unknown": (
            _("There is no such question, or it has been taken back."),
            _("Look in the list of questions."),
        ),
        "supplier_question.invalid": (_("The supplier cannot be asked like this."), ""),
        "supplier_question.asked": (
            _("A supplier is asked about this already."),
            _("Wait for the reply, or take the question back before you ask somebody else."),
        ),
        "supplier_question.not_done_by": (
            _("The answer does not say that a supplier does this."),
            _("Say so in the answer first."),
        ),
        "supplier_question.settled": (
            _("The question is settled."),
            _("Ask anew if you need to know more."),
        ),
        "supplier_question.replied": (
            _("The question has been replied to, and a reply stands."),
            _("Ask the customer to ask anew."),
        ),
        "supplier_question.not_replied": (
            _("The supplier has not replied, or the reply is taken over already."),
            _("Look at where the question stands."),
        ),
        "supplier_reply.invalid": (_("The reply cannot be sent as it is."), ""),
        "supplier_reply.not_the_same": (
            _("Not all of these customers ask the same."),
            _("Reply to each question apart."),
        ),
        "supplier_reply.no_room": (
            _("With your own comment, the reply is longer than %(most)s characters."),
            _("Shorten your comment to the answer, and take the reply over then."),
        ),
        "supplier_reply.past": (_("This day has passed."), _("Choose a later day.")),
    }
