"""Sentences about the catalogue of guidance."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.guidance` and of its file formats."""
    return {
        "guidance_file.invalid": (
            _("“%(name)s” is not a guidance file that can be used. Problems found: %(count)s."),
            _("“samvern guidance schema” prints a description of the format."),
        ),
        "guidance.invalid": (_("The catalogue of guidance %(name)s contradicts itself."), ""),
        "guidance.unknown": (
            _("The catalogue has no entry “%(id)s”."),
            _("“samvern guidance search” finds entries and prints their codes."),
        ),
        "guidance.set_unknown": (
            _("There is no requirement set “%(id)s” to make a map of."),
            "",
        ),
        "guidance.not_published": (
            _("This installation does not publish its catalogue of guidance as open data."),
            _("Whoever runs it says who publishes it with SAMVERN_PUBLISHER."),
        ),
        "guidance.repeated": (
            _("The identifier “%(id)s” is used for the second time."),
            _("Give one of them another."),
        ),
        "guidance.too_long": (_("This text is too long."), _("At most %(limit)s characters.")),
        "guidance.source_unknown": (
            _("There is no source “%(id)s”."),
            _("Known here: %(known)s."),
        ),
        "guidance.source_missing": (
            _("Nothing says where “%(id)s” is known from."),
            _("Name the source and the place in it with the key found_in."),
        ),
        "guidance.subject_unknown": (
            _("There is no subject “%(id)s”."),
            _("Add it to the subjects, or take it out."),
        ),
        "guidance.help_repeated": (
            _("That it helps with %(id)s is said twice."),
            _("Keep one of them."),
        ),
        "guidance.moved_nowhere": (
            _("“%(id)s” must be said to be moved exactly when it is said what it was moved into."),
            _("Give both keys, life and moved_into, or neither."),
        ),
        "guidance.moved_unknown": (
            _("It is said to have been moved into “%(id)s”, which is not there."),
            _("Add that entry, or say that this one has ended."),
        ),
        "guidance.moved_in_circle": (
            _("“%(id)s” is said to have been moved into itself, by way of others or at once."),
            "",
        ),
        "guidance.link_without_address": (
            _("Something is said of the link of “%(id)s”, which has no address."),
            _("Give the address, or leave the key out."),
        ),
        "guidance.link_without_day": (
            _(
                "Whether the link of “%(id)s” works is said only together with the day it was tried."
            ),
            _("Give both keys, link and link_checked_on, or neither."),
        ),
        "review.not_in_use": (
            _("“%(id)s” is not in use, so there is nothing to look through."),
            "",
        ),
        "review.in_the_future": (
            _("Nobody has looked through it on %(found)s yet."),
            _("Give today or an earlier day."),
        ),
        "review.no_address": (
            _("“%(id)s” has no address that could have been tried."),
            "",
        ),
        "review.note_too_long": (
            _("The note is longer than %(most)s characters, or holds what cannot be kept."),
            "",
        ),
        "review.months_not_positive": (
            _("A review is good for at least one month, not for %(found)s."),
            "",
        ),
        "dcat.invalid": (
            _("The catalogue %(name)s cannot be described as open data yet."),
            "",
        ),
        "dcat.missing": (_("The mandatory property %(name)s has no value."), ""),
        "dcat.publisher_number": (
            _("“%(found)s” is not an organisation number."),
            _("Give the nine digits of whoever publishes the catalogue."),
        ),
        "dcat.contact_missing": (
            _("There is no way to reach the publisher."),
            _("Give an e-mail address, a contact page, or both."),
        ),
        "dcat.email_malformed": (_("“%(found)s” is not an e-mail address."), ""),
        "dcat.address_malformed": (
            _("“%(found)s” is not an address that can be published."),
            _("Addresses begin with https:// or http:// and have no spaces."),
        ),
        "dcat.licence_malformed": (
            _("“%(found)s” is not a licence of the EU's table."),
            _("Give the end of its address there, such as CC_BY_4_0."),
        ),
    }
