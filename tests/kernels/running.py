"""A kernel of a test, and what the system knows of a process."""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

T = TypeVar("T")

WARM = ("json", "numpy.random")


def write_spec(folder: Path, name: str, *warm: str) -> None:
    """A kernel spec that names the provisioner, as a user of it would write it."""
    provisioner = {"provisioner_name": "forked", "config": {"warm": list(warm)}}
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": name,
        "language": "python",
        "metadata": {"kernel_provisioner": provisioner},
    }
    (folder / "kernels" / name).mkdir(parents=True)
    (folder / "kernels" / name / "kernel.json").write_text(json.dumps(spec))


class Kernel:
    """A running kernel and what to say to it."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    @property
    def pid(self) -> int:
        return int(self.manager.provisioner.pid)

    def value(self, expression: str) -> Any:
        reply = self.client.execute_interactive(
            "", user_expressions={"value": f"__import__('json').dumps({expression})"}, timeout=30, output_hook=_unheard
        )
        told = reply["content"]["user_expressions"]["value"]
        assert told["status"] == "ok", told
        return json.loads(ast.literal_eval(told["data"]["text/plain"]))


def _unheard(_message: dict[str, Any]) -> None:
    """What the kernel says beside its reply."""


@contextmanager
def kernel(folder: Path, name: str = "forked", **how: Any) -> Iterator[Kernel]:
    folder.mkdir(exist_ok=True)
    manager = KernelManager(kernel_name=name, transport="ipc", connection_file=str(folder / "kernel.json"))
    manager.start_kernel(**how)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def parent(pid: int) -> int:
    return int(_stat(pid)[1])


def alive(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def open_files(pid: int | str = "self") -> list[str]:
    """What a process has open, as the system names it."""
    found = []
    for file in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.append(str(file.readlink()))
        except FileNotFoundError:
            continue  # the listing's own
    return found


def apart(call: Callable[[], T]) -> T:
    """What a call gives that runs a loop of its own: in a thread, for another loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def until(condition: Callable[[], object], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
