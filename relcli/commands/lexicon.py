"""`relcli lexicon`: what the coder knows, and the user's own tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from relcli.cli.answers import planned, sparing, write_listing
from relcli.cli.decisions import DryRun
from relcli.cli.declaration import command
from relcli.cli.lexicon_rows import cells_typed, completed, table_named
from relcli.cli.options import OutputOptions, is_day
from relcli.coder.vocabulary.inflection import Inflection
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, LexiconError, UsageError
from relcli.escaping import written_out
from relcli.lexicon import Lexicon
from relcli.lexicon.adding import fault_of, same_key, text_of, with_row
from relcli.lexicon.lookup import look_up
from relcli.lexicon.own import read_all
from relcli.lexicon.tables import DATA, Entry, Row
from relcli.lexicon.words import Words
from relcli.output.destination import replaced_file
from relcli.output.fields import Fields

PANEL = "Lexicon"
FOUND = Fields(
    names=(
        "match", "table", "kind", "code", "meaning", "office", "level", "from", "to", "in_force", "rule",
        "where",
    ),
    brief=("match", "kind", "code", "meaning", "office", "from", "to", "in_force", "rule", "where"),
    reading={"in_force": lambda record: "yes" if record["in_force"] else "no"},
    keyed=True,
)  # fmt: skip
"""The columns of `lexicon show`."""
WITH_EXAMPLES = ("verbs", "event_nouns")
"""The tables whose rows can have examples, which must be coded as they say."""
COUNTED = Fields(names=("table", "rows", "own"), keyed=True)
"""The columns of `lexicon check`."""

Name = Annotated[
    list[str],
    Argument(metavar="NAME...", help="A name, title, verb or noun as it is in a text.", show_default=False),
]
Table = Annotated[
    str, Argument(metavar="TABLE", help="The table: persons, actors, organisations, verbs ...", show_default=False)
]
Cells = Annotated[
    list[str],
    Argument(
        metavar="FIELD=VALUE...", help="What the row says, such as country=pakistan from=2024-03.", show_default=False
    ),
]
Day = Annotated[
    str,
    Option(
        "--date",
        metavar="DAY",
        help="What holds on this day; otherwise today.",
        show_default=False,
        rich_help_panel=PANEL,
    ),
]
Files = Annotated[
    list[Path] | None,
    Argument(metavar="[FILE]...", help="Tables such as actors.tsv, besides your own.", show_default=False),
]
Shipped = Annotated[
    bool,
    Option("--shipped", help="The folder of relcli's own tables instead.", show_default=False, rich_help_panel=PANEL),
]


def show(environment: Environment, name: Name, output: OutputOptions, date: Day = "") -> ExitCode:
    """Show how relcli understands a name or word: every row of every table that it could match.

    Rows in force on the day come first. 'match' is the text of the row, 'where' its file and line. A row of your own
    corrects a wrong one.
    """
    if date and not is_day(date):
        raise UsageError(f"--date needs a day such as 2024-03-31, not '{date}'")
    plan = planned(environment, output, FOUND)
    if plan is None:
        return ExitCode.DONE
    plan = sparing(plan, _own_tables(environment))
    checked = read_all(environment.lexicon_folders)
    lexicon = Lexicon({name: [entry.row for entry in entries] for name, entries in checked.tables.items()}, "shown")
    inflection = Inflection(lexicon, Words(lexicon))

    def verbs(lemma: str) -> "AbstractSet[str]":
        forms = inflection.verb_forms(lemma)
        return {forms.base, forms.third, *forms.past, *forms.participle, forms.gerund}

    def nouns(noun: str) -> "AbstractSet[str]":
        return {inflection.plural(noun)}

    records = look_up(checked.tables, " ".join(name), date or environment.today, verbs, nouns)
    ended = write_listing(environment, plan, FOUND.sorted(records, plan.sorting) if plan.sorting else records)
    for problem in checked.own_problems:
        environment.error(problem, ended)
    return ended


def add(environment: Environment, table: Table, words: Cells, dry_run: DryRun = False) -> ExitCode:
    """Add a row to one of your own tables, such as an office holder whom relcli does not know.

    The row is checked first, and goes to the end of the table in the folder that 'relcli lexicon path' prints; its file
    and line are printed. Fields are the columns of the table; names of countries become codes. A row about the same
    thing as a row of relcli's replaces it and takes over the fields you leave out.
    """
    name = table_named(table)
    checked = read_all(tuple(folder for folder in environment.lexicon_folders if folder.is_dir()))
    cells = cells_typed(name, words, checked.tables)
    known = same_key(name, cells, checked.tables[name])
    row = completed(name, cells, checked.tables, known)
    path = environment.lexicon_directory / f"{name}.tsv"
    if known is not None and (known.file == path or known.row == row):
        return _known_already(environment, known, row)
    changed = with_row(text_of(path), name, row, str(path))
    new = Entry(row, path, changed.line)
    _refuse(fault_of(name, new, checked.tables))
    if name in WITH_EXAMPLES:
        tables = {**checked.tables, name: [new, *checked.tables[name]]}
        _refuse(next(_example_problems(tables, [new]), None))
    if not dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced_file(path) as stream:
            stream.write(changed.text)
        environment.stdout.write(f"{written_out(new.where)}\n")
        environment.stdout.flush()
    environment.info(f"{'would add to' if dry_run else 'added to'} {name}: {_typed(row)}")
    if known is not None:
        environment.info(f"in place of {known.where}: {_typed(known.row)}")
    if not dry_run:
        environment.info("'relcli recode' codes the stored documents again with it; remove the line to take it back")
    return ExitCode.DONE


def _typed(row: Row) -> str:
    """Return a row as it could be typed."""
    return ", ".join(f"{field}={cell}" for field, cell in row.items() if cell)


def _known_already(environment: Environment, known: Entry, row: Row) -> ExitCode:
    """Say that there is such a row; UsageError where it is the user's and says something else."""
    if known.row == row:
        environment.info(f"already in {known.where}; nothing was written")
        return ExitCode.DONE
    differing = [f"{field}={known.row[field]}" for field in row if known.row[field] != row[field]]
    raise UsageError(
        f"there is such a row already, with {', '.join(differing)}", where=known.where, hint="change that line"
    )


