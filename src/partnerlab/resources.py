"""Where the package's own data and notebooks lie: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
PUBLISHED, SAMPLE = "published", "sample"
"""What stands in the place of a file for the package's own data: the printed tables, and the synthetic sample."""


def _find(name: str) -> Path:
    installed = PACKAGE / name
    if installed.is_dir():
        return installed
    checkout = PACKAGE.parents[1] / name
    if checkout.is_dir() and (PACKAGE.parents[1] / "pyproject.toml").is_file():
        return checkout
    raise FileNotFoundError(f"partnerlab is installed without its folder {name!r}: {installed}")


def data_folder() -> Path:
    """The folder of the printed tables, with its `datapackage.json`.

    Raises:
        FileNotFoundError: if the package was installed without it.

    >>> (data_folder() / "datapackage.json").is_file()
    True
    """
    return _find("data")


def notebooks_folder() -> Path:
    """The folder of the notebooks that come with the package.

    Raises:
        FileNotFoundError: if the package was installed without it.

    >>> (notebooks_folder() / "year_report.ipynb").is_file()
    True
    """
    return _find("notebooks")


def assets_folder() -> Path:
    """The folder of what pages share: the style, the typeface, the scripts.

    >>> (assets_folder() / "page.css").is_file()
    True
    """
    return PACKAGE / "publish" / "templates" / "assets"
