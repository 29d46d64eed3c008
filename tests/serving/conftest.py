"""One server with small notebooks for the tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dashboards import Site, served, write_notebooks


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_notebooks(tmp_path_factory.mktemp("notebooks")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, notebooks: str) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site"), notebooks=notebooks) as site:
        yield site
