"""What holds for all tests: nothing of the person who runs them gets in, and where each runs under `pytest -n`.

Tests of one file run in one worker, so that what a file prepares is prepared once; a file can divide itself otherwise
with `pytest.mark.xdist_group`. Those marked `serial`, which measure or keep all processors busy, never run beside each
other.
"""

from __future__ import annotations

import os
import signal
import tempfile
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

for name in [name for name in os.environ if name.startswith("RELCLI_") and name != "RELCLI_SHARED"]:
    del os.environ[name]
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="relcli-tests-")
os.environ["RELCLI_CONFIG"] = os.devnull

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # a shell starts its background jobs so, and programs inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Examples are not timed: on a busy machine that says nothing. `HYPOTHESIS_PROFILE=thorough` tries ten times as many.
hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


NAME = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test the group in which it runs."""
    for item in items:
        item.stash[NAME] = item.nodeid
        if item.get_closest_marker("serial"):
            item.add_marker(pytest.mark.xdist_group("serial"))
        elif not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a test under the name by which it can be run again: pytest-xdist adds the group to it."""
    report = yield
    report.nodeid = item.stash[NAME]
    return report
