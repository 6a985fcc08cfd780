"""What waits for people: one list over all modules, and the same as a calendar.

Modules hand their tasks in through :func:`samvern.base.registry.add_tasks`.
"""
