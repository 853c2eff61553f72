"""The one door to the world around the program: streams, terminal, clock, variables, paths.

Except for the entry point of the program, and a look at where SQLite keeps temporary files, no other module reads
`sys`, `os.environ` or the clock: they ask the one Environment that is handed down. That makes "standard output is a
pipe" or "the terminal has 200 columns and knows only ASCII" an ordinary test.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from relcli.errors import RelcliError
from relcli.escaping import escape_line, is_text, written_out
from relcli.setting_keys import DEFAULT, WIDEST, Setting
from relcli.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT_WIDTH = 80
"""Columns, where the width is unknown."""
DEFAULT_HEIGHT = 24
"""Lines, where the height is unknown."""


class ClosedOutput:
    """Replaces a standard stream that was closed before the program started: writing to it is an error, not a loss."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Refuse to write."""
        raise RelcliError("standard output is closed")

    def flush(self) -> None:
        """Do nothing: nothing was written."""

    def isatty(self) -> bool:
        """Return False."""
        return False


def _is_count(text: str) -> bool:
    """Is a variable of the terminal a number that can be a size?"""
    return text.isascii() and text.isdecimal() and len(text) <= len(str(WIDEST)) and int(text) > 0


def _account_name() -> str:
    """Return the name of the user in the system's list of accounts, '' where there is none: in a container, or on
    Windows."""
    try:
        import pwd  # rarely needed, and not everywhere

        name = pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, AttributeError, KeyError, OSError):
        return ""
    return name if is_text(name) else ""


