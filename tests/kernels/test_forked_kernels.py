"""A forked kernel is a kernel like any other: it computes, and is interrupted, restarted and ended."""

from __future__ import annotations

import os
import signal
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from running import WARM, alive, kernel, open_files, parent, until

from partnerlab.kernels.provisioner import ForkedProvisioner
from partnerlab.kernels.warm_process import warm_process


def test_a_forked_kernel_computes(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        assert one.value("6 * 7") == 42
        assert isinstance(one.manager.provisioner, ForkedProvisioner)
        assert one.value("'json' in __import__('sys').modules")


def test_what_it_prints_is_heard(tmp_path: Path) -> None:
    heard: list[str] = []
    with kernel(tmp_path) as one:
        one.client.execute_interactive(
            "print('said'); __import__('os').system('echo by a child')",
            timeout=30,
            output_hook=lambda message: heard.append(str(message["content"].get("text", ""))),
        )
        assert until(lambda: one.value("1 + 1") == 2)
    assert "said" in "".join(heard)


def test_its_own_output_goes_into_the_file_it_was_given(tmp_path: Path) -> None:
    with (tmp_path / "errors").open("w") as errors, kernel(tmp_path, stderr=errors) as one:
        assert one.value("__import__('os').write(__import__('sys').__stderr__.fileno(), b'said') and 1") == 1
    assert "said" in (tmp_path / "errors").read_text()


def test_its_parent_is_the_warm_process_and_its_session_its_own(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        assert one.value("__import__('os').getppid()") == warm_process(WARM).pid
        assert one.value("__import__('os').getsid(0)") == one.value("__import__('os').getpgrp()") == one.pid


def test_it_runs_where_and_with_what_it_was_told(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    environment = {**os.environ, "CITY": "Perm", "TZ": "Asia/Yekaterinburg"}
    environment.pop("HOME", None)
    with kernel(tmp_path, cwd=str(tmp_path / "elsewhere"), env=environment) as one:
        assert one.value("__import__('os').getcwd()") == str(tmp_path / "elsewhere")
        assert one.value("__import__('os').environ['CITY']") == "Perm"
        assert one.value("'HOME' in __import__('os').environ") is False
        assert one.value("__import__('time').strftime('%z')") == "+0500"


def test_it_imports_from_where_it_was_told(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "of_the_path.py").write_text("found = 1")
    (tmp_path / "of_the_folder.py").write_text("found = 2")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "library")}
    with kernel(tmp_path, cwd=str(tmp_path), env=environment) as one:
        assert one.value("[__import__(name).found for name in ('of_the_path', 'of_the_folder')]") == [1, 2]
        assert str(Path.cwd()) not in one.value("__import__('sys').path")  # where the warm process was started


def test_it_keeps_no_history_and_copies_nothing_of_the_warm_process_to_collect_it(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        assert one.value("get_ipython().history_manager.enabled") is False
        assert one.value("__import__('gc').get_freeze_count()") > 10_000


def test_what_it_starts_has_nothing_open_of_it(tmp_path: Path) -> None:
    listing = "[os.readlink(f'/proc/self/fd/{file}') for file in os.listdir('/proc/self/fd')[:-1]]"
    (tmp_path / "list.py").write_text(f"import os; print([file for file in {listing} if 'socket:' in file])")
    run = f"__import__('subprocess').run({[sys.executable, str(tmp_path / 'list.py')]!r}, close_fds=False, "
    with kernel(tmp_path) as one:
        assert one.value(run + "capture_output=True, text=True).stdout.strip()") == "[]"


def test_two_kernels_draw_different_numbers(tmp_path: Path) -> None:
    with kernel(tmp_path / "a") as one, kernel(tmp_path / "b") as two:
        assert one.value("__import__('random').random()") != two.value("__import__('random').random()")
        assert one.value("__import__('numpy').random.random()") != two.value("__import__('numpy').random.random()")


def test_it_has_nothing_open_of_another(tmp_path: Path) -> None:
    with kernel(tmp_path / "a"), kernel(tmp_path / "b") as two:
        pid = warm_process(WARM).pid
        assert pid is not None
        theirs = {file for file in open_files(pid) if file.startswith("socket:")}
        assert len(theirs) == 3  # where kernels are asked for, and a connection for each of the two
        assert len(theirs & set(open_files(two.pid))) == 1


def test_a_kernel_that_crashes_harms_no_other(tmp_path: Path) -> None:
    with kernel(tmp_path / "a") as one, kernel(tmp_path / "b") as two:
        one.client.execute("__import__('os').kill(__import__('os').getpid(), 11)")
        assert until(lambda: not one.manager.is_alive())
        assert one.manager.provisioner.process.returncode == -signal.SIGSEGV
        assert two.value("1 + 1") == 2


def test_it_is_interrupted_and_goes_on(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        begun = tmp_path / "begun"
        code = f"open({str(begun)!r}, 'w').close(); __import__('time').sleep(60)"
        asked = one.client.execute(code, stop_on_error=False)  # what is asked next is not given up with it
        assert until(begun.exists)
        one.manager.interrupt_kernel()
        while (reply := one.client.get_shell_msg(timeout=10))["parent_header"].get("msg_id") != asked:
            continue
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert one.value("2 + 2") == 4


@pytest.mark.parametrize("now", [True, False])
def test_it_is_restarted_as_another(tmp_path: Path, *, now: bool) -> None:
    with kernel(tmp_path) as one:
        before = one.pid
        one.manager.restart_kernel(now=now)
        one.client.wait_for_ready(timeout=60)
        assert one.pid != before
        assert one.value("3 + 3") == 6
        assert not alive(before)


def test_it_shuts_down_when_asked(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        one.client.execute_interactive(
            f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'left')!r}).touch)", timeout=30
        )
        pid, process = one.pid, one.manager.provisioner.process
        one.manager.shutdown_kernel(now=False)
        assert not Path(f"/proc/{pid}").exists()
        assert process.returncode == 0
    assert (tmp_path / "left").exists()


