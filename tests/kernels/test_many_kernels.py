"""Many kernels, one after the other and at once, leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
import tempfile
from itertools import chain
from pathlib import Path

import pytest
from jupyter_client.manager import AsyncKernelManager
from running import WARM, apart, children, open_files, until

from partnerlab.kernels.client import PromptClient
from partnerlab.kernels.warm_process import warm_process

AT_ONCE, ROWS, IN_A_ROW = 30, 2, 150


async def computed(folder: Path, number: int) -> str:
    """Twice the number, worked out by a kernel of its own."""
    manager = AsyncKernelManager(
        kernel_name="forked",
        transport="ipc",
        connection_file=str(folder / f"{number}.json"),
        client_factory=PromptClient,
    )
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        asked = {"user_expressions": {"twice": f"{number} * 2"}, "output_hook": lambda _: None, "timeout": 60}
        reply = await client.execute_interactive("", **asked)
        return str(reply["content"]["user_expressions"]["twice"]["data"]["text/plain"])
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=bool(number % 2))


async def all_computed(folder: Path) -> list[str]:
    told = await asyncio.gather(*(computed(folder, number) for number in range(AT_ONCE)))
    ends = range(AT_ONCE, AT_ONCE + ROWS * IN_A_ROW, IN_A_ROW)
    rows = await asyncio.gather(*(in_a_row(folder, range(end, end + IN_A_ROW)) for end in ends))
    return [*told, *chain(*rows)]


async def in_a_row(folder: Path, numbers: range) -> list[str]:
    return [await computed(folder, number) for number in numbers]


def test_thirty_at_once_and_three_hundred_in_a_row_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "connections").mkdir()
    assert apart(lambda: asyncio.run(computed(tmp_path / "connections", 1))) == "2"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    gc.collect()
    before = open_files()
    pid = warm_process(WARM).pid
    assert pid is not None
    theirs = len(open_files(pid))
    told = apart(lambda: asyncio.run(all_computed(tmp_path / "connections")))
    assert told == [str(2 * number) for number in range(AT_ONCE + ROWS * IN_A_ROW)]
    gc.collect()
    assert until(lambda: len(open_files(pid)) == theirs)
    assert until(lambda: len(open_files()) <= len(before)), open_files()
    assert children(pid) == []
    assert warm_process(WARM).pid == pid
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "connections", tmp_path / "temporary"]
