"""Sentences about actors, people, their roles, and successions."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the module ``actors`` and of the numbers it uses."""
    return {**_of_actors(_), **_of_successions(_), **_of_people(_)}


def _of_actors(_: Gettext) -> Sentences:
    return {
        "org_number.form": (
            _("“%(number)s” is not an organisation number."),
            _("It has nine digits."),
        ),
        "org_number.check_digit": (
            _("The organisation number %(number)s has a wrong digit."),
            _("Check it against the register of organisations."),
        ),
        "org_number.taken": (
            _("Another actor has this organisation number already."),
            _("Look for the actor in the list."),
        ),
        "org_number.synthetic": (
            _("%(number)s is a number for test data."),
            _("Numbers of real organisations begin with 8 or 9."),
        ),
        "org_number.not_synthetic": (
            _("A made-up actor cannot have the number of a real one."),
            _("Use a number that begins with 3."),
        ),
        "municipality_number.form": (
            _("“%(number)s” is not a municipality number."),
            _("It has four digits."),
        ),
        "actor.unknown": (
            _("There is no such actor, or you may not see it."),
            _("Look in the list of actors."),
        ),
        "actor.not_found": (_("No actor is called “%(text)s”."), _("Choose one of the list.")),
        "actor.several_found": (
            _("More than one actor is called “%(text)s”."),
            _("Write the organisation number instead."),
        ),
        "actor.invalid": (_("The actor cannot be saved as it is."), ""),
        "actor.changed": (
            _("Somebody else changed this actor while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "actor.below_itself": (
            _("The actor would stand below itself under %(parent)s."),
            _("Choose another parent."),
        ),
        "actor.too_deep": (
            _("The tree of actors would become too deep under %(parent)s."),
            _("Choose a parent higher up."),
        ),
        "actor.too_many_names": (_("There are more than %(most)s names."), ""),
        "actor.name_length": (_("A name has at most %(most)s characters."), ""),
        "actor.already_ceased": (_("The actor ceased on %(on)s already."), ""),
        "actor.ceases_before_start": (
            _("An actor cannot cease before it begins."),
            _("Check the two dates."),
        ),
    }


def _of_successions(_: Gettext) -> Sentences:
    return {
        "succession.in_future": (
            _("%(on)s is in the future."),
            _("Record the succession on the day, or after it."),
        ),
        "succession.before_start": (
            _("The actor did not exist before %(start)s."),
            _("Check the date."),
        ),
        "succession.successor_not_in_force": (
            _("%(successor)s did not exist on that day."),
            _("Check the date, or choose another successor."),
        ),
        "succession.other_date": (
            _("The actor ceased on %(ceased)s."),
            _("Use that date, or correct the actor first."),
        ),
        "succession.same_actor": (
            _("An actor cannot succeed itself."),
            _("Choose another successor."),
        ),
        "succession.recorded": (_("This succession is recorded already."), ""),
        "succession.already_followed": (_("Another actor has followed this one already."), ""),
        "succession.circle": (
            _("%(successor)s was itself succeeded by this actor."),
            _("Choose another successor."),
        ),
    }


def _of_people(_: Gettext) -> Sentences:
    return {
        "user.unknown": (_("Nobody here has the address %(email)s."), ""),
        "person.password_weak": (
            _("The password is too easy to guess."),
            _("Use at least 12 characters; three or four words are easy to remember."),
        ),
        "password.password_too_short": (_("It has fewer than 12 characters."), ""),
        "password.password_too_common": (_("It is among the most used passwords."), ""),
        "password.password_too_similar": (_("It is too like the name or the address."), ""),
        "person.unknown": (
            _("There is no such person."),
            _("Check the address, or open an account first."),
        ),
        "person.exists": (_("Somebody has an account with this address already."), ""),
        "person.invalid": (_("The account cannot be opened as it is."), ""),
        "grant.unknown": (_("There is no such role for anybody here."), ""),
        "grant.beyond_own": (
            _("You may not give or take a role that reaches further than your own."),
            _("Ask somebody with a role for the whole sector."),
        ),
        "grant.already_held": (_("The person has this role already."), ""),
        "grant.already_ended": (_("The role has ended already."), ""),
        "grant.last_sector_authority": (
            _("This is the last person who may do everything."),
            _("Give somebody else the role first."),
        ),
    }
