"""The tables of requirement sets as they go into files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.pages.frame import begun, kinds_in_words
from samvern.apps.frameworks.queries import SetPage
from samvern.engine.frameworks import Framework, Requirement, WordingStatus
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.exports import Export, ExportColumn
from samvern.ui.wording import frameworks as wording


def requirement_export(page: SetPage) -> Export[Requirement]:
    """The requirements that are shown, headings above them too, with every wording and its source."""
    listed = {each.id for each in page.listed}
    over = {above.id for code in listed for above in page.outline.above[code]}
    rows = [each for each in page.outline.order if each.id in listed or each.id in over]
    note = _("A wording that is not checked against the publisher must not be quoted as theirs.")
    return Export("requirements", _("Requirements"), _columns(page.framework), rows, notes=[note])


def _columns(framework: Framework) -> Sequence[ExportColumn[Requirement]]:
    spoken = [each for each in LANGUAGES if each in framework.languages]
    return [
        ExportColumn(_("Number"), lambda row: row.id),
        ExportColumn(_("Under"), lambda row: row.parent),
        ExportColumn(_("Can be assessed"), lambda row: _("Yes") if row.is_assessable else _("No")),
        *(column for name in ("title", "text") for column in _worded(framework, name, spoken)),
        ExportColumn(
            _("Applies to"),
            lambda row: kinds_in_words(row.applies_to) if row.applies_to else "",
            30,
        ),
        ExportColumn(_("Priority"), lambda row: row.priority),
        ExportColumn(_("References"), lambda row: "; ".join(map(str, row.references)), 30),
        ExportColumn(_("Follows"), lambda row: ", ".join(row.follows or ())),
    ]


def _worded(
    framework: Framework, name: str, spoken: Sequence[str]
) -> Iterator[ExportColumn[Requirement]]:
    """A field in each language it is in, each beside how far it can be trusted."""
    for language in spoken:
        if any(_is_said(each, name, language) for each in framework.requirements):
            yield from _with_status(framework, name, language)


def _with_status(
    framework: Framework, name: str, language: str
) -> tuple[ExportColumn[Requirement], ExportColumn[Requirement]]:
    heading = begun(wording.wording_name(name, language, gettext))
    return (
        ExportColumn(heading, lambda row: getattr(row, name).get(language, ""), 60),
        ExportColumn(
            _("%(field)s: how sure") % {"field": heading},
            lambda row: _status(framework, row, name, language),
            24,
        ),
    )


def _is_said(requirement: Requirement, name: str, language: str) -> bool:
    return language in getattr(requirement, name) or language in requirement.sources.get(name, {})


def _status(framework: Framework, requirement: Requirement, name: str, language: str) -> str:
    if not _is_said(requirement, name, language):
        return ""
    source = framework.wording_source(requirement, name, language)
    return wording.status_name(source.status if source else WordingStatus.UNSTATED, gettext)
