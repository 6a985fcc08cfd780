"""The short check in words: its questions on a terminal, and how easily they read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samvern.engine.checks import Check, CheckReadability, QuestionPage, progress
from samvern.engine.programme.document import Text, in_language
from samvern.ui.wording.sentences import Gettext


def check_lines(
    check: Check, pages: Sequence[QuestionPage], language: str, _: Gettext
) -> Iterator[str]:
    """A check from its first question to the line for the wall."""
    minutes = progress(pages, (), language).minutes_left
    yield in_language(check.title, language)
    count = _("Questions: %(count)d. About %(minutes)d minutes.")
    yield count % {"count": len(pages), "minutes": minutes}
    for page in pages:
        yield ""
        yield from _page_lines(page, check, language, _)


def _page_lines(page: QuestionPage, check: Check, language: str, _: Gettext) -> Iterator[str]:
    def say(text: Text) -> str:
        return in_language(text, language)

    question = page.question
    yield f"{question.id} {say(page.title)}"
    for text in (page.text, question.help, question.patients):
        yield f"    {say(text)}"
    for offer in question.offers:
        yield f"  ○ {say(question.answers[offer])}"
    if question.when:
        fact = next(each for each in check.facts if each.id == question.when)
        yield "    " + _("Asked only when: %(fact)s") % {"fact": say(fact.title)}
    for label, task in ((_("Next step"), question.step), (_("Find out"), question.find_out)):
        who = f" {say(task.who)}" if task.who else ""
        minutes = _("%(minutes)d minutes") % {"minutes": task.minutes}
        yield f"    {label}: {say(task.do)}{who} ({minutes})"
    if question.ask:
        yield "    " + _("Ask the supplier: %(question)s") % {"question": say(question.ask)}
    weight, because = question.weight.value, say(question.weight.because)
    yield "    " + _("Weight %(weight)d of 5: %(because)s") % {"weight": weight, "because": because}
    yield "    " + _("For the wall: %(text)s") % {"text": say(question.poster)}


def lix_lines(found: CheckReadability, _: Gettext) -> Iterator[str]:
    """A line for each question, and what they read like together."""
    yield _("LIX of the page, LIX of the next steps, question")
    for each in found.questions:
        yield f"{each.page.lix:6.1f} {each.steps.lix:6.1f}  {each.question} {each.title}"
    together = _("All of it")
    yield f"{found.pages.lix:6.1f} {found.steps.lix:6.1f}  {together}"
