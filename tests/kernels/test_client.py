"""A client that is ready with the kernel's first answer, and says so where none comes."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from running import apart, kernel

from partnerlab.kernels.client import PromptClient


def ready(folder: Path, seconds: float) -> None:
    """Wait in a client of its own for the kernel of this folder, which answers or does not."""

    async def waited() -> None:
        client = PromptClient(connection_file=str(folder / "kernel.json"))
        client.load_connection_file()
        client.start_channels(hb=True)  # without a manager only its heart tells whether a kernel lives
        try:
            await client.wait_for_ready(timeout=seconds)
            assert await client.shell_channel.msg_ready() is False
            assert await client.iopub_channel.msg_ready() is False
        finally:
            client.stop_channels()

    apart(lambda: asyncio.run(waited()))


def test_it_has_heard_everything_when_it_is_ready(tmp_path: Path) -> None:
    with kernel(tmp_path):
        ready(tmp_path, 30)


def test_a_kernel_that_does_not_answer_is_not_waited_for_without_end(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        one.client.execute("import time; time.sleep(60)")
        with pytest.raises(RuntimeError, match="didn't respond in"):
            ready(tmp_path, 0.5)


def test_a_kernel_whose_heart_stands_still_is_dead(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        one.manager.signal_kernel(signal.SIGSTOP)
        with pytest.raises(RuntimeError, match="Kernel died"):
            ready(tmp_path, 60)
