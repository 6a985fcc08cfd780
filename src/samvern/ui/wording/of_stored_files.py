"""Sentences about files that people hand in, and about evidence."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.formats.file_types`, ``base.files`` and ``evidence``."""
    return {**_of_content(_), **_of_storage(_), **_of_evidence(_)}


def _of_content(_: Gettext) -> Sentences:
    return {
        "file.kind_refused": (
            _("“%(name)s” is not of a kind that can be kept here."),
            _(
                "Save it as PDF, or as a picture (PNG, JPEG), a document (DOCX, XLSX, PPTX, ODT, "
                "ODS) or plain text (TXT, CSV), and choose that."
            ),
        ),
        "file.wrong_ending": (
            _("“%(name)s” is a %(found)s file, but its name does not say so."),
            _("Check that it is the right file. If it is, give its name the ending that belongs."),
        ),
        "file.two_kinds": (
            _("“%(name)s” holds another file besides what it seems to be."),
            _("Open it, save it anew or print it to PDF, and choose that."),
        ),
        "file.not_whole": (
            _("“%(name)s” is damaged: a part of it is missing or does not fit."),
            _("Open it, save it anew, and choose that."),
        ),
        "file.unpacks_too_large": (
            _("“%(name)s” becomes much larger when it is opened than it may."),
            _("Save it as PDF, or take out large pictures, and choose that."),
        ),
        "file.is_locked": (
            _("“%(name)s” is protected by a password, so nobody else could open it."),
            _("Save it without a password. Only those who may see it here can fetch it."),
        ),
        "file.has_macros": (
            _("“%(name)s” holds macros, which could do harm to whoever opens it."),
            _("Save it without macros, or as PDF, and choose that."),
        ),
        "file.has_embedded": (
            _("“%(name)s” holds other files, or fetches something when it is opened."),
            _("Save it as PDF, and choose that."),
        ),
        "file.nameless": (_("The file has no name."), _("Give it one, and choose it again.")),
    }


def _of_storage(_: Gettext) -> Sentences:
    return {
        "file.damaged": (
            _("The file is not as it was when it was handed in, so it is not given out."),
            _("Tell whoever runs Samvern for you. The rest of the page still holds."),
        ),
        "file.gone": (
            _("The file is not where it was stored."),
            _("Tell whoever runs Samvern for you. The rest of the page still holds."),
        ),
    }


def _of_evidence(_: Gettext) -> Sentences:
    return {
        "evidence.unknown": (
            _("There is no such evidence, or you may not see it."),
            _("Look in the organisation's list of evidence."),
        ),
        "evidence.invalid": (_("The evidence cannot be saved as it is."), ""),
        "evidence.title_missing": (_("The title is missing."), _("Say what it is.")),
        "evidence.too_long": (_("This is longer than %(most)s characters."), _("Shorten it.")),
        "evidence.unreadable_text": (_("This holds characters that cannot be kept."), ""),
        "evidence.nothing": (
            _("There is neither a file nor an address."),
            _("Choose a file, or write the address of a page."),
        ),
        "evidence.both": (
            _("There is both a file and an address."),
            _("Keep one of them; add the other as evidence of its own."),
        ),
        "evidence.address": (
            _("“%(found)s” is not the address of a page."),
            _("Write it whole, from https:// on."),
        ),
        "evidence.in_the_future": (
            _("%(found)s has not come yet."),
            _("Write the day on which it happened or was written."),
        ),
        "evidence.holds_before_its_date": (
            _("It would have run out before it was written."),
            _("Correct the date of the document, or until when it holds."),
        ),
        "evidence.why_missing": (
            _("It is not said why it is withdrawn."),
            _("Say it in a few words: others may have relied on it."),
        ),
        "evidence.not_current": (
            _("This evidence was replaced or withdrawn before."),
            _("Look at the one that took its place, or add a new one."),
        ),
    }
