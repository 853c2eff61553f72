"""`relcli lexicon`: what the coder knows, and the user's own tables."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from relcli.cli.answers import planned, sparing, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import OutputOptions, is_day
from relcli.coder.vocabulary.inflection import Inflection
from relcli.environment import Environment
from relcli.errors import ExitCode, LexiconError, UsageError
from relcli.escaping import written_out
from relcli.lexicon import Lexicon
from relcli.lexicon.lookup import look_up
from relcli.lexicon.own import Checked, read_all
from relcli.lexicon.tables import DATA
from relcli.lexicon.words import Words
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
COUNTED = Fields(names=("table", "rows", "own"), keyed=True)
"""The columns of `lexicon check`."""

Name = Annotated[
    list[str],
    Argument(metavar="NAME...", help="A name, title, verb or noun as it is in a text.", show_default=False),
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


def check(environment: Environment, output: OutputOptions, files: Files = None) -> ExitCode:
    """Check your own tables, or drafts of them, against those of relcli.

    Prints the number of rows of each table, and on standard error each wrong row with its file and line and what to do.
    Your own verbs and event nouns must code their examples. If any row is wrong, the exit code is 1. While documents
    are coded, wrong rows are ignored and the others count.
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
    problems = [*checked.problems, *_example_problems(checked)]
    for problem in problems:
        environment.error(problem)
    return ExitCode.ERROR if problems else ended


def _own_tables(environment: Environment) -> Iterator[Path]:
    """Yield the files of the user's own tables, over which nothing is written."""
    return (file for folder in environment.lexicon_folders if folder.is_dir() for file in folder.iterdir())


def _example_problems(checked: Checked) -> Iterator[LexiconError]:
    """Yield what is wrong with the examples of the user's verbs and event nouns, coded with all tables."""
    own = [
        entry
        for name in ("verbs", "event_nouns")
        for entry in checked.tables[name][: checked.own.get(name, 0)]
        if entry.row["example"] or entry.row["counter"]
    ]
    if not own:
        return
    # The coder takes a while to load; only tables with examples need it.
    from relcli.coder.pipeline import RuleCoder
    from relcli.coder.vocabulary.row_examples import example_fault
    from relcli.coder.vocabulary.vocabulary import Vocabulary

    rows = {name: [entry.row for entry in entries] for name, entries in checked.tables.items()}
    coder = RuleCoder(Vocabulary(Lexicon(rows, "checked")))
    for entry in own:
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
        environment.info("it does not exist yet; create it to add tables of your own")
    return ExitCode.DONE


MEMBERS = {
    "show": command(
        examples="""
        relcli lexicon show Georgia
        relcli lexicon show Sharif --date 2016-05-01
        relcli lexicon show foreign minister -f csv
        """
    )(show),
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
