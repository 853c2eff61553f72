"""The program: `relcli` and `python -m relcli`. `--version` is answered before anything is imported."""

import sys

from relcli import __version__

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
    from relcli.cli.process import exit_code_of

    sys.exit(exit_code_of(arguments))


if __name__ == "__main__":
    main()
