"""Deadlines as data: what is due when, what is overdue, and which reminders are to be sent."""

from samvern.engine.deadlines.checking import check_plan, find_flaws
from samvern.engine.deadlines.clock import OSLO, Duration, Unit, end_of_day, in_oslo, later
from samvern.engine.deadlines.one_day import (
    STEP,
    USUAL_REMINDERS,
    due_problems,
    keys_of_day,
    moved_problems,
    one_day_plan,
    reminder_problems,
    reminders_of_day,
)
from samvern.engine.deadlines.plan import DeadlinePlan, PlanSource, Reminder, Side, Step
from samvern.engine.deadlines.schedule import (
    Alarm,
    Schedule,
    ScheduledStep,
    Standing,
    Submission,
    alarms_between,
    alarms_of,
    schedule,
)

__all__ = [
    "OSLO",
    "STEP",
    "USUAL_REMINDERS",
    "Alarm",
    "DeadlinePlan",
    "Duration",
    "PlanSource",
    "Reminder",
    "Schedule",
    "ScheduledStep",
    "Side",
    "Standing",
    "Step",
    "Submission",
    "Unit",
    "alarms_between",
    "alarms_of",
    "check_plan",
    "due_problems",
    "end_of_day",
    "find_flaws",
    "in_oslo",
    "keys_of_day",
    "later",
    "moved_problems",
    "one_day_plan",
    "reminder_problems",
    "reminders_of_day",
    "schedule",
]
