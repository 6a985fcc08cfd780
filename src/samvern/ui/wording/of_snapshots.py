"""Sentences about snapshots, and about papers that are written from them."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the module ``papers``."""
    return {
        "snapshot.unknown": (
            _("There is no such snapshot, or you may not see it."),
            _("Look in the papers of the programme."),
        ),
        "snapshot.cannot_change": (
            _("A snapshot is never changed."),
            _("Take a new one."),
        ),
        "snapshot.at_once": (
            _("Somebody else took a snapshot at the same moment."),
            _("Look at that one, or try again."),
        ),
        "snapshot.damaged": (
            _(
                "The snapshot is not the one that was frozen: its digest does not fit what it holds."
            ),
            _("Take a new snapshot, and tell those who run this installation."),
        ),
        "paper.unknown": (
            _("There is no such paper, or you may not see it."),
            _("Look in the list of papers."),
        ),
        "paper.cannot_change": (
            _("What is approved is never changed."),
            _("Correct it by a new version."),
        ),
        "paper.cannot_be": (
            _("This paper cannot be made from the snapshot."),
            _("Mend what is listed."),
        ),
        "paper.about_unknown": (
            _("The snapshot has no “%(found)s” that such a paper could be about."),
            _("Choose one of those that are listed."),
        ),
        "paper.audience_too_wide": (
            _("These readers may not see the programme, or there is no such paper for them."),
            _("Choose narrower readers, or share the programme first and take a new snapshot."),
        ),
        "paper.words": (_("The text cannot be kept like this."), _("Mend what is listed.")),
        "paper.words_missing": (_("Nothing is written here."), _("Write why.")),
        "paper.nothing_to_answer": (
            _("The check finds nothing like what was answered."),
            _("Look at the check as it is now."),
        ),
        "paper.section_unknown": (
            _("The paper has no such section, or papers have no such language."),
            _("Look at the sections of the paper."),
        ),
        "paper.text_changed": (
            _("Somebody else saved the text while you were writing. Nothing was overwritten."),
            _("Put the two together, and save again."),
        ),
        "paper.changed_meanwhile": (
            _("Somebody else changed where the paper stands."),
            _("Look at it as it is now."),
        ),
        "paper.wrong_stage": (
            _("That cannot be done where the paper stands now."),
            _("Look at the steps of the paper."),
        ),
        "paper.not_passed": (
            _("The paper does not hold yet. To be solved or explained: %(count)s."),
            _("Answer everything on the page of the check."),
        ),
        "paper.four_eyes": (
            _("You wrote in the paper last, or sent it for approval: somebody else approves it."),
            _("Ask a colleague who may approve papers."),
        ),
        "paper.replaced": (
            _("A new version of the paper is begun already."),
            _("Go on with that one."),
        ),
        "paper.other_programme": (
            _("The snapshot is of another programme."),
            _("Choose a snapshot of the same programme."),
        ),
        "paper.file_unknown": (
            _("Papers are not written in this language, or not as such files."),
            _("Choose bokmål, nynorsk or English, as PDF, Word or Excel."),
        ),
        "paper.file_not_kept": (
            _("No file of a draft is kept."),
            _("Make one with “samvern paper make”, or have the paper approved first."),
        ),
        "paper.file_not_made": (
            _("The file is not made yet."),
            _("Try again in a little while."),
        ),
    }
