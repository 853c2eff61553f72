"""The documentation says what the program does."""

from __future__ import annotations

import re
from importlib import import_module

from relcli.cli.command_table import COMMANDS
from relcli.model import EVENT_FIELDS, EXTRA_FIELDS

from . import reference
from .processes import PROJECT


def test_the_pages_of_commands_are_what_their_help_says() -> None:
    made = reference.pages()
    for path, text in made.items():
        assert path.read_text("utf-8") == text, "`python docs/make.py` writes it anew"
    assert set((reference.DOCS / "commands").iterdir()) == {path for path in made if path.parent.name == "commands"}


def test_help_fits_80_columns() -> None:
    for name in reference.calls():
        too_long = [line for line in reference.help_of(name).splitlines() if len(line) > 80]
        assert not too_long, name


def test_the_table_of_families_is_what_their_modules_hold() -> None:
    for entry in COMMANDS.values():
        module = import_module(f"relcli.commands.{entry.module}")
        assert list(getattr(module, "MEMBERS", ())) == list(entry.members)


def test_the_record_is_documented_field_by_field_in_its_order() -> None:
    text = (PROJECT / "docs" / "record.md").read_text("utf-8").split("## Actors")[0]
    record, _, extra = text.partition("## Extra fields")
    assert tuple(re.findall(r"^\| `(\w+)` \|", record, re.MULTILINE)) == EVENT_FIELDS
    assert tuple(re.findall(r"^\| `(\w+)` \|", extra, re.MULTILINE)) == EXTRA_FIELDS


def test_the_record_stays_as_it_is() -> None:
    """Scripts rely on it: a change here is a change for everybody; later versions only append."""
    assert ",".join(EVENT_FIELDS[:31]) == (
        "id,date,date_end,date_precision,date_basis,source,target,mutual,type,mode,quad_class,intensity,modality,"
        "sectors,place,host,setting,part_of,people,people_countries,level,attribution,headline,evidence,document,"
        "outlet,url,published,mentions,outlets,first_seen"
    )


def test_the_readme_begins_with_trying_and_testing() -> None:
    blocks = re.findall(r"```\w*\n(.*?)```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)
    assert "relcli import seeds" in blocks[0]
    assert "relcli timeline" in blocks[0]
    assert "pytest" in blocks[1]
    assert all(block.count("\n") == 1 for block in blocks[:2])
