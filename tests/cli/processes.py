"""Runs command lines as a person would: in a shell, through pipes, or on a pseudo-terminal of a given size."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from . import inside, scripted
from .inside import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
PATIENCE = 300.0
"""Seconds to wait for what a process does sooner or later; only a test that fails waits so long."""


class Workplace:
    """A folder with a few news documents, a database of their events, an event file, and a command `relcli`."""

    def __init__(self, folder: Path, program: str = "relcli") -> None:
        """Make the folder; `program` is the module that the command runs."""
        self.folder = folder
        shutil.copytree(scripted.NEWS, folder / "news")
        shutil.copy(scripted.EVENTS, folder / "events.tab")
        scripted.build(folder / "news.db")
        commands = folder / ".bin"
        commands.mkdir()
        (commands / "relcli").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {program} "$@"\n')
        (commands / "relcli").chmod(0o755)
        self.variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.variables |= {
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "HOME": str(folder / "home"),
            "LOGNAME": "reader",
            "RELCLI_DB": "news.db",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "PAGER": "cat",
        }

    def run(self, line: str, size: tuple[int, int] | None = None, keys: str = "") -> Outcome:
        """Run one line of shell; with `size` (columns, rows) on a pseudo-terminal, where `keys` are pressed."""
        return self._on_terminal(line, size, keys) if size else self._through_pipes(line)

    def call(self, line: str) -> Outcome:
        """Run one line, without a process where it is a command line of relcli that needs none."""
        words = inside.plain_words(line)
        return inside.call(words, self.folder, self.variables) if words else self.run(line)

    @contextmanager
    def running(
        self, line: str, stdout: IO[str] | None = None, stdin: int | None = None
    ) -> Iterator[subprocess.Popen[str]]:
        """Start relcli, to be interrupted while it runs; it and all its processes are gone in the end. Without `stdout`
        what it writes there is thrown away; standard error is a pipe. `stdin` is the reading end of a pipe."""
        process = subprocess.Popen(
            [sys.executable, "-m", "relcli", *line.split()],
            cwd=self.folder,
            env=self.variables,
            stdin=stdin,
            stdout=stdout or subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.communicate()

    def documents_in(self, database: str) -> int:
        """Return how many documents a database holds, 0 where it is not there yet."""
        try:
            with closing(sqlite3.connect(f"{(self.folder / database).as_uri()}?mode=ro", uri=True)) as connection:
                return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
        except sqlite3.OperationalError:
            return 0

    def _variables_of(self, line: str) -> dict[str, str]:
        """Return the environment of a line. Where files may not grow, Python must not write the bytecode of its
        modules: it does not notice that a file is cut off, and every later process would read it."""
        return {**self.variables, "PYTHONDONTWRITEBYTECODE": "1"} if "ulimit" in line else self.variables

    def _through_pipes(self, line: str) -> Outcome:
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self._variables_of(line),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Outcome(done.stdout.decode(), done.stderr.decode(), done.returncode)

    def _on_terminal(self, line: str, size: tuple[int, int], keys: str) -> Outcome:
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        process = subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.variables,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        os.write(ours, keys.encode())
        written = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            written += part
        os.close(ours)
        return Outcome(written.decode(errors="replace").replace("\r\n", "\n"), "", process.wait(timeout=PATIENCE))


def wait_until(condition: Callable[[], object], process: subprocess.Popen[str] | None = None) -> None:
    """Wait for something to become true, which a process that is still running brings about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process is None or process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
