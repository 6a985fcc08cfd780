"""A worker as a process of its own, on the database of the tests: ``python -m`` with its address."""

from __future__ import annotations

import os
import signal
import sys

if __name__ == "__main__":
    os.environ["DATABASE_URL"] = sys.argv[1]
    import django

    django.setup()
    from samvern.base.jobs.worker import Worker
    from tests.base.jobs import counting
    from tests.base.jobs.clock import NOW

    counting.register()
    worker = Worker(clock=lambda: NOW)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: worker.stop())
    worker.run_until_idle()
