"""The short check of a small clinic: its questions, its way through them, and the next steps."""

from samvern.engine.checks.check import (
    ALWAYS_OFFERED,
    WEIGHTS,
    Check,
    CheckSource,
    ClinicFact,
    FactRule,
    Letter,
    Offer,
    Question,
    Task,
    Weight,
    offer_of,
)
from samvern.engine.checks.checking import find_flaws, find_mismatches
from samvern.engine.checks.facts import DirectoryEntry, asked, known_facts, presets
from samvern.engine.checks.next_steps import (
    MOST_STEPS,
    Ending,
    NextStep,
    Outcome,
    StepKind,
    every_step,
    outcome,
)
from samvern.engine.checks.pages import (
    CheckProgress,
    QuestionPage,
    next_page,
    pages_of,
    progress,
)
from samvern.engine.checks.plainness import (
    CheckReadability,
    QuestionReadability,
    readability_of,
    step_texts,
)

__all__ = [
    "ALWAYS_OFFERED",
    "MOST_STEPS",
    "WEIGHTS",
    "Check",
    "CheckProgress",
    "CheckReadability",
    "CheckSource",
    "ClinicFact",
    "DirectoryEntry",
    "Ending",
    "FactRule",
    "Letter",
    "NextStep",
    "Offer",
    "Outcome",
    "Question",
    "QuestionPage",
    "QuestionReadability",
    "StepKind",
    "Task",
    "Weight",
    "asked",
    "every_step",
    "find_flaws",
    "find_mismatches",
    "known_facts",
    "next_page",
    "offer_of",
    "outcome",
    "pages_of",
    "presets",
    "progress",
    "readability_of",
    "step_texts",
]
