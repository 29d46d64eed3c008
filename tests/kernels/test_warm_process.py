"""The warm process: it ends with its program, another follows it, and where there is none kernels start as usual."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from running import WARM, alive, apart, kernel, open_files, parent, until, write_spec

from partnerlab.kernels import provisioner
from partnerlab.kernels import warm_process as warm_process_module
from partnerlab.kernels.launched import Launched
from partnerlab.kernels.process import ForkedProcess
from partnerlab.kernels.protocol import Request, knock
from partnerlab.kernels.provisioner import hindrance
from partnerlab.kernels.warm_process import NoWarmProcess, WarmProcess, warm_process

COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "kernel.json"]
PROGRAM = """
import sys, time
from jupyter_client.manager import start_new_kernel
from partnerlab.kernels.provisioner import register
register()
manager, client = start_new_kernel(kernel_name='forked')
print(manager.provisioner.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test hears the warnings that are said once a program."""
    monkeypatch.setattr(provisioner, "_told", set())


@contextmanager
def program(specs: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A program with one kernel, and the kernel's number."""
    running = subprocess.Popen(
        [sys.executable, *options, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "JUPYTER_PATH": str(specs)},
        text=True,
    )
    with running:
        assert running.stdout is not None
        yield running, int(running.stdout.readline())
        running.kill()


def test_kernels_and_the_warm_process_end_with_the_program_that_is_killed(specs: Path) -> None:
    with program(specs) as (running, pid):
        warm = parent(pid)
        running.kill()
        running.wait()
        assert until(lambda: not alive(pid))
        assert until(lambda: not alive(warm))


def test_a_program_that_ends_without_care_leaves_no_process_and_no_warning(specs: Path) -> None:
    with program(specs, "-X", "dev") as (running, pid):
        warm = parent(pid)
        _, said = running.communicate("", timeout=60)
        assert "still running" not in said
        assert until(lambda: not alive(pid))
        assert until(lambda: not alive(warm))


def test_a_kernel_outlives_the_warm_process_and_can_still_be_ended(tmp_path: Path) -> None:
    with kernel(tmp_path / "a") as one:
        before = warm_process(WARM).pid
        assert before is not None
        os.kill(before, 9)
        assert until(lambda: not alive(before))
        assert one.value("4 + 4") == 8
        assert one.manager.is_alive()
        pid, process = one.pid, one.manager.provisioner.process
        with kernel(tmp_path / "b") as two:  # another warm process is started
            assert two.value("5 + 5") == 10
            assert warm_process(WARM).pid != before
    assert until(lambda: not alive(pid))
    assert process.returncode == -signal.SIGKILL  # nobody is left who knows


def test_it_is_asked_over_a_socket_without_a_name_and_keeps_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = WarmProcess(WARM)
    process.start()
    pid = process.pid
    assert pid is not None
    assert alive(pid)
    assert not any(tmp_path.iterdir())
    del process
    gc.collect()
    assert not Path(f"/proc/{pid}").exists()


def test_a_warm_process_that_fails_is_told_once_and_kernels_start_as_usual(tmp_path: Path, specs: Path) -> None:
    write_spec(specs, "failing", "no_such_module")
    with (
        pytest.warns(RuntimeWarning, match="started as usual.*No module named 'no_such_module'") as told,
        kernel(tmp_path / "a", "failing") as one,
    ):
        assert one.value("8 + 8") == 16
    assert len(told) == 1
    with warnings.catch_warnings(action="error"), kernel(tmp_path / "b", "failing") as one:
        assert one.value("8 + 8") == 16
    assert warm_process(("no_such_module",)).pid is not None


def test_a_start_that_failed_is_not_tried_again() -> None:
    process = WarmProcess(("no_such_module",))
    process.start()
    pid = process.pid
    assert process._launched is not None
    assert process._launched.has_ended()
    for _ in range(2):
        with pytest.raises(NoWarmProcess, match="ModuleNotFoundError: No module named 'no_such_module'"):
            process.start()
    assert process.pid == pid


def test_a_kernel_that_cannot_begin_is_told_and_the_next_one_can(tmp_path: Path) -> None:
    process = WarmProcess(WARM)
    command = (*COMMAND[:-1], str(tmp_path / "kernel.json"))
    with (tmp_path / "said").open("w") as said:
        files = said.fileno(), said.fileno()
        with pytest.raises(ChildProcessError, match="ended with status 1 before it listened"):
            process.kernel(Request(command, str(tmp_path / "nowhere"), dict(os.environ)), files)
        begun = process.kernel(Request(command, str(tmp_path), dict(os.environ)), files)
    begun.kill()
    assert begun.wait(10) == -signal.SIGKILL


def test_a_warm_process_with_threads_forks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
    (tmp_path / "threaded.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    process = WarmProcess(("threaded",))
    process.start()
    assert process._launched is not None
    assert process._launched.has_ended()
    with pytest.raises(NoWarmProcess, match="a fork would not be safe"):
        process.start()


def test_without_a_safe_fork_a_kernel_starts_as_usual_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.warns(RuntimeWarning, match="started as usual.*no safe way to fork"), kernel(tmp_path) as one:
        assert one.value("7 + 7") == 14


def test_a_kernel_of_another_python_or_with_a_command_of_its_own_is_not_forked(tmp_path: Path) -> None:
    other = tmp_path / "bin" / "python"  # another environment's: a link to the same file
    other.parent.mkdir()
    other.symlink_to(Path(sys.executable).resolve())
    assert hindrance(COMMAND, independent=False) == ""
    assert "another Python" in hindrance([str(other), *COMMAND[1:]], independent=False)
    assert "a command of its own" in hindrance([COMMAND[0], "-O", *COMMAND[1:]], independent=False)
    assert "live on" in hindrance(COMMAND, independent=True)


def test_a_loop_that_watches_no_descriptors_is_waited_in_too(tmp_path: Path) -> None:
    class Blind(asyncio.SelectorEventLoop):
        def add_reader(self, *_: object) -> None:  # type: ignore[override]
            raise NotImplementedError

        def remove_reader(self, *_: object) -> bool:  # type: ignore[override]
            raise NotImplementedError

    async def killed() -> int | None:
        await one.manager.provisioner.kill()
        status: int | None = await one.manager.provisioner.wait()
        return status

    def ended() -> int | None:
        with asyncio.Runner(loop_factory=Blind) as blind:
            return blind.run(killed())

    with kernel(tmp_path) as one:
        pid = one.pid
        assert apart(ended) == -signal.SIGKILL
        assert not alive(pid)


@pytest.fixture
def asked(tmp_path: Path) -> Request:
    """A kernel as Jupyter asks for it."""
    return Request((*COMMAND[:-1], str(tmp_path / "kernel.json")), str(tmp_path), dict(os.environ))


@pytest.fixture
def nowhere() -> Iterator[tuple[int, int]]:
    """Files whose contents nobody reads."""
    file = os.open(os.devnull, os.O_WRONLY)
    yield file, file
    os.close(file)


def launched(process: WarmProcess) -> Launched:
    process.start()
    assert process._launched is not None
    return process._launched


def test_a_warm_process_that_dies_while_it_is_asked_is_followed_by_another(
    asked: Request, nowhere: tuple[int, int]
) -> None:
    process = WarmProcess(WARM)
    process.kernel(asked, nowhere).kill()
    first = launched(process).pid
    os.kill(first, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(process.kernel, asked, nowhere)
        assert not until(asking.done, 0.3)
        os.kill(first, signal.SIGKILL)
        begun = asking.result(60)
    assert begun.poll() is None
    assert process.pid != first


def test_many_who_ask_at_once_have_one_warm_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    def slowly(warm: tuple[str, ...]) -> Launched:
        time.sleep(0.1)
        started.append(1)
        return Launched(warm)

    monkeypatch.setattr(warm_process_module, "Launched", slowly)
    process = WarmProcess(WARM)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: process.start(), range(8)))
    assert started == [1]


def test_a_kernel_that_has_ended_before_it_was_looked_at_is_told_in_the_same_way(
    asked: Request, nowhere: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(pid: int) -> int:
        assert until(lambda: not Path(f"/proc/{pid}").exists())
        raise ProcessLookupError(pid)

    monkeypatch.setattr(os, "pidfd_open", late)
    with pytest.raises(ChildProcessError, match="ended with status 1 before it listened"):
        WarmProcess(WARM).kernel(replace(asked, cwd="/no/such/folder"), nowhere)


def test_a_kernel_that_nobody_asks_for_any_more_ends_and_leaves_nothing_open(
    asked: Request, nowhere: tuple[int, int]
) -> None:
    process = WarmProcess(WARM)
    launched(process)
    gc.collect()
    before = len(open_files())
    begun = process.kernel(asked, nowhere)
    pid = begun.pid
    assert alive(pid)
    del begun
    gc.collect()
    assert until(lambda: not alive(pid))
    assert len(open_files()) <= before


def test_a_request_that_is_none_is_refused_and_the_next_one_is_not(asked: Request, nowhere: tuple[int, int]) -> None:
    process = WarmProcess(WARM)
    ours, theirs = socket.socketpair()
    with theirs:
        knock(launched(process)._requests, theirs, nowhere)
    ours.sendall(b"\0\0\0\2{]")
    with pytest.raises(ChildProcessError, match="forks no more"):
        ForkedProcess(ours)
    socket.send_fds(launched(process)._requests, [b"k"], [nowhere[0]])  # without the files of its output
    assert process.kernel(asked, nowhere).poll() is None
    assert until(lambda: open_files(launched(process).pid).count(os.devnull) == 2)  # its own input and output


def test_it_is_out_of_reach_of_the_terminal_of_the_program() -> None:
    process = WarmProcess(WARM)
    assert os.getsid(launched(process).pid) == launched(process).pid
