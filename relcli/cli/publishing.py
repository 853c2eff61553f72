"""Writing a chronology in the formats in which it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.cli.answers import write_lines
from relcli.english import count_noun

if TYPE_CHECKING:
    from relcli.cli.answers import Cut, Plan
    from relcli.environment import Environment
    from relcli.errors import ExitCode
    from relcli.query.filters import Filters
    from relcli.reports.chronology import Chronology


def publish(environment: Environment, plan: Plan, chronology: Chronology, wanted: Filters, cut: Cut | None) -> ExitCode:
    """Write a chronology in the format of the plan, with what was asked for as its title, and say what the format has
    no place for. `--no-header` leaves the title out."""
    from relcli.query.names import actor_name
    from relcli.reports.published import published
    from relcli.reports.published.words import About

    title = "" if plan.options.no_header else title_for(wanted)
    lines = published(plan.format, chronology, About(title, actor_name))
    code = write_lines(environment, plan, lines, len(chronology.events))
    if plan.format == "timelinejs":
        from relcli.reports.published.timelinejs import undated

        if left_out := undated(chronology):
            environment.stdout.flush()
            environment.info(f"{count_noun(left_out, 'event')} without a date left out: TimelineJS needs one")
    if cut:
        environment.info(cut.line)
    return code


def title_for(wanted: Filters) -> str:
    """Return the title of a chronology of what was asked for."""
    from relcli.query.names import actor_name
    from relcli.reports.published.words import title_of

    actors = dict.fromkeys(
        actor
        for sign, part in wanted.walked()
        for actor in (*(part.between or ()), *part.countries, *part.source, *part.target)
        if not sign
    )
    return title_of([actor_name(code) for code in actors], wanted.sectors)
