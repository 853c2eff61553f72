"""`relcli view`: questions saved under a name, to be asked again as @name."""

from typing import Annotated

from typer import Argument, Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions
from relcli.cli.questions import as_typed, to_filters, unknown_view
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.output.fields import Fields
from relcli.output.screen import Screen
from relcli.query.scanning import is_view_name
from relcli.query.terms import VIEW, Term, walked
from relcli.store.read import saved_views as views


def _screen() -> Screen:
    from relcli.reports.listing_screens import view_screen  # only terminals have it

    return view_screen()


VIEWS = Fields(names=("name", "options", "saved", "author"), keyed=True, screen=_screen)
PANEL = "View"

Name = Annotated[str, Argument(metavar="NAME", help="Letters, digits, - and _.", show_default=False)]
DryRun = Annotated[
    bool,
    Option("--dry-run", help="Show what would happen; write nothing.", show_default=False, rich_help_panel=PANEL),
]
Replace = Annotated[
    bool,
    Option("--replace", help="Replace an earlier view of this name.", show_default=False, rich_help_panel=PANEL),
]


def save(
    environment: Environment,
    name: Name,
    filters: FilterOptions,
    database: DatabaseOptions,
    replace: Replace = False,
    dry_run: DryRun = False,
) -> ExitCode:
    """Save a question under a name; every listing then takes @NAME, and other filters typed with it change it.

    It is stored as typed: 'last month' is the month before the day on which the view is used.
    """
    name = _checked(name)
    terms = filters.terms()
    if not any(term.words for term in walked(terms)):  # --successors alone asks for nothing
        raise UsageError("a view needs a question", hint="give a query or filters as for 'relcli list'")
    _refuse_views(terms)
    to_filters(environment, terms)
    with database.writing(environment, dry_run=dry_run) as written:
        if not replace and views.load_view(written.conn, name) is not None:
            raise UsageError(f"there is a view @{name} already", hint="--replace overwrites it")
        view = views.SavedView(name, as_typed(filters), environment.now, environment.author)
        views.save_view(written.conn, view)
    environment.info(f"{'would save' if dry_run else 'saved'} @{name}: {as_typed(filters)}")
    return ExitCode.DONE


def list_views(environment: Environment, output: OutputOptions, database: DatabaseOptions) -> ExitCode:
    """List the saved views and what they ask."""
    plan = planned(environment, output, VIEWS)
    if plan is None:
        return ExitCode.DONE
    with database.reading(environment) as opened:
        records = [view._asdict() for view in views.list_views(opened)]
    return write_listing(environment, plan, VIEWS.sorted(records, plan.sorting))


def remove(environment: Environment, name: Name, database: DatabaseOptions, dry_run: DryRun = False) -> ExitCode:
    """Remove a saved view; events stay as they are."""
    name = _checked(name)
    with database.writing(environment, dry_run=dry_run) as written:
        if views.load_view(written.conn, name) is None:
            raise unknown_view(written.conn, name)
        views.remove_view(written.conn, name)
    environment.info(f"{'would remove' if dry_run else 'removed'} @{name}")
    return ExitCode.DONE


def _checked(name: str) -> str:
    """Return the name without its @; UsageError if it cannot name a view."""
    plain = name.removeprefix("@")
    if not is_view_name(plain):
        raise UsageError(f"{plain!r} cannot be the name of a view", hint="use letters, digits, - and _")
    return plain


def _refuse_views(terms: list[Term]) -> None:
    """Raise UsageError for a question that names a view: what it asks would change with the other one."""
    for term in walked(terms):
        if term.key == VIEW:
            hint = "write out what it asks; 'relcli view list' shows it"
            raise UsageError(f"a view cannot contain @{term.words[0].text}", where=term.words[0].where, hint=hint)


MEMBERS = {
    "save": command(
        examples="""
        relcli view save gas 'country:russia sector:energy date:"last 90 days"'
        relcli view save kashmir --between India Pakistan --text Kashmir
        """
    )(save),
    "list": command(
        examples="""
        relcli view list
        """
    )(list_views),
    "remove": command(
        examples="""
        relcli view remove gas
        """
    )(remove),
}
