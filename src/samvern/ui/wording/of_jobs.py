"""Sentences about jobs."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.base.jobs`."""
    return {
        "job.unknown": (
            _("There is no such job here, or you may not see it."),
            _("Look in the list of jobs."),
        ),
        "job.key_reused": (
            _("This has been asked for before, with other content."),
            _("Look at the job that is there, and ask under another name."),
        ),
        "job.not_stopped": (
            _("“%(label)s” has neither failed nor been cancelled, so it is not tried again."),
            "",
        ),
        "job.over": (_("“%(label)s” is over, so there is nothing to cancel."), ""),
        "job.stumbled": (
            _("Something unexpected stopped it (%(error)s)."),
            _("Whoever runs Samvern for you finds more in its log."),
        ),
        "job.worker_lost": (
            _("The worker was stopped again and again in the same step."),
            _("Whoever runs Samvern for you should look at its memory, then try again."),
        ),
    }
