"""How tests are divided among workers."""

from __future__ import annotations

import pytest

xdist = pytest.importorskip("xdist", reason="pytest-xdist is not installed")


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("tests/test_seeds.py::test_document[a]", "tests/test_seeds.py"),
        ("tests/test_seeds.py::test_document", "tests/test_seeds.py"),
        ("tests/cli/test_golden.py::test_line[errors: list | head: 1]", "tests/cli/test_golden.py: errors"),
        ("tests/cli/test_golden.py::test_line[a b: c]", "tests/cli/test_golden.py"),
    ],
)
def test_a_file_is_divided_by_the_first_word_of_its_cases(name: str, group: str) -> None:
    from .scheduling import group_of

    assert group_of(name) == group
