"""One command line, from its words to an exit code.

Errors become one line on standard error and an exit code here and nowhere else: the program, `app()` and Typer's test
runner all come through `exit_code_of`. What needs no parsing of options is answered without importing Typer: the
overview, and a press of the tab key.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError
from relcli.setting_keys import WIDEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Run = Callable[[Sequence[str], Environment], int]

COMPLETE = "__complete"
"""What the scripts of `relcli completion` call, with the shell and the words typed so far."""
TYPER_COMPLETE = "_RELCLI_COMPLETE"
"""The variable that the scripts of `relcli --install-completion` set."""


def exit_code_of(arguments: Sequence[str], run: Run) -> int:
    """Run one command line in the environment of the process and return its exit code; errors are reported.

    `run` parses the words and runs the command (`app.run`); it is not called for what is answered without it.
    """
    try:
        code = _guarded(list(arguments), run)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        code = ExitCode.DONE
    except SystemExit as end:  # Typer ends so after installing completion
        code = end.code if isinstance(end.code, int) else ExitCode.DONE
    except OSError as error:  # a standard stream cannot even be set up
        code = _last_words(error)
    for stream in (sys.stdout, sys.stderr):
        _close(stream)
    return int(code)


def _last_words(error: OSError) -> int:
    """Try to say on standard error that nothing can be written."""
    try:
        print(f"relcli: {_of_the_system(error)}", file=sys.stderr, flush=True)
    except OSError:
        pass
    return ExitCode.ERROR


def _guarded(arguments: list[str], run: Run) -> int:
    """Run one command line; turn errors into one line on standard error and an exit code."""
    environment = with_early_choices(Environment.of_process(), arguments)
    try:
        code = _quickly_answered(arguments, environment)
        if code is None:
            from relcli.cli.signals import ending_orderly

            with ending_orderly():
                code = run(arguments, environment)
        environment.stdout.flush()
    except BrokenPipeError:
        raise
    except KeyboardInterrupt as interrupt:
        return _interrupted(interrupt, environment)
    except RelcliError as error:
        return _reported(error, environment)
    except OSError as error:
        return _reported(_of_the_system(error), environment, "system")
    except MemoryError:
        return _reported(RelcliError("needs more memory than there is"), environment, "system")
    except Exception as error:
        from relcli.store.interrupts import swallowed_by

        if (swallowed := swallowed_by(error)) is not None:
            return _interrupted(swallowed, environment)
        what, hint = f"internal error: {type(error).__name__}: {error}", "--debug shows where it happened"
        return _reported(RelcliError(what, hint=hint), environment, "internal")
    return code


def _interrupted(interrupt: KeyboardInterrupt, environment: Environment) -> int:
    """After Ctrl-C or a termination signal, report what was kept, and return the exit code."""
    from relcli.cli.signals import code_of, line_of

    if line := line_of(interrupt):
        environment.warn(f"relcli: {line}")
    return code_of(interrupt)


def _of_the_system(error: OSError) -> RelcliError:
    """Return an error of the operating system with the file it is about: without a name it is standard output."""
    import errno

    from relcli.disk_full import disk_full, is_disk_full

    full = is_disk_full(error)
    where = str(error.filename or ("standard output" if full or error.errno == errno.EIO else ""))
    if full:
        return disk_full(error, where, "", hint="make room, or write somewhere else")
    return RelcliError(error.strerror or str(error), where=where)


def _quickly_answered(arguments: list[str], environment: Environment) -> int | None:
    """Answer what needs neither Typer nor the module of a command, and return the exit code; None for anything else."""
    if arguments[:1] == [COMPLETE]:
        from relcli.completing import complete

        return complete(arguments[1:], environment)
    if instruction := environment.variables.get(TYPER_COMPLETE, ""):
        from relcli.completing.typer_scripts import complete_for

        return complete_for(instruction, environment)
    from relcli.cli.command_table import overview_for
    from relcli.cli.help import is_drawn

    text = overview_for(arguments)
    if not text or is_drawn(environment):
        return None
    environment.stdout.write(text)
    return ExitCode.DONE


def with_early_choices(environment: Environment, arguments: Sequence[str]) -> Environment:
    """Return the environment with the choices that help and errors need before a command line is parsed."""
    width = _value(arguments, "--width")
    return environment._replace(
        error_format_choice=_value(arguments, "--error-format") or environment.error_format_choice,
        color_choice=_value(arguments, "--color") or environment.color_choice,
        width_choice=int(width) if _is_width(width) else environment.width_choice,
        debug="--debug" in arguments or environment.debug,
    )


def _is_width(text: str) -> bool:
    """Is this a number of columns? Any other value is reported when the command line is parsed."""
    return text.isascii() and text.isdecimal() and len(text) <= len(str(WIDEST)) and int(text) <= WIDEST


def _value(arguments: Sequence[str], option: str) -> str:
    """Return the last value of an option among the words of a command line, '' if there is none."""
    value = ""
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith(f"{option}="):
            value = word.partition("=")[2]
        elif word == option and place + 1 < len(arguments):
            value = arguments[place + 1]
    return value


def _reported(error: RelcliError, environment: Environment, kind: str = "") -> int:
    """Report an error on standard error and return its exit code."""
    if kind:
        error.kind = kind
    trace = ""
    if environment.debug:
        import traceback

        trace = traceback.format_exc()
    environment.error(error, traceback=trace)
    return error.exit_code


def _close(stream: object) -> None:
    """Flush a standard stream. Where that fails, the error was reported or the reader is gone: what is left in the
    buffer then goes nowhere, so that Python has nothing to complain about when it ends."""
    try:
        stream.flush()  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError, RelcliError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
        except (AttributeError, OSError, ValueError):
            pass
