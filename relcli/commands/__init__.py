"""The commands: one module each, named in one static table.

`relcli --help` and "did you mean" need only this table; the module of a command is imported when it is
called, so that no command pays for another one's imports.
"""

from __future__ import annotations

COMMANDS = {
    "import": ("import_", "Read documents, code their events and keep them in the database."),
    "timeline": ("timeline", "Lay out who did what with whom as a chronology."),
    "list": ("list_", "List events as rows, newest first."),
    "summary": ("summary", "Count events by country, sector, type, pair, month and more."),
    "show": ("show", "Show an event with its sentence in its paragraph, and who reported it."),
    "search": ("search", "Find documents by words of their text."),
    "documents": ("documents", "List the imported documents."),
    "edit": ("edit", "Set fields of events by hand."),
    "reject": ("reject", "Take events out of every listing, or bring them back."),
    "merge": ("merge", "Make several events one."),
    "split": ("split", "Make some reports of an event an event of their own."),
    "add": ("add", "Add an event by hand, with its source."),
    "undo": ("undo", "Take back a change: an import, an edit, a merge ..."),
    "history": ("history", "List what was done to the database, when and by whom."),
    "recode": ("recode", "Code the stored documents again; list what changes, then ask."),
    "database": ("database", "Look after the file: what is in it, is it sound, copy, upgrade."),
    "view": ("view", "Save questions under names, to ask them again as @name."),
    "code": ("code", "Code documents and print their events; needs no database."),
    "explain": ("explain", "Show sentence by sentence why documents are coded as they are."),
    "lexicon": ("lexicon", "Look up what the coder knows; check your own tables."),
    "schema": ("schema", "Print the JSON Schema of a record, for programs."),
    "evaluate": ("evaluate", "Compare the coder with documents that you annotated."),
    "config": ("config", "Show and change what is settled for all commands."),
    "completion": ("completion", "Print what makes a shell complete commands, options and values."),
}
"""Name of each command -> its module here and its purpose in one line."""

SUBCOMMANDS = {
    "database": {
        "info": "Tell where it is and how much of what is in it.",
        "check": "Check that the file is sound.",
        "backup": "Copy the whole database into a new file.",
        "upgrade": "Bring a database of an earlier relcli up to date.",
    },
    "view": {
        "save": "Save a question under a name.",
        "list": "List the saved views with what they ask.",
        "remove": "Forget a saved view.",
    },
    "lexicon": {
        "show": "Show what relcli takes a name or word for.",
        "check": "Check your own tables, or files that are to become some.",
        "path": "Print where your own tables lie.",
    },
    "config": {
        "list": "List what is settled, and where each value comes from.",
        "get": "Print one value.",
        "set": "Settle a value in your own file, or the project's.",
        "unset": "Settle it no more.",
        "edit": "Open the file in an editor.",
        "path": "Print where the file lies.",
    },
}
"""Commands that are a family -> their members and the purpose of each; one module holds them all."""

USUAL_MEMBERS = {"config": "list"}
"""Families that do something where no member is named."""


def overview() -> str:
    """Return the help of the program as a whole, from the table alone."""
    width = max(map(len, COMMANDS)) + 2
    lines = [
        "Usage: relcli COMMAND [OPTIONS] ...",
        "",
        "Who did what to whom, when and where, with the sentence that says so: reads news",
        "documents, keeps their events in one local file, answers from the terminal.",
        "",
        "Commands:",
        *(f"  {name:<{width}}{purpose}" for name, (_, purpose) in COMMANDS.items()),
        "",
        "Begin with:",
        "  relcli import articles/",
        "  relcli timeline --between Pakistan Russia",
        "",
        "'relcli COMMAND --help' tells the options of a command, 'relcli --version' the",
        "version.",
    ]
    return "\n".join(lines) + "\n"


def family_overview(name: str) -> str:
    """Return the help of a family of commands, from the table alone."""
    members = SUBCOMMANDS[name]
    width = max(map(len, members)) + 2
    lines = [
        f"Usage: relcli {name} COMMAND [OPTIONS] ...",
        "",
        COMMANDS[name][1],
        "",
        "Commands:",
        *(f"  {member:<{width}}{purpose}" for member, purpose in members.items()),
        "",
        f"'relcli {name} COMMAND --help' tells the options of a command.",
    ]
    return "\n".join(lines) + "\n"
