"""What the commands that code documents share: the coder with the user's tables, in one process or in several."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.coder import load_coder
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, shortened
from relcli.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from relcli.coder import Coder
    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import CodedEvent, Document

Files = Iterable[Iterable["Document"]]
Jobs = Annotated[
    str | None,
    Option(
        "--jobs",
        "-j",
        metavar="N",
        help="Code in N processes, at most one per processor; auto or 0 = that many.",
        show_default=False,
        rich_help_panel="Documents",
    ),
]

DIGITS = 4
"""Digits of a number of processes; a longer number is a mistake."""


def load_user_coder(environment: Environment) -> "RuleCoder":
    """Return the coder with the user's tables; errors in them are reported."""
    load_user_lexicon(environment)
    return load_coder(environment.lexicon_folders)


class LazyCoder:
    """The coder, loaded with the first document it has to code: many imports bring no new one."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    @cached_property
    def _coder(self) -> "RuleCoder":
        return load_user_coder(self._environment)

    @property
    def name(self) -> str:
        """Name and version of the coder."""
        return self._coder.name

    @property
    def lexicon_version(self) -> str:
        """Hash of the lexicon that the coder knows."""
        return self._coder.lexicon_version

    def code(self, document: "Document") -> list["CodedEvent"]:
        """Return the events of a document."""
        return self._coder.code(document)


@contextmanager
def coding(
    environment: Environment, jobs: str | None, files: Files, skip: Callable[["Document"], bool] = lambda _: False
) -> Iterator[tuple["Coder", Files]]:
    """Yield a coder and the files to take the documents from that it codes; several processes code ahead.

    Documents for which `skip` is true need not be coded.
    """
    number = number_of_jobs(jobs, environment)
    check_lexicon_folder(environment)
    if number == 1:
        yield LazyCoder(environment), files
        return
    from relcli.coder.pipeline import RuleCoder  # many imports code nothing
    from relcli.parallel import AheadCoder  # one process needs none of its machinery

    load = partial(load_coder, environment.lexicon_folders)
    with AheadCoder(number, load, RuleCoder.name, load_user_lexicon(environment).version) as coder:
        yield coder, coder.files(files, skip)


def number_of_jobs(text: str | None, environment: Environment) -> int:
    """Return how many processes `--jobs`, else the setting, asks for, at most one per processor; UsageError for
    anything that is not a number or auto."""
    text = environment.setting("jobs") if text is None else text
    if text in {"auto", "0"}:
        return environment.cores
    if not (text.isascii() and text.isdecimal()):
        raise UsageError(f"--jobs needs a number or auto, not '{shortened(text)}'")
    if len(text.lstrip("0")) > DIGITS:
        raise UsageError(f"--jobs cannot be {shortened(text)}", hint="auto = one per processor")
    number = max(1, int(text))
    if number > 1 and number > (cores := environment.cores):
        processors = "one processor" if cores == 1 else f"{cores} processors"
        environment.info(f"--jobs {number} is more than the {processors} here: using {cores}")
        return cores
    return number


def load_user_lexicon(environment: Environment) -> Lexicon:
    """Return the lexicon with the user's tables; errors in them are reported."""
    check_lexicon_folder(environment)
    lexicon = load_lexicon(environment.lexicon_folders)
    for problem in lexicon.problems:
        environment.error(problem, ExitCode.DONE)
    return lexicon


def check_lexicon_folder(environment: Environment) -> None:
    """Raise UsageError for a folder of tables that is not there: it was named by hand, and documents must not be coded
    without it.
    """
    for folder in environment.lexicon_folders:
        if not folder.is_dir():
            raise UsageError(
                "no such folder of lexicon tables", where=str(folder), hint="'relcli config' says who named it"
            )