def _refuse(fault: LexiconError | None) -> None:
    """Raise UsageError for what is wrong with a row."""
    if fault is not None:
        raise UsageError(fault.what, hint=fault.hint)


def check(environment: Environment, output: OutputOptions, files: Files = None) -> ExitCode:
    """Check your own tables, or drafts of them, against those of relcli.

    Prints the number of rows of each table and then, on standard error, each wrong row: its file and line, what is
    wrong and what to do. Your own verbs and event nouns must code their examples. If any row is wrong, the exit code
    is 1. While documents are coded, wrong rows are ignored and the others count.
    """
    plan = planned(environment, output, COUNTED)
    if plan is None:
        return ExitCode.DONE
    plan = sparing(plan, (*_own_tables(environment), *(files or ())))
    checked = read_all(environment.lexicon_folders, files or ())
    records = [
        {"table": name, "rows": len(entries), "own": checked.own.get(name, 0)}
        for name, entries in checked.tables.items()
    ]
    ended = write_listing(environment, plan, COUNTED.sorted(records, plan.sorting) if plan.sorting else records)
    environment.stdout.flush()
    own = [entry for name in WITH_EXAMPLES for entry in checked.tables[name][: checked.own.get(name, 0)]]
    problems = [*checked.problems, *_example_problems(checked.tables, own)]
    if not problems:
        environment.info("nothing is wrong")
        return ended
    environment.info(f"{count_noun(len(problems), 'mistake')}; wrong rows are ignored while documents are coded:")
    for problem in problems:
        if environment.errors_as_json:
            environment.error(problem)
        else:  # as compilers write it, so that editors find the line
            environment.warn(str(problem))
    return ExitCode.ERROR


def _own_tables(environment: Environment) -> Iterator[Path]:
    """Yield the files of the user's own tables, over which nothing is written."""
    return (file for folder in environment.lexicon_folders if folder.is_dir() for file in folder.iterdir())


def _example_problems(tables: Mapping[str, Sequence[Entry]], entries: Iterable[Entry]) -> Iterator[LexiconError]:
    """Yield what is wrong with the examples of some verbs and event nouns, coded with all tables."""
    with_examples = [entry for entry in entries if entry.row["example"] or entry.row["counter"]]
    if not with_examples:
        return
    # The coder takes a while to load; only tables with examples need it.
    from relcli.coder.judging.weights import Weights
    from relcli.coder.pipeline import RuleCoder
    from relcli.coder.vocabulary.row_examples import example_fault
    from relcli.coder.vocabulary.vocabulary import Vocabulary

    rows = {name: [entry.row for entry in each] for name, each in tables.items()}
    coder = RuleCoder(Vocabulary(Lexicon(rows, "checked")), Weights.of_rules_alone())
    for entry in with_examples:
        if fault := example_fault(entry.row, coder):
            yield LexiconError(fault, where=entry.where, hint="'relcli explain' shows how a sentence is read")


def print_path(environment: Environment, shipped: Shipped = False) -> ExitCode:
    """Print the folder of your own tables: RELCLI_LEXICON, otherwise 'lexicon' in relcli's configuration folder.

    A file there has the name of the table it adds to, such as actors.tsv, and the same header line.
    """
    if shipped:
        environment.stdout.write(f"{DATA}\n")
        return ExitCode.DONE
    folder = environment.lexicon_directory
    environment.stdout.write(f"{written_out(str(folder))}\n")
    environment.stdout.flush()
    if not folder.is_dir():
        environment.info("it does not exist yet; 'relcli lexicon add' makes it")
    return ExitCode.DONE


MEMBERS = {
    "show": command(
        examples="""
        relcli lexicon show Georgia
        relcli lexicon show Sharif --date 2016-05-01
        relcli lexicon show foreign minister -f csv
        """
    )(show),
    "add": command(
        examples="""
        relcli lexicon add persons name='Jane Roe' country=fiji \\
            office='foreign minister' from=2024-03
        relcli lexicon add actors alias='Lake House' code=sri-lanka kind=metonym
        relcli lexicon add sectors sector=energy term=biogas --dry-run
        """
    )(add),
    "check": command(
        examples="""
        relcli lexicon check
        relcli lexicon check drafts/persons.tsv
        """
    )(check),
    "path": command(
        examples="""
        relcli lexicon path
        cp "$(relcli lexicon path --shipped)"/actors.tsv .
        """
    )(print_path),
}
