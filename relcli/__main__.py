"""Where the program begins and ends.

`--version` comes before anything is imported; errors become one line and an exit code here and nowhere
else. Most commands answer within a tenth of a second, so what Python does around them counts: the collector
of cyclic garbage is off while modules are imported (a twentieth of the time of a listing), and the process
ends without taking the interpreter apart (a tenth).
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from relcli import __version__

if TYPE_CHECKING:
    from relcli.environment import Environment
    from relcli.errors import RelcliError

if sys.version_info < (3, 11):  # noqa: UP036 - an installed copy may be run by another Python than it was made for
    sys.exit("relcli: needs Python 3.11 or newer")


def main() -> None:
    """Run relcli on the arguments of the process and end the process with its exit code."""
    gc.disable()
    arguments = sys.argv[1:]
    try:
        code = version() if arguments in (["--version"], ["-V"]) else guarded(arguments)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = 0
    except OSError as error:  # the version, or an error message, could not be written
        code = _last_words(error)
    _end(code)


def version() -> int:
    """Print the version."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    print(f"relcli {__version__}", flush=True)
    return 0


def guarded(arguments: list[str]) -> int:
    """Run one command line; turn errors into one line on stderr and an exit code."""
    from relcli.environment import Environment
    from relcli.errors import ExitCode, RelcliError

    environment = Environment.of_process()._replace(error_format_choice=_error_format(arguments))
    debug = "--debug" in arguments
    try:
        from relcli.cli.dispatch import run

        code = run(arguments, environment)
        environment.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except RelcliError as error:
        return _told(error, environment, debug=debug)
    except OSError as error:
        told = RelcliError(error.strerror or str(error), where=str(error.filename or ""))
        return _told(told, environment, "system", debug=debug)
    except Exception as error:
        what, hint = f"internal error: {type(error).__name__}: {error}", "--debug shows where it happened"
        return _told(RelcliError(what, hint=hint), environment, "internal", debug=debug)
    return int(code or ExitCode.DONE)


def _error_format(arguments: list[str]) -> str:
    """Return the choice for `--error-format` among the arguments, '' if there is none.

    An error in the words before it must be told in that form too, so the words are looked through before they are
    understood.
    """
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--error-format="):
            return word.partition("=")[2]
        if word == "--error-format" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def _told(error: RelcliError, environment: Environment, kind: str = "", *, debug: bool) -> int:
    """Say what went wrong; return the exit code."""
    if kind:
        error.kind = kind
    trace = ""
    if debug:
        import traceback

        trace = traceback.format_exc()
    environment.error(error, traceback=trace)
    return error.exit_code


def _last_words(error: OSError) -> int:
    """Try to say on stderr that nothing can be written."""
    try:
        print(f"relcli: {error.strerror or error}", file=sys.stderr, flush=True)
    except OSError:
        pass
    return 1


def _end(code: int) -> None:
    """End the process at once; what could not be written has been told, or its reader is gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            pass
    os._exit(code)


if __name__ == "__main__":
    main()
