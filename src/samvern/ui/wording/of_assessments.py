"""Sentences about campaigns, assessments, answers and submissions."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of assessments, from the engine and the module ``assessments``."""
    return {**_of_answers(_), **_of_campaigns(_), **_of_assessments(_), **_of_submissions(_)}


def _of_answers(_: Gettext) -> Sentences:
    return {
        "answer.twice": (
            _("This requirement is answered twice here."),
            _("Send one answer for each requirement."),
        ),
        "answer.version_unknown": (
            _("The answer never had version %(found)s."),
            _("Open the requirement again, and answer from there."),
        ),
        "answer.changed": (
            _("Somebody else has changed the same meanwhile."),
            _("Both are shown side by side: choose which one holds. Nothing is lost."),
        ),
        "answer.missing": (_("This requirement has no result yet."), ""),
        "answer.still_true": (
            _("This answer is carried over, and nobody has said that it is still true."),
            "",
        ),
    }


def _of_campaigns(_: Gettext) -> Sentences:
    return {
        "campaign.unknown": (
            _("There is no such campaign, or you may not see it."),
            _("Look in the list of campaigns."),
        ),
        "campaign.invalid": (_("The campaign cannot be planned like this."), ""),
        "campaign.opened": (
            _("The campaign is opened, so what was said up front stays."),
            _(
                "While it is open, the day can be moved. If something else must be otherwise, plan a new one."
            ),
        ),
        "campaign.changed": (
            _("Somebody else has changed the campaign meanwhile."),
            _("Open it again, and make your change there."),
        ),
        "campaign.closed": (
            _("The campaign is closed, and takes no more answers."),
            _("What you have written stays yours. Only what was sent back is handed in again."),
        ),
        "campaign.past_due": (
            _("The day that answers are asked for by has passed."),
            _("Choose a later day before you open the campaign."),
        ),
        "campaign.no_figures": (
            _("There are no figures before the campaign is closed."),
            _("Close it first; then nothing more comes in."),
        ),
        "campaign.no_figures_yet": (
            _("There are no figures to show yet."),
            _("They are there when the campaign that asked you is closed."),
        ),
        "campaign.sees_several": (
            _("You see the answers of several of those who were asked."),
            _(
                "Together with these figures they could tell what others answered. An organisation "
                "that sees only its own answers sees the figures."
            ),
        ),
        "count.negative": (_("A count is below zero."), ""),
        "reminder.invalid": (_("The reminder cannot be sent like this."), ""),
        "reminder.nobody": (
            _("Nobody in the campaign is chosen."),
            _("Choose at least one that has not handed in."),
        ),
        "campaign.due_invalid": (_("The day cannot be moved like this."), ""),
        "campaign.not_open": (
            _("The campaign is not open."),
            _("It is open from when all assessments are created until it is closed."),
        ),
    }


def _of_assessments(_: Gettext) -> Sentences:
    return {
        "assessment.unknown": (
            _("There is no such assessment, or you may not see it."),
            _("Look in your list of assessments, or ask your security officer."),
        ),
        "assessment.not_asked": (
            _("This assessment does not ask you about %(id)s."),
            _("Look in its list of requirements."),
        ),
        "assessment.invalid": (_("The assessment cannot be started like this."), ""),
        "assessment.asks_nothing": (
            _("No requirement of this set applies to your kind of organisation."),
            _("Choose another set."),
        ),
        "assessment.not_told": (
            _("Nobody has read yet who will see the answers."),
            _("Open the assessment, read that first, and go on from there."),
        ),
        "assessment.locked": (
            _("The assessment is handed in, and locked."),
            _("Take it back, or wait for the reviewer."),
        ),
        "assessment.accepted": (
            _("The assessment is accepted, and locked for good."),
            _("Start a new one to say how it is now."),
        ),
        "assessment.incomplete": (
            _("%(count)s requirements still need something."),
            _("Answer them first. “We do not know” is an answer."),
        ),
        "assessment.for_improvement": (
            _("This assessment is for improvement, so only the organisation sees the answers."),
            _("Ask the organisation to answer it itself."),
        ),
        "assessment.answers_itself": (
            _("This one is answered by the organisation itself."),
            _("Ask those in charge of security there, or above, to hand it in."),
        ),
        "assessment.handed_back": (
            _("The organisation goes on with this assessment itself."),
            _("You see no more of it before it is submitted."),
        ),
        "assessment.asked_for": (
            _("A campaign asks for this assessment, so it cannot be dropped."),
            _(
                "What is handed in stays. If it is not, hand it in, or leave it until the campaign "
                "is closed."
            ),
        ),
        "assessment.was_handed_in": (
            _("The assessment has been handed in, so it is kept."),
            _("If it no longer holds, take it back and change it, or start a new one."),
        ),
        "assessment.carried_on": (
            _("A later assessment has taken over answers from this one, so it is kept."),
            _("If it was the later one that was a mistake, drop that one first."),
        ),
        "assessment.has_findings": (
            _(
                "Findings have been raised from this assessment, and lead back to it, so it is kept."
            ),
            _("Go on with it, or leave it. The findings are followed up all the same."),
        ),
        "assessment.only_some": (
            _("You are asked about some of the requirements only."),
            _("Ask your security officer."),
        ),
        "carry.nothing_earlier": (
            _("There is no earlier assessment against this set to carry over from."),
            _("Answer from the beginning, or look whether other answers suggest something."),
        ),
        "findings.invalid": (_("The findings cannot be raised like this."), ""),
        "finding.no_gap": (_("This requirement leaves nothing to do."), ""),
        "finding.not_handed_in": (
            _("A reported assessment raises findings of what is handed in, and nothing is yet."),
            _("Hand it in first: a finding would tell of a draft."),
        ),
        "evidence.of_another": (
            _("This evidence belongs to another organisation."),
            _("Choose what your own organisation, or one above it, has."),
        ),
        "suggestion.invalid": (_("The suggestions cannot be taken over like this."), ""),
        "suggestion.none": (_("Nothing is suggested for this requirement."), ""),
        "suggestion.contradicts": (
            _("Your answers elsewhere say different things of this requirement."),
            _("Choose which one holds."),
        ),
        "assessment.not_on_behalf": (
            _("Nobody answers this on behalf of others."),
            _("The organisation goes on with it itself."),
        ),
    }


def _of_submissions(_: Gettext) -> Sentences:
    return {
        "submission.unknown": (
            _("There is no such submission, or you may not see it."),
            _("Look in the list of the campaign or the assessment."),
        ),
        "submission.decided": (
            _("The submission no longer waits for review."),
            _("Open the newest one."),
        ),
        "submission.own": (
            _("Somebody else than who handed it in must review it."),
            _("Ask a colleague with the same role."),
        ),
        "remark.invalid": (_("The comment cannot be saved like this."), ""),
        "verdict.invalid": (
            _("The review cannot be saved like this."),
            _("Say what is to be looked at again."),
        ),
    }
