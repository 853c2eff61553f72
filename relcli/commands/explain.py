"""`relcli explain`: why documents are coded as they are."""

from collections.abc import Iterable, Iterator
from os.path import exists

from relcli.cli.answers import layout_of, planned, sparing, write_listing, write_page
from relcli.cli.coders import load_user_coder
from relcli.cli.declaration import command
from relcli.cli.inputs import InputOptions, Paths
from relcli.cli.options import OutputOptions
from relcli.coder.explanation import Analysis
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.output.page import Line, Page
from relcli.reports.explain import EXPLANATION, WIDEST, explanation_page, explanation_rows


def explain(environment: Environment, paths: Paths, inputs: InputOptions, output: OutputOptions) -> ExitCode:
    """Show sentence by sentence what produced each event, and why other sentences produced none.

    With --format csv, tsv, json, jsonl, md or html: one row for each event and for each sentence without one.
    """
    plan = planned(environment, output, EXPLANATION, page=True)
    if plan is None:
        return ExitCode.DONE
    _no_numbers(paths)
    found = inputs.inputs(paths, environment)
    plan = sparing(plan, found.sources())
    coder = load_user_coder(environment)
    analyses = found.worked_on(coder.analyse)
    if plan.is_whole_page:
        drawn = layout_of(environment, plan).drawn
        ended = write_page(environment, plan, Page(_lines(analyses, drawn=drawn), WIDEST))
    else:
        rows = (row for analysis in analyses for row in explanation_rows(analysis))
        ended = write_listing(environment, plan, EXPLANATION.sorted(rows, plan.sorting) if plan.sorting else rows)
    environment.stdout.flush()
    found.report_rejected()
    return ExitCode.PARTIAL_IMPORT if found.rejected else ended


def _no_numbers(paths: Iterable[str]) -> None:
    """Raise UsageError for the number of an event, which is no document."""
    for path in paths:
        number = path.removeprefix("#")
        if number.isdecimal() and not exists(path):
            raise UsageError("no such file or folder", where=path, hint=f"'relcli show {number}' shows an event")


def _lines(analyses: Iterable[Analysis], *, drawn: bool) -> Iterator[Line]:
    """Yield the lines of the pages of several documents."""
    if drawn:
        from relcli.reports.explanation_card import explanation_card as page_of
    else:
        page_of = explanation_page
    for place, analysis in enumerate(analyses):
        if place:
            yield Line()
        yield from page_of(analysis)


COMMAND = command(
    examples="""
    relcli explain article.txt
    relcli explain articles/ -f jsonl | jq -r 'select(.verdict != "") | .text'
    """
)(explain)
