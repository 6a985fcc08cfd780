"""``samvern serve`` and ``samvern migrate``: from an empty folder to a running service."""

from __future__ import annotations

import os
import socket
import subprocess
from typing import Any

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.server import django_setup, own_command
from samvern.cli.server.worker import beside_this_process
from samvern.cli.words import _
from samvern.engine.errors import InvalidInput


@click.command("serve", help=_("Prepare the database and serve Samvern until stopped."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=WholeNumber(1, 65535))
@click.option("--demo", is_flag=True, help=_("Demo mode: a made-up sector with known log-ins."))
def serve(host: str, port: int, demo: bool) -> None:
    """Prepare the database and serve Samvern until stopped."""
    if demo:
        os.environ["SAMVERN_MODE"] = "demo"
    os.environ.setdefault("SAMVERN_BASE_URL", f"http://127.0.0.1:{port}")
    _refuse_unusable_address(host, port)
    django_setup()
    from django.conf import settings

    prepare_database()
    if settings.IS_DEMO:
        _load_demo()
    from samvern.base.startup import refuse_unsafe_start

    refuse_unsafe_start()
    click.echo(
        _("Samvern answers at %(address)s (stop with Ctrl+C)") % {"address": settings.BASE_URL},
        err=True,
    )
    if settings.IS_DEMO:
        from samvern.cli.server.demo import print_log_ins

        print_log_ins()
    with beside_this_process(settings.JOB_WORKERS):
        _run_server(f"{host}:{port}", settings.WORKERS)


@click.command("migrate", help=_("Bring the database up to this version; safe to repeat."))
def migrate() -> None:
    """Bring the database up to this version; safe to repeat."""
    django_setup()
    prepare_database()
    click.echo(_("The database is up to date."), err=True)


def _refuse_unusable_address(host: str, port: int) -> None:
    """Say so now; the server itself would first try again and again."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        detail = error.strerror or str(error)
        raise InvalidInput(
            "serve.address_unusable", address=f"{host}:{port}", detail=detail
        ) from None


def prepare_database() -> None:
    """Tables, the shared cache, and facts left over from a crash."""
    from django.core.management import call_command

    from samvern.base import facts

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    facts.deliver_remaining()


def _load_demo() -> None:
    """In a process of its own, since threads begun here would be missing in what the server forks.

    Typst keeps such threads: a paper would be waited for without end.
    """
    ended = subprocess.run(own_command("demo", "load", "--no-log-ins"), check=False)  # noqa: S603 - our own program
    if ended.returncode:
        raise SystemExit(ended.returncode)


def _run_server(bind: str, workers: int) -> None:
    """Gunicorn with threads, loaded before the fork so that a start is quick."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": bind,
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "preload_app": True,
                "timeout": 60,
                "graceful_timeout": 20,
                "loglevel": "warning",
                "proc_name": "samvern",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from django.conf import settings
            from django.utils.module_loading import import_string

            application = import_string(settings.WSGI_APPLICATION)
            connections.close_all()
            return application

    Server().run()
