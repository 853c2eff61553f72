"""Every example of every command's help does what it says where its files are there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from . import examples, inside

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
ALL = list(examples.examples())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that examples are run in, to be copied for each."""
    folder = tmp_path_factory.mktemp("examples")
    examples.prepare(folder)
    return folder


@pytest.mark.parametrize("example", ALL, ids=[example.line for example in ALL])
def test_an_example_can_be_typed_as_it_stands(example: examples.Example, prepared: Path, tmp_path: Path) -> None:
    if "| jq" in example.line and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    if "completion bash" in example.line:
        if shutil.which("bash") is None:
            pytest.skip("bash is not installed")
        example = example._replace(line=f"bash -c '{example.line}'")
    workplace = examples.place(tmp_path, prepared)
    for line in examples.before(example):
        assert workplace.call(line).code == 0
    in_process = workplace.call(example.line) if inside.plain_words(example.line) else None
    outcome = in_process or workplace.run(f"set -e; {example.line}")
    assert outcome.code == 0, outcome.stderr
    assert "relcli: " not in outcome.stderr


def test_every_command_has_examples_and_a_purpose() -> None:
    from relcli.cli.command_table import COMMANDS
    from relcli.completing.build_tables import calls

    assert {example.call for example in ALL} == {call for call, _ in calls()}
    for entry in COMMANDS.values():
        for purpose in (entry.purpose, *entry.members.values()):
            assert purpose.endswith((".", "..."))
    for call, declared in calls():
        assert (declared.function.__doc__ or "").strip(), call


def test_the_examples_of_families_can_be_typed_one_after_another(prepared: Path, tmp_path: Path) -> None:
    from relcli.cli.command_table import COMMANDS

    workplace = examples.place(tmp_path, prepared)
    for name, entry in COMMANDS.items():
        assert bool(entry.examples) == bool(entry.members), name
        for line in entry.examples:
            outcome = workplace.call(line)
            assert (outcome.code, "relcli: " in outcome.stderr) == (0, False), outcome.stderr
