"""The static table of all commands: name, module, heading and purpose.

`relcli --help`, completion and "did you mean" need only this table. The module of a command is imported when the
command is called, so that no command pays for the imports of another, and this module imports next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

HELP = frozenset({"--help", "-h", "help"})
"""Words that ask for help."""


class Entry(NamedTuple):
    """A command: its module in `relcli.commands`, the heading it is listed under, its purpose in one line; for a family
    of commands also its members with their purposes, the member that runs where none is named, and examples."""

    module: str
    heading: str
    purpose: str
    members: Mapping[str, str] = {}
    default_member: str = ""
    examples: tuple[str, ...] = ()


_ASK, _CORRECT, _DATA, _SET_UP = "Ask", "Correct", "Data", "Set up"
_VIEW = {
    "save": "Save a question under a name.",
    "list": "List the saved views and what they ask.",
    "remove": "Remove a saved view.",
}
_DATABASE = {
    "info": "Show where the database is and how much it holds.",
    "check": "Check that the file is sound.",
    "backup": "Copy the whole database into a new file.",
    "repair": "Save what is intact in a damaged database to a new file.",
    "upgrade": "Upgrade a database made by an earlier version.",
}
_LEXICON = {
    "show": "Show how relcli understands a name or word.",
    "add": "Add a row to one of your own tables.",
    "check": "Check your own tables, or drafts of them.",
    "path": "Print the folder of your own tables.",
}
_CONFIG = {
    "list": "List all settings and where each value comes from.",
    "get": "Print one setting.",
    "set": "Change a setting in your own file, or in the project's.",
    "unset": "Remove a setting from your own file, or from the project's.",
    "trust": "Allow a project file that another user could have written.",
    "edit": "Open the settings file in an editor.",
    "path": "Print the path of the settings file.",
}
COMMANDS = {
    "list": Entry("list_", _ASK, "List events as rows, newest first."),
    "timeline": Entry("timeline", _ASK, "Lay out who did what with whom as a chronology."),
    "summary": Entry("summary", _ASK, "Count events by country, sector, type, pair, month and more."),
    "show": Entry("show", _ASK, "Show an event, its sentence in context, and who reported it."),
    "search": Entry("search", _ASK, "Find documents by words in their text."),
    "documents": Entry("documents", _ASK, "List the imported documents."),
    "view": Entry(
        "view", _ASK, "Save questions under names and ask them again as @name.", _VIEW,
        examples=("relcli view save gas 'country:russia sector:energy'", "relcli timeline @gas --since 2024"),
    ),
    "edit": Entry("edit", _CORRECT, "Set fields of events by hand."),
    "add": Entry("add", _CORRECT, "Add an event by hand, with its source."),
    "reject": Entry("reject", _CORRECT, "Remove events from every listing, or bring them back."),
    "merge": Entry("merge", _CORRECT, "Merge several events into one."),
    "split": Entry("split", _CORRECT, "Move some passages into a new event."),
    "recode": Entry("recode", _CORRECT, "Code the stored documents again; review the changes first."),
    "undo": Entry("undo", _CORRECT, "Take back a change: an import, an edit, a merge ..."),
    "redo": Entry("redo", _CORRECT, "Redo the change that was undone last."),
    "history": Entry("history", _CORRECT, "List all changes to the database: what, when and by whom."),
    "import": Entry("import_", _DATA, "Read documents, code their events and store them."),
    "code": Entry("code", _DATA, "Code documents and print their events, without a database."),
    "explain": Entry("explain", _DATA, "Show sentence by sentence why documents are coded as they are."),
    "evaluate": Entry("evaluate", _DATA, "Compare the coder with documents you annotated."),
    "export": Entry("export", _DATA, "Write everything to one file, to move or keep it."),
    "restore": Entry("restore", _DATA, "Make a new database from a file written by export."),
    "database": Entry(
        "database", _DATA, "Inspect, check, back up, repair, upgrade the database.", _DATABASE,
        examples=("relcli database info", "relcli database backup news-backup.db"),
    ),
    "config": Entry(
        "config", _SET_UP, "Show and change the settings of all commands.", _CONFIG, "list",
        examples=("relcli config", "relcli config set limit 100"),
    ),
    "lexicon": Entry(
        "lexicon", _SET_UP, "Look up what the coder knows; add to your own tables.", _LEXICON,
        examples=("relcli lexicon show Moscow", "relcli lexicon check"),
    ),
    "schema": Entry("schema", _SET_UP, "Print the JSON Schema of a record, for programs."),
    "completion": Entry("completion", _SET_UP, "Print the shell completion script."),
}  # fmt: skip
"""Every command by its name, in the order of the help."""

PURPOSE = """Who did what to whom, when and where, with the sentence that says so: reads news
documents, stores their events in one local file, answers from the terminal."""
EXAMPLES = ("relcli import articles/", "relcli timeline --between Pakistan Russia")
_OPTIONS = {
    "--db FILE": "The database; otherwise see 'relcli config'.",
    "--lock-timeout SECONDS": "Wait this long for a lock; 0 = no wait (default 30).",
    "--color WHEN": "auto (default), always or never.",
    "--width N": "Lay out for this many columns.",
    "--today DATE": "The day that 'last month' counts from.",
    "-q, --quiet": "Print nothing on standard error but errors.",
    "--debug": "Show the period understood, and where errors occur.",
    "--error-format NAME": "text (default), or json: one object per line.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Print the completion script of the current shell.",
    "-V, --version": "Show the version and exit.",
    "-h, --help": "Show this help and exit.",
}
"""Options that may stand before the command, as the declared options say (a test compares them)."""


def calls() -> list[str]:
    """Return every command as it is called; of a family its members."""
    return [
        call for name, entry in COMMANDS.items() for call in ([f"{name} {each}" for each in entry.members] or [name])
    ]


class Help(NamedTuple):
    """The help of the program, a family or a command: its usage, paragraphs, groups of names and their purposes by
    heading, and what follows them."""

    usage: str
    paragraphs: tuple[str, ...]
    groups: Mapping[str, list[tuple[str, str]]]
    examples: tuple[str, ...] = ()
    more: str = ""


def program_help() -> Help:
    """Return the help of the program as a whole."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, entry in COMMANDS.items():
        groups.setdefault(entry.heading, []).append((name, entry.purpose))
    groups["Options, before the command or after it"] = list(_OPTIONS.items())
    more = "'relcli COMMAND --help' shows the options of a command."
    return Help("relcli [OPTIONS] COMMAND ...", (PURPOSE,), groups, EXAMPLES, more)


