"""The kernel spec of the tests, and the provisioner made known where the package is not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from running import WARM, write_spec

from partnerlab.kernels.provisioner import register


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not sys.platform.startswith("linux"):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="kernels are forked on Linux only"))


@pytest.fixture(scope="session")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specs")
    write_spec(folder, "forked", *WARM)
    return folder


@pytest.fixture(autouse=True)
def jupyter_path(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(specs))
    register()
