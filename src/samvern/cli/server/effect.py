"""``samvern effect list|show|compute|evidence``: studies of effect in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.apps.effects.queries import StudyPage, StudyRow

PROGRAMME = click.argument("programme")
STUDY = click.argument("study_id", type=WholeNumber(1, 2**63 - 1))


@click.command("list", help=_("List the effect studies of a programme, by its code."))
@PROGRAMME
@AS_JSON
@AS_PERSON
def list_studies(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each study."""
    django_setup()
    from samvern.apps.effects import queries

    viewer = acting_viewer(email)
    rows = queries.study_rows(viewer, queries.programme_for(viewer, programme))
    if as_json:
        print_json({"studies": [_facts(row) for row in rows]})
        return
    for row in rows:
        card = row.told.card if row.told else None
        click.echo(f"{row.id}\t{row.measure}\t{row.indicator.code}\t{_level(row)}")
        if card is not None:
            click.echo(f"\t{_headline(row)}")


@click.command("show", help=_("Show an effect study of a programme, as far as you may be told."))
@PROGRAMME
@STUDY
@AS_JSON
@AS_PERSON
def show_study(programme: str, study_id: int, as_json: bool, email: str | None) -> None:
    """The card, or that there is none."""
    django_setup()
    from samvern.apps.effects import queries

    _show(queries.study_page(acting_viewer(email), programme, study_id), as_json=as_json)


@click.command("compute", help=_("Compute an effect study for the values as they are, and wait."))
@PROGRAMME
@STUDY
@AS_JSON
@AS_PERSON
def compute_study(programme: str, study_id: int, as_json: bool, email: str | None) -> None:
    """Compute it now."""
    django_setup()
    from django.utils import timezone

    from samvern.apps.effects import operations, queries

    by = acting_viewer(email)
    queries.study_for(by, study_id, code=programme)
    operations.compute_study(by=by, study_id=study_id, at=timezone.now(), is_patient=True)
    _show(queries.study_page(by, programme, study_id), as_json=as_json)


@click.command("evidence", help=_("Say how much is known of what the measures of a programme do."))
@PROGRAMME
@AS_JSON
@AS_PERSON
def show_evidence(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each measure."""
    django_setup()
    from django.utils import translation

    from samvern.apps.effects import queries
    from samvern.ui.wording.effect_grounds import grounds_name, programme_answer

    with translation.override(language()):
        page = queries.evidence_page(acting_viewer(email), programme)
    if as_json:
        measures = [
            {
                "measure": row.measure,
                "grounds": row.grounds.value,
                "study": row.study.id if row.study else None,
                "studies": row.studies,
            }
            for row in page.rows
        ]
        counts = {grounds.value: count for grounds, count in page.counts.items()}
        print_json({"programme": page.programme.code, "counts": counts, "measures": measures})
        return
    click.echo(programme_answer(page.counts, _))
    for row in page.rows:
        click.echo(f"{row.measure}\t{grounds_name(row.grounds, _)}\t{row.title}")


def _show(page: StudyPage, *, as_json: bool) -> None:
    from django.utils import translation

    from samvern.apps.effects.pages.words import unit_of_difference
    from samvern.cli.effect import lines
    from samvern.engine.errors import NotReady

    if page.told is None or page.result is None:
        raise NotReady("effect_study.not_computed")
    card = page.told.card
    if as_json:
        print_json(
            {
                "study": page.study.pk,
                "measure": page.measure.code,
                "indicator": page.study.indicator.code,
                "digest": page.result.digest,
                "computed_at": page.result.computed_at.isoformat(),
                "is_older": page.is_older,
                "is_whole": page.told.is_whole,
                "card": card.to_json() if card else None,
            }
        )
        return
    if card is None:
        raise NotReady("effect_study.withheld")
    with translation.override(language()):
        unit = unit_of_difference(page.study.indicator)
    for line in lines(card, unit):
        click.echo(line)
    if page.is_older:
        click.echo(_("Values have been given since it was computed."), err=True)


def _level(row: StudyRow) -> str:
    from samvern.ui.wording.effect_grounds import grounds_name

    return grounds_name(row.grounds(is_judged=False), _)


def _headline(row: StudyRow) -> str:
    from django.utils import translation

    from samvern.apps.effects.pages import words

    with translation.override(language()):
        return words.answer(row.told, row.indicator)


def _facts(row: StudyRow) -> dict[str, object]:
    return {
        "id": row.id,
        "measure": row.measure,
        "indicator": row.indicator.code,
        "grounds": row.grounds(is_judged=False).value,
        "computed_at": row.computed_at and row.computed_at.isoformat(),
        "published": row.number,
        "is_older": row.is_older,
        "is_example": row.is_example,
    }