def family_help(name: str) -> Help:
    """Return the help of a family of commands."""
    more = f"'relcli {name} COMMAND --help' shows the options of a command."
    entry = COMMANDS[name]
    groups = {"Commands": list(entry.members.items())}
    return Help(f"relcli {name} COMMAND [OPTIONS] ...", (entry.purpose,), groups, entry.examples, more)


def help_for(arguments: list[str]) -> Help | None:
    """Return the help of the program or a family that a command line asks for, None if it asks for anything else."""
    if not arguments or (arguments[0] in HELP and len(arguments) == 1):
        return program_help()
    name, *rest = arguments
    entry = COMMANDS.get(name)
    if entry is None or not entry.members or len(rest) > 1:
        return None
    return family_help(name) if (rest[0] in HELP if rest else not entry.default_member) else None


def overview(found: Help) -> str:
    """Return the help of the program or of a family as plain text; groups of commands are aligned with each other."""
    lines = [f"Usage: {found.usage}", *(f"\n{text}" for text in found.paragraphs)]
    commands = max(len(name) for rows in found.groups.values() for name, _ in rows if not name.startswith("-")) + 2
    for heading, rows in found.groups.items():
        width = max(len(name) for name, _ in rows) + 2 if rows[0][0].startswith("-") else commands
        lines += ["", f"{heading}:", *(f"  {name:<{width}}{purpose}" for name, purpose in rows)]
    if found.examples:
        lines += ["", "Examples:", *(f"  {line}" for line in found.examples)]
    return "\n".join([*lines, "", found.more]) + "\n"
