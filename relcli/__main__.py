"""The program: `relcli` and `python -m relcli`. `--version` is answered before anything is imported."""

import gc
import sys

from relcli import __version__

TYPE_CHECKING = False  # importing it from typing costs as much as the version
if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.environment import Environment

if sys.version_info < (3, 11):  # noqa: UP036 - an installed copy may be run by another Python than it was made for
    sys.exit("relcli: needs Python 3.11 or newer")


def main() -> None:
    """Run relcli on the arguments of the process and end the process with its exit code."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]) and sys.stdout is not None:
        try:
            print(f"relcli {__version__}", flush=True)
        except OSError:
            pass  # the way of all other commands reports it
        else:
            return
    gc.set_threshold(50_000)  # modules make no garbage: 5 of the 80 ms of a listing
    try:
        from relcli.cli.process import exit_code_of

        code = exit_code_of(arguments, run)
    except KeyboardInterrupt:  # before there was anything to interrupt
        code = 130
    gc.freeze()  # the end of the process need not look for garbage in what is left: 15 ms
    sys.exit(code)


def run(arguments: "Sequence[str]", environment: "Environment") -> int:
    """Run one command line; Typer is imported only now."""
    from relcli.cli import app

    return app.run(arguments, environment)


if __name__ == "__main__":
    main()