def test_it_has_ended_when_killing_it_comes_back(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        pid, process = one.pid, one.manager.provisioner.process
        one.manager.shutdown_kernel(now=True)
        assert not alive(pid)
        assert process.returncode == -signal.SIGKILL


def test_a_busy_kernel_is_ended_too(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        begun = tmp_path / "begun"
        one.client.execute(
            "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
            f"open({str(begun)!r}, 'w').close(); time.sleep(60)"
        )
        assert until(begun.exists)
        pid = one.pid
        start = time.monotonic()
        one.manager.shutdown_kernel(now=False)
        assert time.monotonic() - start < 30
        assert not alive(pid)


def test_it_writes_its_connection_file_and_leaves_none(tmp_path: Path) -> None:
    with kernel(tmp_path) as one:
        assert (tmp_path / "kernel.json").exists()
        assert one.value("__import__('ipykernel').get_connection_file()") == str(tmp_path / "kernel.json")
    assert sorted(file.name for file in tmp_path.iterdir()) == []


def test_a_program_that_forks_itself_has_a_warm_process_of_its_own(tmp_path: Path) -> None:
    with kernel(tmp_path / "a") as one:
        theirs = warm_process(WARM).pid
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                warm_process(WARM).start()
                status = 0 if warm_process(WARM).pid != theirs else 2
                launched = warm_process(WARM)._launched
                assert launched is not None
                launched.end()
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert one.value("1 + 1") == 2
        assert parent(one.pid) == theirs


def test_jupyter_finds_the_provisioner_of_the_installed_package() -> None:
    try:
        entry_points = distribution("partnerlab").entry_points
    except PackageNotFoundError:
        pytest.skip("the package runs from its source folder")
    (entry_point,) = entry_points.select(group="jupyter_client.kernel_provisioners", name="forked")
    assert entry_point.load() is ForkedProvisioner
