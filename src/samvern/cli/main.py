"""The command ``samvern``: nouns with verbs, loaded only when they are asked for.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 done with
findings, 2 wrong input, 3 not allowed; 130 stopped with Ctrl+C, as in any shell.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from samvern import __version__
from samvern.cli import words
from samvern.cli.words import _
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady, SamvernError

DONE, FINDINGS, WRONG_INPUT, NOT_ALLOWED = 0, 1, 2, 3

#: Problems of one file that are told at once.
MOST_PROBLEMS = 50

#: Every noun or single verb, and where it is defined.
COMMANDS: Mapping[str, str] = {
    "programme": "samvern.cli.programme:programme",
    "framework": "samvern.cli.framework:framework",
    "mapping": "samvern.cli.mapping:mapping",
    "guidance": "samvern.cli.guidance:guidance",
    "deadline": "samvern.cli.deadline:deadline",
    "assessment": "samvern.cli.assessment:assessment",
    "check": "samvern.cli.check:check",
    "effect": "samvern.cli.effect:effect",
    "action": "samvern.cli.server.action:action",
    "actor": "samvern.cli.server.actor:actor",
    "evidence": "samvern.cli.server.evidence:evidence",
    "population": "samvern.cli.server.population:population",
    "panel": "samvern.cli.server.panel:panel",
    "campaign": "samvern.cli.server.campaign:campaign",
    "paper": "samvern.cli.server.paper:paper",
    "round": "samvern.cli.server.round:reporting_round",
    "task": "samvern.cli.server.task:task",
    "scenario": "samvern.cli.server.decisions:scenario",
    "decision": "samvern.cli.server.decisions:decision",
    "roadmap": "samvern.cli.server.roadmap:roadmap",
    "indicator": "samvern.cli.server.indicator:indicator",
    "job": "samvern.cli.server.job:job",
    "worker": "samvern.cli.server.worker:worker",
    "serve": "samvern.cli.server.serve:serve",
    "migrate": "samvern.cli.server.serve:migrate",
    "demo": "samvern.cli.server.demo:demo",
    "user": "samvern.cli.server.admin:user",
    "token": "samvern.cli.server.admin:token",
    "audit": "samvern.cli.server.admin:audit",
    "files": "samvern.cli.server.admin:files",
    "facts": "samvern.cli.server.admin:facts",
    "openapi": "samvern.cli.server.admin:openapi",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used or listed by name."""

    def __init__(self, *arguments: Any, lazy: Mapping[str, str] | None = None, **options: Any):
        super().__init__(*arguments, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, loaded or not."""
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if need be."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = self.lazy[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def build() -> click.Group:
    """The whole command line, in the language in use."""
    root = LazyGroup(
        "samvern",
        lazy=COMMANDS,
        help=_("A whole sector governs its digital security: programmes, actors, ranking."),
        epilog=_("Exit codes: 0 done, 1 done with findings, 2 wrong input, 3 not allowed."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(["nb", "nn", "en"]),
                expose_value=False,
                help=_("Language of messages: bokmål (default), nynorsk or English."),
            )
        ],
    )
    return click.version_option(__version__, prog_name="samvern")(root)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    words.choose(given)
    _open_closed_streams()
    _speak_utf8()
    try:
        # Not through click's own main, which ends with 1 when a reader leaves early.
        root = build()
        with root.make_context("samvern", list(given)) as context:
            code = root.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except SamvernError as error:
        report(error)
        code = NOT_ALLOWED if isinstance(error, NotAllowed) else WRONG_INPUT
    except click.ClickException as error:
        error.show()
        code = WRONG_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        code = 130
    except BrokenPipeError:
        # The reader of our output has seen enough; say nothing more to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except OSError as error:
        if told := _of_writing(error):
            report(told)
        else:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"samvern: {place}{error.strerror or error}", err=True)
        code = WRONG_INPUT
    except Exception as error:
        if not _is_of_database(error):
            raise
        report(NotReady("database.unusable", detail=str(error).partition("\n")[0]))
        code = WRONG_INPUT
    sys.exit(code if isinstance(code, int) else DONE)


def _of_writing(error: OSError) -> SamvernError | None:
    """Why a file cannot be written, in our words; what cannot be read is told where it is read."""
    codes = {FileNotFoundError: "file.no_folder", PermissionError: "file.not_writable"}
    code = codes.get(type(error))
    return InvalidInput(code, name=str(error.filename)) if code and error.filename else None


def _is_of_database(error: Exception) -> bool:
    """Whether a database is missing, empty or out of reach; offline commands never load one."""
    database = sys.modules.get("django.db")
    return (
        database is not None
        and isinstance(error, database.DatabaseError)
        and not isinstance(error, database.IntegrityError)
    )


def _open_closed_streams() -> None:
    """Give an empty stream for each that was closed before the start (``>&-`` in a shell)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def report(error: SamvernError) -> None:
    """Say on standard error what is wrong, where, and what to do."""
    from samvern.ui.wording import errors as wording

    _complain(f"samvern: {wording.title(error, _)}")
    for problem in error.problems[:MOST_PROBLEMS]:
        place = problem.where
        if problem.line is not None:
            line = _("line %(line)d, column %(column)d") % {
                "line": problem.line,
                "column": problem.column or 1,
            }
            place = f"{line}: {place}" if place else line
        sentence = wording.problem(problem, _)
        _complain(f"  {place}: {sentence}" if place else f"  {sentence}")
    hidden = len(error.problems) - MOST_PROBLEMS
    if hidden > 0:
        _complain("  " + _("… and %(count)d more.") % {"count": hidden})
    if advice := wording.advice(error, _):
        _complain(advice)


def _complain(line: str) -> None:
    """A line on standard error; what a hostile file put into it cannot steer the terminal."""
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)
    click.echo(shown, err=True)
