"""The package's own kernel: what is done before any is forked, and where Jupyter finds it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from partnerlab.kernels.launched import QUIET
from partnerlab.publish.warm_kernel import KERNEL, KERNELS, WarmKernelManager, WarmKernelSpecs, make_known

WARMED = """
import json, sys
from pathlib import Path
from partnerlab.kernels.forking import warm_up
warm_up(sys.argv[1])
threads = len(list(Path("/proc/self/task").iterdir()))
print(json.dumps({"threads": threads, "modules": sorted(sys.modules)}))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux only")
def test_what_is_done_before_any_fork_starts_no_thread_and_imports_what_every_page_needs() -> None:
    spec = json.loads((KERNELS / KERNEL / "kernel.json").read_text())
    (warm,) = spec["metadata"]["kernel_provisioner"]["config"]["warm"]
    run = subprocess.run(
        [sys.executable, "-c", WARMED, warm], env={**os.environ, **QUIET}, capture_output=True, text=True, check=True
    )
    told = json.loads(run.stdout)
    assert told["threads"] == 1
    needed = {"pandas", "plotly.graph_objs", "partnerlab.page.served", "partnerlab.page.still"}
    assert needed <= set(told["modules"])


def test_a_server_can_start_no_other_kernel_than_the_packages_own() -> None:
    assert set(WarmKernelSpecs().find_kernel_specs()) == {KERNEL}
    assert WarmKernelManager().kernel_spec.argv[0] == "python"


def test_the_kernel_is_found_where_the_package_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    make_known()
    assert KernelSpecManager().find_kernel_specs()[KERNEL] == str(KERNELS / KERNEL)
    assert KernelSpecManager().get_kernel_spec(KERNEL).display_name == "partnerlab"
    assert os.environ["JUPYTER_PATH"].endswith(os.pathsep + str(tmp_path))
