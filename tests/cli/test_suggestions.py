"""What an unknown command or option may have been meant for."""

from __future__ import annotations

import pytest

from relcli.cli.command_table import COMMANDS, calls
from relcli.cli.suggestions import command_hint, option_hint, synonyms
from relcli.completing.cursor import all_options, parameters_of
from relcli.output import FORMATS


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("stats", "did you mean summary?"),
        ("COUNT", "did you mean summary?"),
        ("ls", "did you mean list?"),
        ("grep", "did you mean search?"),
        ("ingest", "did you mean import?"),
        ("delete", "did you mean reject, undo?"),
        ("chronology", "did you mean timeline?"),
        ("info", "did you mean show, database info?"),
        ("docs", "did you mean documents?"),
        ("sumary", "did you mean summary?"),
        ("sector:energy", "write relcli list sector:energy"),
        ("@gas", "write relcli list @gas"),
    ],
)
def test_commands(name: str, hint: str) -> None:
    assert command_hint(name, "", COMMANDS) == hint


@pytest.mark.parametrize(
    ("family", "name", "hint"),
    [
        ("view", "delete", "did you mean remove?"),
        ("view", "ls", "did you mean list?"),
        ("config", "show", "did you mean get?"),
        ("database", "fsck", "did you mean check?"),
        ("database", "frobnicate", "commands are info, check, backup, repair, upgrade"),
    ],
)
def test_members_of_families(family: str, name: str, hint: str) -> None:
    assert command_hint(name, family, COMMANDS[family].members) == hint


KNOWN = ("--country", "-c", "--color", "--sector", "--format", "-f", "--since", "--until", "--output", "-o", "--person")


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("--json", "did you mean -f json?"),
        ("--from", "did you mean --since?"),
        ("--out", "did you mean --output?"),
        ("--who", "did you mean --person?"),
        ("--where", ""),  # there is no --place
        ("--sep", "did you mean -f csv, -f tsv?"),
        ("--version", "did you mean relcli --version?"),
        ("--contry", "did you mean --country?"),
        ("--contries", "did you mean --country?"),
        ("--COUNTRY", "did you mean --country?"),
        ("--co", "did you mean --country, --color?"),
        ("--zzz", ""),
        ("-x", ""),
        ("--", ""),
    ],
)
def test_options(option: str, hint: str) -> None:
    assert option_hint(option, KNOWN) == hint


def test_the_table_names_nothing_that_exists_and_means_what_does() -> None:
    commands, options = synonyms("command"), synonyms("option")
    assert not commands.keys() & COMMANDS.keys()
    for word, meanings in commands.items():
        for meaning in meanings:
            assert meaning in {*COMMANDS, *calls(), "relcli help", "relcli --version"}, word
    for word, meanings in options.items():
        assert word.startswith("--")
        assert word not in parameters_of("list")[0]
        for meaning in meanings:
            first, *rest = meaning.split()
            assert first in {*all_options(), "relcli"}, word
            assert first != "-f" or rest[0] in FORMATS
