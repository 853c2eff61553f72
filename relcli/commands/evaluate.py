"""`relcli evaluate`: the coder against documents that the user annotated."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from typer import Argument, Option

from relcli import readers
from relcli.cli.answers import Plan, planned, sparing, write_listing, write_page
from relcli.cli.coders import Jobs, coding
from relcli.cli.declaration import command
from relcli.cli.gold_sets import PARTS, GoldSet, columns_of, gold_sets
from relcli.cli.inputs import refusal
from relcli.cli.options import OutputOptions
from relcli.coding import Document
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError, fault, nearest
from relcli.evaluation.annotations import Coded, Gold, coded_as, read_coded, read_gold
from relcli.evaluation.figures import KEYS, Group, breakdown
from relcli.evaluation.intervals import Measured, measured
from relcli.evaluation.matching import Matching, match
from relcli.output.fields import Fields
from relcli.reports.misses import MISSES, miss_page, miss_rows

PANEL = "Evaluation"


def _short(value: Any) -> Any:
    return f"{value:.3f}" if isinstance(value, float) else value


def _rounded(name: str) -> Any:
    return lambda record: _short(getattr(record, name))


FIGURES = Fields(names=Measured._fields, reading={name: _rounded(name) for name in ("value", "right", "low", "high")})
GROUPS = {
    key: Fields(
        names=(key, *Group._fields[1:]),
        reading={name: _rounded(name) for name in ("precision", "recall", "f1")} | {key: lambda group: group.key},
    )
    for key in KEYS
}

GoldFiles = Annotated[
    list[Path],
    Argument(
        metavar="GOLD [CODED]...",
        help="Annotated documents, one JSON object a line, or a folder with gold.jsonl; after it may stand the output "
        "of 'relcli code -f jsonl', else its documents are coded now.",
        show_default=False,
    ),
]


def _option(*names: str, text: str, metavar: str | None = None) -> Any:
    return Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel=PANEL)


class EvaluationOptions(NamedTuple):
    """What to compare and what to show."""

    documents: Annotated[
        list[Path] | None,
        _option(
            "--documents",
            metavar="PATH",
            text="Folder or .jsonl of the documents, for all sets or one for each; otherwise 'documents' beside GOLD.",
        ),
    ] = None
    by: Annotated[str, _option("--by", metavar="KEY", text=f"Break down by {', '.join(KEYS)}.")] = ""
    misses: Annotated[bool, _option("--misses", text="List missed and spurious events.")] = False


def evaluate(
    environment: Environment,
    gold: GoldFiles,
    options: EvaluationOptions,
    output: OutputOptions,
    jobs: Jobs = None,
) -> ExitCode:
    """Compare coded events with your annotations: precision, recall and F1, and how often the fields are right.

    A coded event matches an annotated one of the same document if the types are equal and each side has an actor in
    common; the best matches are taken first. Several sets stand side by side. After each share is its 95 % interval,
    from 2,000 bootstrap resamples of the documents with a fixed seed. docs/evaluate.md describes the form of GOLD and
    every rule.
    """
    if options.by and options.by not in KEYS:
        raise UsageError(f"cannot break down by '{options.by}'", hint=nearest(options.by, KEYS))
    if options.by and options.misses:
        raise UsageError("--by does not go with --misses", hint="use one of them")
    sets = gold_sets(gold, options.documents or (), environment)
    plan = planned(environment, output, _fields(sets, options), page=options.misses)
    if plan is None:
        return ExitCode.DONE
    plan = sparing(plan, (file for each in sets for file in each.inputs()))
    golds = [read_gold(each.gold.lines, each.gold.name) for each in sets]
    coded = _coded(sets, golds, environment, jobs)
    matchings = {each.name: match(gold, found) for each, gold, found in zip(sets, golds, coded, strict=True)}
    return _write(environment, plan, matchings, options)


def _fields(sets: Sequence[GoldSet], options: EvaluationOptions) -> Fields:
    """Return the columns; those of several sets say which set a row, or the column, is about."""
    fields = MISSES if options.misses else GROUPS[options.by] if options.by else FIGURES
    if len(sets) == 1:
        return fields
    if options.misses or options.by:
        return fields._replace(names=(fields.names[0], "set", *fields.names[1:]))
    names = [each.name for each in sets]
    return Fields(
        names=("figure", *(column for name in names for column in columns_of(name))),
        brief=("figure", *names),
        reading={name: partial(_with_interval, name=name) for name in names},
        keyed=True,
    )


def _with_interval(record: dict[str, Any], name: str) -> str:
    """Return a figure of one of several sets as it is read: "0.700 (0.642-0.755)"."""
    value, low, high = (record[column] for column in (name, f"{name}_low", f"{name}_high"))
    shown = "" if value is None else str(_short(value))
    return shown if low is None else f"{shown} ({_short(low)}-{_short(high)})"


def _coded(
    sets: Sequence[GoldSet], golds: Sequence[Gold], environment: Environment, jobs: str | None
) -> Iterator[list[Coded]]:
    """Yield the coded events of each set: those that it names, else what the coder finds in its documents."""
    to_code = [(each, gold) for each, gold in zip(sets, golds, strict=True) if each.coded is None]
    if not to_code:
        yield from (list(read_coded(each.coded.lines, each.coded.name)) for each in sets if each.coded)
        return
    wanted = [_wanted(gold, each.documents) for each, gold in to_code]
    with coding(environment, jobs, wanted) as (coder, files):
        remaining = iter(files)
        for each in sets:
            if each.coded is not None:
                yield list(read_coded(each.coded.lines, each.coded.name))
                continue
            found: list[Coded] = []
            for document in next(iter(remaining)):
                try:
                    found += coded_as(document, coder.code(document))
                except RelcliError:
                    raise
                except Exception as error:
                    raise RelcliError(fault(error), where=document.name) from error
            yield found


def _wanted(gold: Gold, folder: Path) -> Iterator[Document]:
    """Yield the annotated documents and note their outlets; one that is missing is an error."""
    missing = dict.fromkeys(gold.outlets)
    for document in _documents(folder):
        if document.name in missing:
            del missing[document.name]
            if document.outlet:
                gold.outlets[document.name] = document.outlet
            yield document
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


def _write(
    environment: Environment, plan: Plan, matchings: dict[str, Matching], options: EvaluationOptions
) -> ExitCode:
    records = list(_records(matchings, options))
    if options.misses and plan.is_whole_page:
        return write_page(environment, plan, miss_page(records))
    return write_listing(environment, plan, plan.fields.sorted(records, plan.sorting) if plan.sorting else records)


def _records(matchings: dict[str, Matching], options: EvaluationOptions) -> Iterator[Any]:
    """Yield the rows; those of several sets name their set, or have the figures of all."""
    several = len(matchings) > 1
    if options.misses:
        for name, matching in matchings.items():
            yield from ({**record, "set": name} if several else record for record in miss_rows(matching))
    elif options.by:
        yield from _groups(matchings, options.by)
    elif several:
        yield from _side_by_side(matchings)
    else:
        yield from (found for matching in matchings.values() for found in measured(matching))


def _groups(matchings: dict[str, Matching], key: str) -> Iterator["_Row"]:
    """Yield the groups in their order, each with those of all sets in which it occurs."""
    found = [(group, name) for name, matching in matchings.items() for group in breakdown(matching, key)]
    for group, name in sorted(found, key=lambda each: each[0].key):
        yield _Row(**{key: group.key}, set=name, **group._asdict())


def _side_by_side(matchings: dict[str, Matching]) -> Iterator[dict[str, Any]]:
    """Yield a row for each figure with its value, parts and interval in every set."""
    columns = [[*measured(matching)] for matching in matchings.values()]
    for row in zip(*columns, strict=True):
        record: dict[str, Any] = {"figure": row[0].figure}
        for name, found in zip(matchings, row, strict=True):
            values = (found.value, *(getattr(found, part) for part in PARTS))
            record |= zip(columns_of(name), values, strict=True)
        yield record


class _Row:
    """A group whose key has the name of what it is broken down by."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


COMMAND = command(
    examples="""
    relcli evaluate gold.jsonl
    relcli evaluate gold.jsonl --by type
    relcli evaluate gold.jsonl --misses | less
    relcli evaluate newswire/ press/
    relcli evaluate gold.jsonl old.jsonl gold.jsonl new.jsonl
    relcli code documents/ | relcli evaluate gold.jsonl - -f json
    """
)(evaluate)
