"""Several people who do something at the same moment, in transactions of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from samvern.engine.errors import SamvernError


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """Do them at the same moment, each with its own connection.

    Returns
    -------
    Counter
        How they ended: ``done``, or the code of what was raised, each with how often.
    """
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except SamvernError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts))
