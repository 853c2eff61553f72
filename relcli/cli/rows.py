"""How the records of a listing become rows of its format, or what a terminal shows of them.

Pipes and files get the columns of the plan. What is drawn has the screen of its records, if there is one: other columns
by the width of the terminal, cells with styles, cards where it is narrow. Columns that were asked for by name are shown
as they were asked for, on terminals with the styles of the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output import DRAWN_FORMATS, open_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from relcli.cli.answers import Plan
    from relcli.output import Row
    from relcli.output.layout import Layout
    from relcli.output.screen import Screen
    from relcli.output.template import Template

    Sink = tuple[Callable[[Any], None], Callable[[], None]]


def has_screen(plan: Plan, layout: Layout) -> bool:
    """Are the records drawn in the form that terminals have for them?"""
    return plan.fields.screen is not None and layout.drawn and plan.format in DRAWN_FORMATS


def opened_rows(plan: Plan, stream: TextIO, layout: Layout) -> Sink:
    """Return what takes a record, and what is to be called after the last."""
    if plan.template is not None:
        return _lines(plan, stream, layout, plan.template)
    screen = plan.fields.screen() if plan.fields.screen and has_screen(plan, layout) else None
    layout = layout._replace(sparse=not plan.options.fields)
    if screen is None:
        return _rows(plan, stream, layout, plan.columns, plan.fields.row_of(plan.columns, reading=plan.reading))
    if plan.options.fields:
        return _rows(plan, stream, layout, plan.columns, _named_cells(plan, screen))
    if plan.format != "table":
        layout = layout._replace(width=0)
    if columns := screen.shown(layout.width):

        def cells(record: Any) -> list[Any]:
            return [column.cell(record) for column in columns]

        return _rows(plan, stream, layout, [column.name for column in columns], cells)
    from relcli.output.terminal_cards import CardWriter

    cards = CardWriter(stream, layout, screen)
    return cards.record, cards.finish


def _lines(plan: Plan, stream: TextIO, layout: Layout, template: Template) -> Sink:
    """Return what writes lines by a template."""
    from relcli.output.template import TemplateWriter

    lines, row_of = TemplateWriter(stream, layout, template), plan.fields.row_of(plan.columns, reading=True)
    return lambda record: lines.row(row_of(record)), lambda: None


def _rows(plan: Plan, stream: TextIO, layout: Layout, columns: Sequence[str], row_of: Callable[[Any], Row]) -> Sink:
    """Return what writes rows of these columns."""
    writer = open_writer(plan.format, stream, layout)
    writer.start(columns)
    return lambda record: writer.row(row_of(record)), writer.finish


def _named_cells(plan: Plan, screen: Screen) -> Callable[[Any], list[Any]]:
    """Return the function that takes the columns asked for out of a record, with the styles that the screen has."""
    others = [name for name in plan.columns if name not in screen.cells]
    values = plan.fields.row_of(others, reading=plan.reading) if others else lambda record: ()

    def row(record: Any) -> list[Any]:
        rest = iter(values(record))
        return [screen.cells[name](record) if name in screen.cells else next(rest) for name in plan.columns]

    return row
