"""`relcli evaluate`: the coder against documents that the user annotated."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TextIO

from typer import Argument, Option

from relcli import readers
from relcli.cli.answers import Plan, planned, sparing, write_listing, write_page
from relcli.cli.coders import Jobs, coding
from relcli.cli.declaration import command
from relcli.cli.inputs import descriptor_of, refusal
from relcli.cli.options import OutputOptions
from relcli.coding import Document
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError, fault, nearest
from relcli.evaluation.annotations import Coded, Gold, coded_as, read_coded, read_gold
from relcli.evaluation.figures import KEYS, Figure, Group, breakdown, figures
from relcli.evaluation.matching import Matching, match
from relcli.output.fields import Fields
from relcli.reports.misses import MISSES, miss_page, miss_rows

PANEL = "Evaluation"


def _rounded(name: str) -> Any:
    def shown(record: Any) -> Any:
        value = getattr(record, name)
        return f"{value:.3f}" if isinstance(value, float) else value

    return shown


FIGURES = Fields(names=Figure._fields, reading={name: _rounded(name) for name in ("value", "right")})
GROUPS = {
    key: Fields(
        names=(key, *Group._fields[1:]),
        reading={name: _rounded(name) for name in ("precision", "recall", "f1")} | {key: lambda group: group.key},
    )
    for key in KEYS
}

GoldFile = Annotated[
    Path, Argument(metavar="GOLD", help="Annotated documents, one JSON object a line.", show_default=False)
]
CodedFile = Annotated[
    Path | None,
    Argument(
        metavar="[CODED]",
        help="Output of 'relcli code -f jsonl'; without it the documents are coded now.",
        show_default=False,
    ),
]


def _option(*names: str, text: str, metavar: str | None = None) -> Any:
    return Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel=PANEL)


class EvaluationOptions(NamedTuple):
    """What to compare and what to show."""

    documents: Annotated[
        Path | None,
        _option(
            "--documents",
            metavar="PATH",
            text="Folder or .jsonl of the documents; otherwise 'documents' beside GOLD.",
        ),
    ] = None
    by: Annotated[str, _option("--by", metavar="KEY", text=f"Break down by {', '.join(KEYS)}.")] = ""
    misses: Annotated[bool, _option("--misses", text="List missed and spurious events.")] = False


def evaluate(
    environment: Environment,
    gold: GoldFile,
    options: EvaluationOptions,
    output: OutputOptions,
    coded: CodedFile = None,
    jobs: Jobs = None,
) -> ExitCode:
    """Compare coded events with your annotations: precision, recall and F1, and how often the fields are right.

    A coded event matches an annotated one of the same document if the types are equal and each side has an actor in
    common; the best matches are taken first. docs/evaluate.md describes the form of GOLD and every rule.
    """
    if options.by and options.by not in KEYS:
        raise UsageError(f"cannot break down by '{options.by}'", hint=nearest(options.by, KEYS))
    if options.by and options.misses:
        raise UsageError("--by does not go with --misses", hint="use one of them")
    fields = MISSES if options.misses else GROUPS[options.by] if options.by else FIGURES
    plan = planned(environment, output, fields, page=options.misses)
    if plan is None:
        return ExitCode.DONE
    plan = sparing(plan, _sources(environment, gold, coded, options))
    with _opened(gold) as lines:
        annotated = read_gold(lines, str(gold))
    if coded is not None:
        found = list(_read(coded, environment))
    else:
        found = list(_code(annotated, _folder(gold, options), environment, jobs))
    return _write(environment, plan, match(annotated, found), options)


def _sources(
    environment: Environment, gold: Path, coded: Path | None, options: EvaluationOptions
) -> Iterator[Path | int]:
    """Yield the files that are read."""
    yield gold
    if coded is None:
        yield from readers.find_inputs([_folder(gold, options)])
    elif str(coded) != "-":
        yield coded
    elif (descriptor := descriptor_of(environment.stdin)) is not None:
        yield descriptor


def _folder(gold: Path, options: EvaluationOptions) -> Path:
    """Return where the annotated documents are."""
    return options.documents or gold.parent / "documents"


def _read(path: Path, environment: Environment) -> Iterator[Coded]:
    if str(path) == "-":
        yield from read_coded(environment.stdin, "standard input")
        return
    with _opened(path) as lines:
        yield from read_coded(lines, str(path))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a file of JSON lines; RelcliError if it turns out not to be text."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield lines
    except UnicodeDecodeError:
        raise RelcliError("is not UTF-8", where=str(path), hint="save it as UTF-8") from None


def _code(gold: Gold, folder: Path, environment: Environment, jobs: str | None) -> Iterator[Coded]:
    """Code the annotated documents; an annotated one that is missing is an error."""
    missing = dict.fromkeys(gold.outlets)

    def documents() -> Iterator[Document]:
        for document in _documents(folder):
            if document.name in missing:
                del missing[document.name]
                if document.outlet:
                    gold.outlets[document.name] = document.outlet
                yield document

    with coding(environment, jobs, [documents()]) as (coder, files):
        for file in files:
            for document in file:
                try:
                    yield from coded_as(document, coder.code(document))
                except RelcliError:
                    raise
                except Exception as error:
                    raise RelcliError(fault(error), where=document.name) from error
    if missing:
        raise RelcliError(
            f"{len(missing)} annotated documents are missing, such as {next(iter(missing))}",
            where=str(folder),
            hint="give their folder with --documents",
        )


def _documents(path: Path) -> Iterator[Document]:
    for file in readers.find_inputs([path]):
        for item in readers.read(file):
            if isinstance(item, readers.Rejected):
                raise RelcliError(item.why, where=item.where)
            if isinstance(item, readers.EventFile):
                raise RelcliError(refusal(item), where=item.where)
            yield item


def _write(environment: Environment, plan: Plan, matching: Matching, options: EvaluationOptions) -> ExitCode:
    if options.misses:
        records = list(miss_rows(matching))
        if plan.is_whole_page:
            return write_page(environment, plan, miss_page(records))
        return write_listing(environment, plan, MISSES.sorted(records, plan.sorting) if plan.sorting else records)
    rows: Sequence[Any] = list(figures(matching))
    if options.by:
        keyed = [group._asdict() for group in breakdown(matching, options.by)]
        rows = [_Row(**{options.by: group["key"]}, **group) for group in keyed]
    return write_listing(environment, plan, plan.fields.sorted(rows, plan.sorting) if plan.sorting else rows)


class _Row:
    """A group whose key has the name of what it is broken down by."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


COMMAND = command(
    examples="""
    relcli evaluate gold.jsonl
    relcli evaluate gold.jsonl --by type
    relcli evaluate gold.jsonl --misses | less
    relcli code documents/ | relcli evaluate gold.jsonl - -f json
    """
)(evaluate)
