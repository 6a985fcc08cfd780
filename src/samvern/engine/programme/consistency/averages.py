"""Published averages against the scores they are averages of, and the labels beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from samvern.engine.programme.consistency.causes import causes_of
from samvern.engine.programme.consistency.figures import (
    ROUNDING_RULES,
    Figure,
    agreement,
    figures_of,
    own_rule,
    telling_figures,
)
from samvern.engine.programme.consistency.findings import Finding, Severity, Statement
from samvern.engine.programme.document import Programme

#: Decimals in which an exact average is shown.
_SHOWN_DECIMALS = Decimal("0.0001")


def findings_of(programme: Programme) -> Iterator[Finding]:
    """What does not agree about the averages that a programme prints."""
    figures = list(figures_of(programme))
    yield from _wrong_numbers_of_figures(programme)
    yield from _not_recomputable(programme, figures)
    rule = own_rule(figures)
    wrong = [figure for figure in figures if not figure.agrees(rule)]
    for figure in wrong:
        yield _difference(figure, rule, figures)
    if wrong or rule != next(iter(ROUNDING_RULES)):
        yield _rounding(programme, figures, rule)
    yield from _contradicting_labels(figures)


def _wrong_numbers_of_figures(programme: Programme) -> Iterator[Finding]:
    columns = len(programme.attainment_columns)
    for published in programme.published_averages:
        for kind, printed in (("values", published.values), ("labels", published.labels)):
            if printed and len(printed) != columns:
                yield Finding.of(
                    f"averages.number_of_{kind}",
                    Severity.DISAGREEMENT,
                    ("programme", programme.id),
                    goal_set=published.goal_set,
                    printed=len(printed),
                    columns=columns,
                )


def _not_recomputable(programme: Programme, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Averages over scores that are missing or unknown."""
    recomputed = {(figure.goal_set, figure.focus_area) for figure in figures}
    for published in programme.published_averages:
        for area, _ in zip(programme.attainment_columns, published.values, strict=False):
            if (published.goal_set, area) not in recomputed:
                yield Finding.of(
                    "average.not_recomputable",
                    Severity.GAP,
                    ("focus_area", area),
                    goal_set=published.goal_set,
                )


def _difference(figure: Figure, rule: str, figures: Sequence[Figure]) -> Finding:
    exact = figure.exact
    return Finding.of(
        "average.differs",
        Severity.DISAGREEMENT,
        ("focus_area", figure.focus_area),
        arithmetic=[
            Statement.of(
                "step.sum",
                terms=" + ".join(map(_plain, figure.scores.values())),
                total=as_decimal(figure.total),
            ),
            Statement.of(
                "step.mean",
                total=as_decimal(figure.total),
                count=len(figure.scores),
                exact=as_decimal(exact),
            ),
            Statement.of("step.rounded", rule=rule, result=figure.rounded(rule)),
            Statement.of("step.printed", printed=figure.printed),
        ],
        causes=causes_of(figure, rule, figures),
        goal_set=figure.goal_set,
        printed=figure.printed,
        recomputed=figure.rounded(rule),
        exact=as_decimal(exact),
    )


def as_decimal(exact: Fraction) -> Decimal:
    """An exact figure in the decimals that are shown, without zeros that say nothing."""
    shown = (Decimal(exact.numerator) / exact.denominator).quantize(_SHOWN_DECIMALS).normalize()
    return shown if shown != shown.to_integral() else shown.quantize(Decimal(1))


def _plain(score: Fraction) -> str:
    return str(as_decimal(score))


def _rounding(programme: Programme, figures: Sequence[Figure], rule: str) -> Finding:
    """How many figures each rule would explain, and whether that settles the matter."""
    others = [other for other in ROUNDING_RULES if other != rule]
    best = max(others, key=lambda other: agreement(telling_figures(figures, other, rule), other))
    return Finding.of(
        "averages.rounding",
        Severity.REMARK,
        ("programme", programme.id),
        arithmetic=[
            Statement.of(
                "step.rule_agrees", rule=each, agree=agreement(figures, each), of=len(figures)
            )
            for each in ROUNDING_RULES
        ],
        rule=rule,
        agree=agreement(figures, rule),
        of=len(figures),
        other_rule=best,
        telling=len(telling_figures(figures, best, rule)),
    )


def _contradicting_labels(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Averages with a higher label than one that is at least as high; the nearest such one."""
    for low in figures:
        above = [
            high
            for high in figures
            if high.label is not None
            and low.label is not None
            and high.printed >= low.printed
            and high.label < low.label
        ]
        if not above or low.label is None:
            continue
        high = min(above, key=lambda figure: figure.printed)
        yield Finding.of(
            "average.label_contradicts",
            Severity.DISAGREEMENT,
            ("focus_area", low.focus_area),
            goal_set=low.goal_set,
            printed=low.printed,
            label=low.label,
            other_area=high.focus_area,
            other_set=high.goal_set,
            other_printed=high.printed,
            other_label=high.label or Decimal(0),
        )
