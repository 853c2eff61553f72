"""What holds for all tests: nothing of the person who runs them gets in, and where each runs under `pytest -n`.

Tests of one file run in one worker (`scheduling`). Those marked `serial`, which measure or keep all processors busy,
never run beside each other.
"""

from __future__ import annotations

import gc
import os
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

for name in [name for name in os.environ if name.startswith("RELCLI_") and name != "RELCLI_SHARED"]:
    del os.environ[name]
_NO_SETTINGS = tempfile.TemporaryDirectory(prefix="relcli-tests-")  # removed when the process ends
os.environ["XDG_CONFIG_HOME"] = _NO_SETTINGS.name
os.environ["RELCLI_CONFIG"] = os.devnull

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # a shell starts its background jobs so, and programs inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Examples are not timed: on a busy machine that says nothing. `HYPOTHESIS_PROFILE=thorough` tries ten times as many.
hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish() -> None:
    """Have the collector of garbage pass over the thousands of tests: a full collection else takes half a second."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test marked `serial` while no other worker runs one."""
    if item.get_closest_marker("serial") is None or "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    import fcntl

    with (Path(tempfile.gettempdir()) / f"relcli-tests-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Have `pytest -n` keep together what belongs together."""
    from tests.scheduling import ByFile

    return ByFile(config, log)
