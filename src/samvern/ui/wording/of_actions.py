"""Sentences about findings and what becomes of them."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.follow_up` and of the module ``actions``."""
    return {**_of_findings(_), **_of_actions(_), **_of_verification(_), **_of_ties(_)}


def _of_findings(_: Gettext) -> Sentences:
    return {
        "finding.unknown": (
            _("There is no such finding, or you may not see it."),
            _("Look in the list of what remains to be done."),
        ),
        "finding.invalid": (_("The finding cannot be saved like this."), ""),
        "finding.closed": (
            _("The finding is closed: everything done about it was seen to work."),
            _("If something no longer works, say so of the action. If it is new, raise it anew."),
        ),
        "finding.changed": (
            _("Somebody else changed the finding while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "finding.actions_remain": (
            _("There are actions on this finding that are neither confirmed nor cancelled."),
            _("Cancel them first, and say why; or keep to the decision to treat it."),
        ),
        "finding.not_to_treat": (
            _("It has not been decided that something is to be done about this finding."),
            _("Decide that first; then plan what is to be done."),
        ),
        "decision.invalid": (_("The decision cannot be saved like this."), ""),
        "decision.until_missing": (
            _("Nothing says until when the risk is accepted."),
            _("Give a day; the finding then opens again."),
        ),
        "decision.until_past": (
            _("The day until which the risk is accepted has passed."),
            _("Give today or a later day."),
        ),
        "decision.until_too_late": (
            _("A risk is accepted for at most %(years)s years at a time."),
            _("Give an earlier day, so that somebody looks at it again."),
        ),
        "decision.until_without_risk": (
            _("A last day is given only when a risk is accepted."),
            _("Leave the day out."),
        ),
    }


def _of_actions(_: Gettext) -> Sentences:
    return {
        "action.unknown": (
            _("There is no such action, or you may not see it."),
            _("Look among your own actions, or in the list of what remains to be done."),
        ),
        "action.invalid": (_("The action cannot be saved like this."), ""),
        "action.one_owner": (
            _("An action has one owner: a person with an account, or a position."),
            _("Choose one of the two."),
        ),
        "action.person_unknown": (
            _("This person holds no role at the organisation."),
            _("Give the person a role there first, or name a position."),
        ),
        "action.verifier_is_owner": (
            _("Whoever does it cannot be the one who confirms that it works."),
            _("Ask somebody else to confirm it."),
        ),
        "action.due_too_far": (
            _("This day is more than ten years away."),
            _("Give a day nearer to today."),
        ),
        "action.changed": (
            _("Somebody else changed the action while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "action.not_now": (
            _("That cannot be done to the action as it now stands."),
            _("Look at where it stands; somebody may have been there before you."),
        ),
        "action.not_owner": (
            _("Only whoever owns the action says that it is begun or done."),
            _("Whoever answers for security there can give it another owner."),
        ),
        "action.note_invalid": (
            _("What you wrote about the action cannot be saved."),
            _("Say what was done, in at most 5,000 characters."),
        ),
        "action.not_follower": (
            _("Only whoever follows the action up says what it rests on."),
            _("That is its owner, who was asked to confirm it, or who answers for security there."),
        ),
        "action.evidence_unknown": (
            _("There is no such evidence at the organisation, or you may not see it."),
            _("Look at what the organisation has, or add it."),
        ),
        "action.reason_missing": (
            _("Nothing says why the action is cancelled."),
            _("Give the reason, in at most 5,000 characters."),
        ),
    }


def _of_verification(_: Gettext) -> Sentences:
    return {
        "action.not_verifier": (
            _("You were not asked to confirm this action."),
            _("Whoever answers for security there confirms it, or asks somebody to."),
        ),
        "action.own_work": (
            _("Nobody confirms what they own or did themselves, under any account."),
            _("Ask somebody else to see whether it works."),
        ),
        "verification.invalid": (
            _("Nothing says what you saw."),
            _("Say what you looked at and what you saw, in at most 5,000 characters."),
        ),
    }


def _of_ties(_: Gettext) -> Sentences:
    return {
        "tie.unknown": (
            _("The finding is not tied to that measure, or you may not see it."),
            "",
        ),
        "tie.other_action": (_("This action belongs to another finding."), ""),
        "tie.withdrawn": (
            _("The measure has been withdrawn, so nothing can call for it."),
            _("Choose a measure that is in the programme now."),
        ),
    }
