"""The command as a process of its own: what it loads, and how it ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def run(code: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {"django", "numpy", "yaml", "jsonschema"}),
        (["--version"], {"django", "numpy", "yaml", "jsonschema"}),
        (["programme", "--help"], {"django", "numpy", "yaml", "jsonschema"}),
        (["programme", "schema", "programme"], {"django", "numpy"}),
        (["programme", "check", "IE-1125"], {"django", "numpy"}),
        (["programme", "coverage", "IE-1125"], {"django", "numpy"}),
        (["programme", "convert", "IE-1125", "--to", "json"], {"django", "numpy"}),
        (["guidance", "search", "backup"], {"django", "numpy"}),
        (["mapping", "--help"], {"django", "numpy"}),
        (["guidance", "gaps"], {"django"}),
        (["programme", "rank", "IE-1125", "--samples", "100"], {"django", "numpy.ma"}),
        (["programme", "explain", "IE-1125", "--order", "3,5,1"], {"django", "numpy.ma"}),
    ],
)
def test_offline_commands_load_no_more_than_they_need(
    arguments: list[str], unwanted: set[str]
) -> None:
    done = run(
        "import sys\nfrom samvern.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as ended:\n    code = ended.code\n"
        f"print(sorted({unwanted!r} & sys.modules.keys()), code, file=sys.stderr)\n"
    )
    assert done.stderr.splitlines()[-1] in ("[] 0", "[] 1"), done.stderr


def test_a_reader_that_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = "from samvern.cli.main import main; main(['programme', 'convert', 'IE-1125', '--to', 'json'])"
    with os.fdopen(writing, "wb") as nowhere:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=nowhere, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        (0, "check -", 2),
        (1, "check IE-1125", 1),
        (1, "convert IE-1125 --to json", 0),
        (2, "check no-such-programme", 2),
        (2, "no-such-verb", 2),
    ],
)
def test_a_stream_that_was_closed_before_is_an_empty_one(
    closed: int, arguments: str, code: int
) -> None:
    run_main = f"import sys; from samvern.cli.main import main; main(['programme', *{arguments.split()!r}])"
    command = f"import os; os.close({closed}); os.execv({sys.executable!r}, [{sys.executable!r}, '-c', {run_main!r}])"
    done = run(command)
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout if closed else "") == (code, "")


def test_a_file_without_permission_is_said_without_a_traceback(tmp_path: Path) -> None:
    closed = tmp_path / "closed.yaml"
    closed.write_text("programme: {}", encoding="utf-8")
    closed.chmod(0)
    # Whoever runs the tests as the superuser gives the right to read everything away first.
    load = "import samvern.formats.programme_file, samvern.ui.wording.errors, samvern.cli.programme"
    drop = f"{load}, os\nif os.geteuid() == 0: os.setuid(65534)\n"
    for folder in [tmp_path, *tmp_path.parents[:2]]:
        folder.chmod(0o755)
    done = run(
        f"from samvern.cli.main import main\n{drop}"
        f"main(['programme', 'convert', {str(closed)!r}, '--to', 'json'])"
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "closed.yaml" in done.stderr


def test_output_is_utf_8_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code = "from samvern.cli.main import main; main(['programme', 'coverage', 'IE-1125'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env=environment
    )
    assert "Planverk og øvelser" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("language", "usage", "no_such"),
    [
        ("nb", "Bruk:", "Det finnes ingen"),
        ("nn", "Bruk:", "Det finst ingen"),
        ("en", "Usage:", "No such"),
    ],
)
def test_the_library_speaks_the_language_of_the_reader_too(
    language: str, usage: str, no_such: str
) -> None:
    done = run(f"from samvern.cli.main import main; main(['--lang', {language!r}, 'nothing'])")
    assert done.stderr.startswith(usage)
    assert no_such in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///empty.sqlite3", "no such table"),
        ("sqlite:///no_database.txt", "file is not a database"),
        ("postgresql://nobody:nothing@127.0.0.1:1/nowhere", "connection"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_without_a_traceback(
    tmp_path: Path, url: str, said: str
) -> None:
    (tmp_path / "no_database.txt").write_text("no database", encoding="utf-8")
    done = run(
        f"import os; os.chdir({str(tmp_path)!r}); os.environ['DATABASE_URL'] = {url!r}\n"
        f"os.environ['SAMVERN_DATA_DIR'] = {str(tmp_path)!r}\n"
        "from samvern.cli.main import main; main(['--lang', 'en', 'programme', 'list'])"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "The database cannot be used: " in done.stderr
    assert said in done.stderr


def test_serve_refuses_an_address_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(
            f"import os; os.environ['SAMVERN_DATA_DIR'] = {str(tmp_path)!r}\n"
            "from samvern.cli.main import main\n"
            f"main(['--lang', 'en', 'serve', '--port', '{port}'])"
        )
    assert done.returncode == 2
    assert f"Samvern cannot listen on 127.0.0.1:{port}" in done.stderr
