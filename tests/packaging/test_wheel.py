"""The wheel holds all that is needed: install it alone, and it serves."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_wheel_holds_front_end_translations_and_catalogues(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "samvern/ui/static/samvern/manifest.json",
        "samvern/locale/nb/LC_MESSAGES/django.mo",
        "samvern/locale/nn/LC_MESSAGES/django.mo",
        "samvern/catalogues/programmes/ie-1125.yaml",
        "samvern/py.typed",
    ):
        assert wanted in names
    built = [Path(name).name for name in names if "/static/samvern/" in name]
    for kind in (".css", ".js", ".svg", ".woff2"):
        assert any(name.endswith(kind) for name in built), kind
    assert not [name for name in names if name.startswith("tests/")]


def test_installed_alone_it_serves_the_demo_with_its_styles_and_papers(
    wheel: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "empty"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    subprocess.run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            environment / "bin/python",
            wheel,
            "--constraint",
            ROOT / "requirements/runtime.lock",
        ],
        check=True,
    )
    port = _free_port()
    server = subprocess.Popen(
        [environment / "bin/samvern", "serve", "--demo", "--port", str(port)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        page = _fetch(f"http://127.0.0.1:{port}/", server).decode()
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert styles
        assert b"@layer" in _fetch(f"http://127.0.0.1:{port}{styles[0]}", server)
        # Drawn by a library with threads of its own, which must not have begun before the fork.
        book = _fetch(f"http://127.0.0.1:{port}/programmes/IE-1125/book.pdf", server)
        assert book.startswith(b"%PDF")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetch(address: str, server: subprocess.Popen[bytes]) -> bytes:
    """What is served, once the server answers; fails at once when the server has ended.

    A first start loads the demo, which takes a while on a busy machine.
    """
    for _attempt in range(1_800):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {server.communicate()[1].decode()}")
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return bytes(answer.read())
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
    pytest.fail("the server did not answer")
