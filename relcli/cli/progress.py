"""Progress of long-running work: a bar on standard error, if that is a terminal and `--quiet` is not set."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from relcli.output.layout import Layout
from relcli.output.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.environment import Environment


@contextmanager
def progress(environment: Environment, title: str, total: int | None, *, wanted: bool = True) -> Iterator[Progress]:
    """Show a bar of `total` steps (None = unknown) while the body of the `with` works; it is gone at the
    end. Where nothing can be shown, or it is not `wanted`, nothing is imported either."""
    visible = environment.stderr_is_terminal and environment.variables.get("TERM") != "dumb"
    if not (wanted and visible) or environment.quiet or environment.errors_as_json:
        yield Progress()
        return
    from relcli.cli.answers import drawn_layout
    from relcli.output.terminal_progress import shown_progress

    layout = drawn_layout(environment, Layout(environment.width, terminal=True, color=environment.color))
    with shown_progress(environment.stderr, layout, title, total) as bar:
        yield bar
