"""Runs command lines of relcli within this process, as if each had one of its own.

What a command sees or changes of its process is replaced for the while and put back: standard streams, variables,
working folder, what an interrupt does. The coder with the shipped lexicon is loaded once.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import signal
import sys
import warnings
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from unittest import mock

from relcli import coder
from relcli.cli import coders
from relcli.commands import lexicon
from relcli.lexicon import load_lexicon, own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from relcli.environment import Environment

_QUOTED = re.compile(r"'[^']*'|\"[^\"$`\\]*\"")
_OF_A_SHELL = re.compile(r"[|<>;&()$`\\*?\[\]{}~#!]")
T = TypeVar("T")


class Outcome(NamedTuple):
    """What a command line gave; on a terminal both streams are one, in `stdout`."""

    stdout: str
    stderr: str
    code: int


def run_in_process(arguments: Sequence[str], environment: Environment) -> int:
    """Run one command line in an environment and return its exit code; errors are raised."""
    from relcli.cli.app import run

    return run(arguments, environment)


def run_as_program(arguments: Sequence[str]) -> int:
    """Run one command line in the environment of this process and return its exit code; errors are printed."""
    from relcli.cli.app import run
    from relcli.cli.process import exit_code_of

    return exit_code_of(arguments, run)


def plain_words(line: str) -> list[str]:
    """Return the words after `relcli` of a line that needs no shell and no process of its own; [] for all others."""
    if not line.startswith("relcli ") or _OF_A_SHELL.search(_QUOTED.sub("", line)):
        return []
    words = shlex.split(line)[1:]
    alone = words[:1] in (["--version"], ["-V"]) or words[:2] == ["config", "edit"]
    several = any(word.startswith(("--jobs", "-j")) for word in words)
    return [] if alone or several else words


def call(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Outcome:
    """Run one command line in a folder with these variables and nothing else, without any standard input."""
    stdout, stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with _process(folder, variables), redirect_stdout(stdout), redirect_stderr(stderr):
        code = run_as_program(words)
    return Outcome(_written(stdout), _written(stderr), code)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined,no-any-return]


@contextmanager
def _process(folder: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """Have a working folder and variables, no standard input, and leave no trace of what a command changes."""
    if load_lexicon.cache_info().currsize > 1:  # tables of a user, known by a name that means another folder here
        load_lexicon.cache_clear()
    before = os.getcwd(), signal.getsignal(signal.SIGINT)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, variables, clear=True))
        stack.enter_context(mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8")))
        stack.enter_context(shared_tables())
        stack.enter_context(warnings.catch_warnings())
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before[0])
            signal.signal(signal.SIGINT, before[1])


@contextmanager
def shared_tables() -> Iterator[None]:
    """Have the shipped tables read, checked and made a coder of only once, however often they are asked for."""
    shared_coder, shared_check = _shared(coder.load_coder), _shared(own.read_all)
    with mock.patch.object(coders, "load_coder", shared_coder), mock.patch.object(lexicon, "read_all", shared_check):
        yield


@cache
def _shared(function: Callable[..., T]) -> Callable[..., T]:
    """Return a function of the user's tables that remembers its answer where there are none."""
    without_any = cache(function)
    return lambda *folders: function(*folders) if any(folders) else without_any(())
