"""What the commands that code documents share: the coder with the user's tables, in one process or in
several."""

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relcli.coder import Coder
    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import CodedEvent, Document
    from relcli.lexicon import Lexicon

    Files = Iterable[Iterable[Document]]

Jobs = Annotated[
    str | None,
    Option(
        "--jobs",
        "-j",
        metavar="N",
        help="Code in N processes; auto or 0 = one a processor.",
        show_default=False,
        rich_help_panel="Documents",
    ),
]


def load_told(environment: Environment) -> "RuleCoder":
    """Return the coder with the user's tables; what is wrong in them is told."""
    from relcli.coder import load_coder

    _lexicon(environment)
    return load_coder(environment.lexicon_folders)


class LateCoder:
    """The coder, loaded with the first document it is asked to code: many imports bring none that is new."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    @cached_property
    def _coder(self) -> "RuleCoder":
        return load_told(self._environment)

    @property
    def name(self) -> str:
        """Name and version of the coder."""
        return self._coder.name

    @property
    def lexicon_version(self) -> str:
        """Hash of the lexicon the coder knows."""
        return self._coder.lexicon_version

    def code(self, document: "Document") -> "list[CodedEvent]":
        """Return the events of a document."""
        return self._coder.code(document)


@contextmanager
def coding(
    environment: Environment, jobs: str | None, files: "Files", skip: "Callable[[Document], bool]" = lambda _: False
) -> "Iterator[tuple[Coder, Files]]":
    """Give a coder and the files to take the documents from, which it codes; several processes code ahead.

    Documents that `skip` is true of need not be coded.
    """
    number = number_of_jobs(jobs, environment)
    if number == 1:
        yield LateCoder(environment), files
        return
    from functools import partial

    from relcli.coder import load_coder
    from relcli.coder.pipeline import RuleCoder
    from relcli.parallel import AheadCoder

    load = partial(load_coder, environment.lexicon_folders)
    with AheadCoder(number, load, RuleCoder.name, _lexicon(environment).version) as coder:
        yield coder, coder.files(files, skip)


def number_of_jobs(text: str | None, environment: Environment) -> int:
    """Return how many processes `--jobs`, else the setting, asks for; UsageError if it is no number."""
    text = environment.setting("jobs") if text is None else text
    if text in {"auto", "0"}:
        return environment.cores
    if not text.isdecimal():
        raise UsageError(f"--jobs needs a number or auto, not '{text}'")
    return int(text)


def _lexicon(environment: Environment) -> "Lexicon":
    from relcli.lexicon import load_lexicon

    lexicon = load_lexicon(environment.lexicon_folders)
    for problem in lexicon.problems:
        environment.error(problem, ExitCode.DONE)
    return lexicon
