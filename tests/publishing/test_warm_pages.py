"""A server's warm process: what it works out before any visitor comes, every kernel has; and nothing of it can hurt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab import sample_records
from partnerlab.kernels.launched import QUIET
from partnerlab.page.memory import Memory

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux only")
WARMED = """
import json
from pathlib import Path
from partnerlab.publish.warm import draw
draw()
from partnerlab.page import served_content
from partnerlab.parameters import checked
content = served_content("leverage", checked(2003, "ru"))
print(json.dumps({
    "threads": len(list(Path("/proc/self/task").iterdir())),
    "known": sorted({name for name, *_ in content.answers._tables}),
    "rows": len(content.records.frame),
}))
"""
STEPS = """
import threading, time
from partnerlab.publish.warm import harmless
thread = lambda: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
wrong = lambda: 1 / 0
print(harmless([int, int]), harmless([int, wrong, int]), harmless([thread, int]), harmless([]))
"""


def run(code: str, **told: str) -> str:
    env = {**os.environ, **QUIET, **told}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout


def test_a_servers_pages_are_worked_out_once_over_its_own_records_and_no_thread_is_left(tmp_path: Path) -> None:
    Memory(tmp_path).keep_records(sample_records(321, seed=1))
    served = {"PARTNERLAB_PAGE": "live", "PARTNERLAB_DATA": "mine.csv", "PARTNERLAB_MEMORY": str(tmp_path)}
    told = json.loads(run(WARMED, **served))
    assert told["threads"] == 1
    assert told["rows"] == 321
    assert {"leverage", "leverage_by_project", "districts"} <= set(told["known"])


def test_a_batch_does_not_wait_for_the_pages_of_a_server(tmp_path: Path) -> None:
    Memory(tmp_path).keep_records(sample_records(321, seed=1))
    told = json.loads(run(WARMED, PARTNERLAB_PAGE="still", PARTNERLAB_MEMORY=str(tmp_path)))
    assert "districts" not in told["known"]


def test_what_fails_or_starts_a_thread_is_found_out_in_a_fork_and_not_done() -> None:
    assert run(STEPS).split() == ["2", "1", "0", "0"]
