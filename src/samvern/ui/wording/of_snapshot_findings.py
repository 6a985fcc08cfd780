"""Sentences about what the parts of a snapshot say against each other."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.ui.wording.sentences import Gettext


def sentences(_: Gettext) -> Mapping[str, tuple[str, str, str]]:
    """Each code of :mod:`samvern.engine.snapshots.checking`: title, sentence, and what to do."""
    return {
        "paper.done_but_not_completed": (
            _("Done, and not completed"),
            _(
                "%(subject)s is reported to be all done, but the programme does not call it completed."
            ),
            _("Change the status in the programme, or ask the owner, and take a new snapshot."),
        ),
        "paper.spent_over_forecast": (
            _("Spent more than it is to cost"),
            _(
                "%(subject)s has spent NOK %(spent)s by now and is thought to cost NOK %(forecast)s "
                "in the end."
            ),
            _("Ask the owner which figure is wrong, and take a new snapshot; or say why it is so."),
        ),
        "paper.roadmap_none": (
            _("No roadmap"),
            _("No roadmap of the programme is published."),
            _("Publish one and take a new snapshot, or say why there is none."),
        ),
        "paper.roadmap_strange": (
            _("Planned, and not in the programme"),
            _("The roadmap plans measures that the programme does not have: %(codes)s."),
            _("Publish a roadmap of the programme as it is, and take a new snapshot."),
        ),
        "paper.roadmap_older": (
            _("The roadmap is older"),
            _(
                "The roadmap was made for version %(then)s of the programme; here stands version "
                "%(now)s."
            ),
            _("Publish a newer one, or say that what changed does not touch it."),
        ),
        "paper.round_none": (
            _("No reports"),
            _("There was no reporting round for the period."),
            _("Choose another period for the snapshot, or say why nobody was asked."),
        ),
        "paper.unanswered": (
            _("Not everybody has reported"),
            _("Nothing is handed in on these measures: %(codes)s."),
            _("Remind the owners and take a new snapshot, or say why they are missing."),
        ),
        "paper.unreported": (
            _("Nothing is reported"),
            _("Nothing was handed in on %(subject)s for the period."),
            _("Ask the owner and take a new snapshot, or say why nothing is reported."),
        ),
        "paper.not_accepted": (
            _("Not reviewed yet"),
            _("Reports on these measures were handed in and are not accepted yet: %(codes)s."),
            _("Review them and take a new snapshot, or say that they are printed as handed in."),
        ),
        "paper.decision_none": (
            _("No decision"),
            _("No decision on what comes first is in force."),
            _("Record the decision and take a new snapshot, or say why there is none."),
        ),
    }
