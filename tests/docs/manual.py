"""The manual pages `relcli.1` and `relcli-COMMAND.1`, made of what the commands declare, as their help is.

The language is that of man(7): `.SH` section, `.TP` a term and its text, `.B` bold, `.EX` and `.EE` around lines to be
taken as they are. Of the text only the backslash, a quote or full stop at the beginning of a line, and the hyphens
that people type are special; what is not ASCII is written by its number.
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING

from relcli import __version__
from relcli.cli.command_table import COMMANDS, EXAMPLES
from relcli.cli.help import groups_of
from relcli.setting_keys import KEYS
from tests.cli.processes import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = PROJECT / "docs" / "man"
_ABOUT = "Who did what to whom, when and where, with the sentence that says so"
_READS = (
    "relcli reads news documents on your own machine, codes them into dated events between countries, keeps them in "
    "one local SQLite file, and answers from the terminal. Lists are a table on a terminal and csv in a pipe; standard "
    "output is data, standard error is words."
)
VARIABLES = {
    **{key.variable: f"{key.purpose[:1].upper()}{key.purpose[1:]}." for key in KEYS.values()},
    "RELCLI_CONFIG": "The one file of settings to be read in place of the project's and the user's.",
    "PAGER, LESS": "What pages long output where RELCLI_PAGER and the settings do not say.",
    "VISUAL, EDITOR": "What relcli config edit opens.",
    "NO_COLOR, FORCE_COLOR, TERM": "Whether there is colour where --color and the settings do not say.",
    "COLUMNS, LINES": "The size to lay out for where nothing else says.",
    "XDG_DATA_HOME, XDG_CONFIG_HOME": "Where data and configuration live.",
}
EXIT_CODES = {
    "0": "Done; also when nothing was found, when a pipe was closed, and when the pager was left.",
    "1": "An error: an unknown event, a full disk, a file that may not be written, a closed standard output.",
    "2": "Wrong usage: an unknown option, country, sector, field, period.",
    "3": "The import finished, but some inputs were rejected.",
    "4": "The database is missing, locked, damaged, unreadable, or newer than the program.",
    "5": "Nothing found, if --exit-code was given.",
    "129": "Ended by SIGHUP.",
    "130": "Interrupted.",
    "143": "Ended by SIGTERM.",
}
_SPECIAL = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "~": r"\(ti", "^": r"\(ha"}
FILES = {
    "~/.local/share/relcli/relcli.db": "The database, unless another one is named.",
    "~/.config/relcli/lexicon/": "Tables of your own that add to what the coder knows.",
}


def pages() -> dict[Path, str]:
    """Return all manual pages as they are to be."""
    made = {FOLDER / "relcli.1": _main_page()}
    for name, entry in COMMANDS.items():
        made[FOLDER / f"relcli-{name}.1"] = _page(name, entry.purpose)
        for member, what in entry.members.items():
            made[FOLDER / f"relcli-{name}-{member}.1"] = _page(f"{name} {member}", what)
    return made


def _main_page() -> str:
    lines = [
        *_head("relcli", _ABOUT),
        ".B relcli",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] ...",
        ".SH DESCRIPTION",
        _plain(_READS),
    ]
    lines += [".SH COMMANDS"]
    for heading in dict.fromkeys(entry.heading for entry in COMMANDS.values()):
        listed = {f"relcli-{name}(1)": entry.purpose for name, entry in COMMANDS.items() if entry.heading == heading}
        lines += [f'.SS "{heading}"', *_terms(listed)]
    lines += [".SH EXIT STATUS", *_terms(EXIT_CODES), ".SH ENVIRONMENT", *_terms(VARIABLES)]
    lines += [".SH FILES", *_terms(FILES)]
    lines += [".SH EXAMPLES", *_examples("\n".join(EXAMPLES))]
    return "\n".join(lines) + "\n"


def _page(call: str, purpose: str) -> str:
    name = "relcli-" + call.replace(" ", "-")
    lines = _head(name, purpose)
    family, _, member = call.partition(" ")
    members = COMMANDS[family].members
    if members and not member:
        lines += [rf".B relcli {family}", r"\fICOMMAND\fR [\fIOPTIONS\fR] ...", ".SH COMMANDS"]
        lines += _terms({f"{name}-{each}(1)": what for each, what in members.items()})
        return "\n".join([*lines, ".SH SEE ALSO", _reference("relcli")]) + "\n"
    module = import_module(f"relcli.commands.{COMMANDS[family].module}")
    declaration = module.MEMBERS[member] if member else module.COMMAND
    command = declaration.typer_command(member or family)
    context = command.make_context(f"relcli {call}", [], resilient_parsing=True)
    arguments = command.collect_usage_pieces(context)
    lines += [f".B relcli {call}", *(rf"\fI{_plain(piece)}\fR" for piece in arguments), ".SH DESCRIPTION"]
    lines += _paragraphs(inspect.cleandoc(command.help or ""))
    for panel, records in groups_of(command, context).items():
        lines += [f'.SH "{panel.upper()}"', *_terms(dict(records))]
    lines += [".SH EXAMPLES", *_examples(inspect.cleandoc(declaration.examples)), ".SH SEE ALSO", _reference("relcli")]
    return "\n".join(lines) + "\n"


def _head(name: str, purpose: str) -> list[str]:
    title = f'.TH {name.upper().replace("-", chr(92) + "-")} 1 "" "relcli {__version__}" "relcli manual"'
    return [title, ".SH NAME", rf"{_plain(name)} \- {_plain(purpose.rstrip('.'))}", ".SH SYNOPSIS"]


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines += [".PP", _plain(" ".join(paragraph.split()))]
    return lines[1:]


def _terms(pairs: dict[str, str]) -> list[str]:
    return [line for term, text in pairs.items() for line in (".TP", f".B {_plain(term)}", _plain(text))]


def _examples(text: str) -> list[str]:
    return [".EX", *(_plain(line) for line in text.splitlines()), ".EE"]


def _reference(name: str) -> str:
    return rf".BR {_plain(name)} (1)"


def _plain(text: str) -> str:
    """Return text as roff prints it unchanged: typed hyphens and quotes stay what they are, also when copied, and signs
    that are not ASCII have the number by which roff knows them in any encoding."""
    written = (_SPECIAL.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)
    escaped = "".join(written)
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