class Environment(NamedTuple):
    """Streams, variables, settings and the options that all commands share (`--color`, `--width`, `--today`,
    `--quiet`).

    Tests make one from `io.StringIO` streams, with `stdout_is_terminal=True` where they want a terminal.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str] = MappingProxyType({})
    stdin_is_terminal: bool = False
    stdout_is_terminal: bool = False
    stderr_is_terminal: bool = False
    platform: str = "linux"
    color_choice: str = "auto"
    width_choice: int = 0
    today_choice: str = ""
    quiet: bool = False
    debug: bool = False
    error_format_choice: str = ""
    account: Callable[[], str] = lambda: ""
    settings_from_files: Settings | None = None

    @classmethod
    def of_process(cls) -> Environment:
        """Return the environment of the running process.

        Its output gets `\\n` line ends and, away from a terminal, UTF-8 unless PYTHONIOENCODING says otherwise.
        """
        closed: Any = ClosedOutput()
        stdout, stderr = sys.stdout or closed, sys.stderr or closed
        sys.stdout = stdout  # Typer writes its help to it directly
        chosen = os.environ.get("PYTHONIOENCODING")
        for stream in (stdout, stderr):
            if stream is closed or not hasattr(stream, "reconfigure"):
                continue
            encoding = None if chosen or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
        if hasattr(sys.stdin, "reconfigure"):  # what is not text is an error of who asks for text, with a place
            sys.stdin.reconfigure(errors="surrogateescape")
        return cls.reading_settings(
            stdin=sys.stdin,
            stdout=stdout,
            stderr=stderr,
            variables=os.environ,
            stdin_is_terminal=bool(sys.stdin) and sys.stdin.isatty(),
            stdout_is_terminal=stdout.isatty(),
            stderr_is_terminal=stderr.isatty(),
            platform=sys.platform,
            account=_account_name,
        )

    @classmethod
    def reading_settings(cls, **given: Any) -> Environment:
        """Return an environment that also takes settings from files: the project's, found upwards from the working
        directory, and the user's own."""
        made = cls(**given)
        try:
            folder = os.getcwd()
        except OSError:  # the directory was removed
            folder = ""
        settings = Settings(made.variables, folder, made.config_directory, made.home)
        return made._replace(settings_from_files=settings)

    def with_choices(
        self, *, color: str = "auto", width: int = 0, today: str = "", quiet: bool = False, debug: bool = False
    ) -> Environment:
        """Return this environment with the choices made on the command line."""
        return self._replace(color_choice=color, width_choice=width, today_choice=today, quiet=quiet, debug=debug)

    @property
    def settings(self) -> Settings:
        """The settings made outside the command line. An environment made by hand has only those of its variables."""
        return self.settings_from_files or Settings(self.variables)

    def setting_with_origin(self, name: str) -> Setting:
        """Return the value of a key outside the command line, and where it comes from (see `relcli.settings`)."""
        found = self.settings.look_up(name)
        if not found.is_default:
            return found
        default = {
            "db": lambda: str(self.data_directory / "relcli.db"),
            "lexicon": lambda: str(self.config_directory / "lexicon"),
            "author": lambda: self._login,
        }.get(name)
        return Setting(default(), DEFAULT) if default else found

    def setting(self, name: str) -> Any:
        """Return the value of a key, or its default where it is not set. UsageError names the place of an invalid
        value."""
        return self.setting_with_origin(name).value

    @property
    def width(self) -> int:
        """Columns to fill: `--width`, else the setting, else COLUMNS, else those of the terminal, else 80."""
        if self.width_choice:
            return self.width_choice
        if width := self.setting("width"):
            return int(width)
        return self._columns_of(self.stdout, known=self.stdout_is_terminal)

    def _columns_of(self, stream: TextIO, *, known: bool = True) -> int:
        """Return COLUMNS, else the columns of the terminal that a stream is `known` to be, else 80."""
        columns = self.variables.get("COLUMNS", "")
        if _is_count(columns):
            return min(int(columns), WIDEST)
        try:
            return (os.get_terminal_size(stream.fileno()).columns if known else 0) or DEFAULT_WIDTH
        except (OSError, ValueError):
            return DEFAULT_WIDTH

    @property
    def height(self) -> int:
        """Lines of the terminal: LINES, else those it has, else 24."""
        lines = self.variables.get("LINES", "")
        if _is_count(lines):
            return int(lines)
        try:
            return os.get_terminal_size(self.stdout.fileno()).lines or DEFAULT_HEIGHT
        except (OSError, ValueError):
            return DEFAULT_HEIGHT

    @property
    def color(self) -> bool:
        """Is output coloured? `--color` decides, then the setting, NO_COLOR, FORCE_COLOR, TERM, and whether it goes to
        a terminal. A setting in a file overrides NO_COLOR because no-color.org asks for that."""
        choice = self.color_choice if self.color_choice != "auto" else self.setting("color")
        if choice != "auto":
            return bool(choice == "always")
        if self.variables.get("NO_COLOR"):
            return False
        if self.variables.get("FORCE_COLOR", "0") not in {"", "0"}:
            return True
        return self.stdout_is_terminal and self.variables.get("TERM") != "dumb"

    def can_write(self, text: str) -> bool:
        """Can the encoding of standard output represent every character of `text`?"""
        try:
            text.encode(self.stdout.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    @property
    def today(self) -> str:
        """The current day (`--today`, else by the local clock), as an ISO date."""
        return self.today_choice or time.strftime("%Y-%m-%d")

    @property
    def now(self) -> str:
        """The current time, as an ISO timestamp in local time; `--today` sets its day."""
        return f"{self.today}T{time.strftime('%H:%M:%S')}"

    def info(self, line: str) -> None:
        """Write one line of information to standard error, unless `--quiet`."""
        if not self.quiet:
            self.warn(line)

    def note(self, line: str) -> None:
        """Write one line of information about the answer above it, faint where it stands on the same coloured terminal,
        so that it is not taken for one more row."""
        if self.quiet or self.errors_as_json or not (self.stderr_is_terminal and self.color):
            self.info(line)
        else:
            self._write_error(f"\x1b[2m{self._fitted(escape_line(line))}\x1b[0m\n")

    def warn(self, line: str) -> None:
        """Write one line to standard error, even with `--quiet`; as {"message": ...} where errors are JSON."""
        if self.errors_as_json:
            self._write_object({"message": line.removeprefix("relcli: ")})
        else:
            self._write_error(self._fitted(escape_line(line)) + "\n")

    def _fitted(self, line: str) -> str:
        """Return a line for standard error: broken at blanks to the columns of a terminal, whole anywhere else, where
        `grep` is to find what belongs together."""
        if not self.stderr_is_terminal:
            return line
        columns = self._columns_of(self.stderr)
        if len(line) <= columns:
            return line
        from textwrap import fill

        return fill(line, columns, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)

    def error(self, error: RelcliError, code: int | None = None, traceback: str = "") -> None:
        """Write an error to standard error: its traceback, if given, and one line; or one JSON object with its parts.
        `code` replaces the exit code of the error."""
        if not self.errors_as_json:
            self._write_error(written_out(traceback))
            self.warn(f"relcli: {error}")
            return
        parts = error.parts(code)
        self._write_object({**parts, "traceback": traceback} if traceback else parts)

    def show_trace(self, text: str) -> None:
        """Write a traceback to standard error; as {"traceback": ...} where errors are JSON."""
        if self.errors_as_json:
            self._write_object({"traceback": text})
        else:
            self._write_error(written_out(text))

    @property
    def errors_as_json(self) -> bool:
        """Are errors and messages JSON objects? `--error-format` decides, then the setting."""
        try:
            return (self.error_format_choice or self.setting("error_format")) == "json"
        except (RelcliError, OSError):  # settings that cannot be read are themselves an error to report
            return False

    def _write_object(self, parts: dict[str, Any]) -> None:
        import json  # rarely needed

        readable = {name: written_out(value) if isinstance(value, str) else value for name, value in parts.items()}
        self._write_error(json.dumps(readable, ensure_ascii=False) + "\n")

    def _write_error(self, text: str) -> None:
        """Write to standard error; a failure to do so is ignored, since there is nowhere to report it."""
        try:
            self.stderr.write(text)
            self.stderr.flush()
        except (OSError, RelcliError):
            pass

    @property
    def author(self) -> str:
        """Who changes the database: the setting, else the name of the user's account, '' if it is unknown."""
        return str(self.setting("author"))

    @property
    def _login(self) -> str:
        named = [self.variables.get(name, "") for name in ("LOGNAME", "USER", "USERNAME")]
        return next((name for name in named if name and is_text(name)), "") or self.account()

    @property
    def cores(self) -> int:
        """The number of processors this process may use: those of the machine, of its affinity, of its share of a
        container."""
        usable = getattr(os, "sched_getaffinity", None)
        number = len(usable(0)) if usable else os.cpu_count() or 1
        return max(1, min(number, _cores_of_container() or number))

    @property
    def home(self) -> Path:
        """The user's home directory."""
        named = self.variables.get("USERPROFILE" if self.platform == "win32" else "HOME")
        return Path(named) if named else Path.home()

    def _user_directory(self, xdg: str, fallback: str) -> Path:
        if self.platform == "win32":
            local = self.variables.get("LOCALAPPDATA")
            return (Path(local) if local else self.home / "AppData" / "Local") / "relcli"
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support" / "relcli"
        named = self.variables.get(xdg, "")
        # The XDG base directory specification says to ignore a path that is not absolute.
        return (Path(named) if os.path.isabs(named) else self.home / fallback) / "relcli"

    @property
    def data_directory(self) -> Path:
        """The directory of the user's data: in XDG_DATA_HOME, Application Support or LOCALAPPDATA."""
        return self._user_directory("XDG_DATA_HOME", ".local/share")

    @property
    def config_directory(self) -> Path:
        """The directory of the user's configuration file and lexicon tables."""
        return self._user_directory("XDG_CONFIG_HOME", ".config")

    @property
    def lexicon_directory(self) -> Path:
        """The folder of the user's own lexicon tables: the setting, else `lexicon` in the configuration directory."""
        return Path(self.setting("lexicon"))

    @property
    def lexicon_folders(self) -> tuple[Path, ...]:
        """The folders to read tables from: the one that is set, even if it is missing, else the default one if it
        exists."""
        setting = self.setting_with_origin("lexicon")
        folder = Path(setting.value)
        return (folder,) if not setting.is_default or folder.is_dir() else ()

    @property
    def database_path(self) -> Path:
        """The database to use without `--db`: the setting, else `relcli.db` in the data directory."""
        return Path(self.setting("db"))


def _cores_of_container(root: str = "/sys/fs/cgroup", member: str = "/proc/self/cgroup") -> int:
    """Return how many processors' time the control groups of Linux (versions 1 and 2) leave this process, rounded up; 0
    where nothing limits it. The limits of all groups above it hold too."""
    groups = [line.split(":", 2) for line in _read(member).splitlines() if line.count(":") >= 2]
    shares: list[int] = []
    for _, controllers, path in groups:
        if controllers and "cpu" not in controllers.split(","):
            continue
        folder = root if not controllers else f"{root}/{controllers}"
        parts = path.strip("/").split("/")
        for depth in range(len(parts) + 1):
            place = "/".join((folder, *parts[:depth]))
            words = _read(f"{place}/cpu.max").split() or [
                _read(f"{place}/cpu.cfs_{name}_us").strip() for name in ("quota", "period")
            ]
            if len(words) == 2 and all(word.isdecimal() for word in words) and int(words[1]):
                shares.append(-(-int(words[0]) // int(words[1])))
    return min(shares, default=0)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeError):
        return ""
