"""The package as it is installed: light to import, whole in its wheel, its floors in order."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from partnerlab import resources
from places import CHECKOUT

HEAVY = ("pandas", "numpy", "plotly", "narwhals", "ipywidgets", "papermill", "voila", "babel", "scipy")


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, **options)  # type: ignore[call-overload,no-any-return]


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, json, partnerlab; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(run(sys.executable, "-c", script).stdout)
    assert not {name.partition(".")[0] for name in loaded} & set(HEAVY)


def test_the_help_of_the_command_line_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['partnerlab', '--help']\n"
        "import partnerlab.cli\n"
        "try: partnerlab.cli.main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *(n for n in ('pandas', 'plotly', 'papermill', 'voila') if n in sys.modules))"
    )
    assert run(sys.executable, "-c", script).stdout.rstrip().endswith("LOADED")


def test_every_promised_name_is_there() -> None:
    import partnerlab

    for name in partnerlab.__all__:
        assert getattr(partnerlab, name) is not None
    with pytest.raises(AttributeError):
        partnerlab.nothing_of_the_kind  # noqa: B018  (asking for it is the test)


def test_a_checkout_finds_its_data_and_notebooks() -> None:
    assert (resources.data_folder() / "datapackage.json").is_file()
    assert (resources.notebooks_folder() / "year_report.ipynb").is_file()


def test_a_package_without_its_data_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "lib" / "site-packages" / "partnerlab")
    with pytest.raises(FileNotFoundError, match="installed without its folder 'data'"):
        resources.data_folder()


def test_an_installed_wheel_carries_its_data_and_notebooks(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, CHECKOUT)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {
        "partnerlab/data/datapackage.json",
        "partnerlab/notebooks/year_report.ipynb",
        "partnerlab/py.typed",
    } <= names
    assert not any("reports/" in name or "tests/" in name for name in names)
    # Installed beside the libraries of this environment, and run from another folder.
    place = tmp_path / "installed"
    venv.create(place, with_pip=False, system_site_packages=False)
    (site,) = place.glob("lib/python*/site-packages") if sys.platform != "win32" else place.glob("Lib/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries))
    script = (
        "import partnerlab, partnerlab.resources as r; print(r.data_folder()); print(r.notebooks_folder());"
        "print(partnerlab.metrics.leverage(partnerlab.published('social_order')).leverage.round(2).tolist())"
    )
    python = place / "bin" / "python" if sys.platform != "win32" else place / "Scripts" / "python.exe"
    data, notebooks, leverage = run(python, "-c", script, cwd=tmp_path).stdout.splitlines()
    assert Path(data) == site / "partnerlab" / "data"
    assert Path(notebooks) == site / "partnerlab" / "notebooks"
    assert leverage == "[2.87, 5.52, 8.43]"


def test_the_floors_are_in_order() -> None:
    finished = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


def test_the_code_is_typed_and_tidy() -> None:
    for tool in (["mypy"], ["ruff", "check"], ["ruff", "format", "--check"]):
        finished = subprocess.run(
            [sys.executable, "-m", *tool], cwd=CHECKOUT, capture_output=True, text=True, check=False
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr


def test_the_readme_leads_from_every_notebook_to_its_part_and_metrics() -> None:
    from partnerlab.catalogue import CATALOGUE, TOPICS
    from partnerlab.publish.plan import notebooks

    lines = (CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
    rows = {name: rest for line in lines if (cells := line.split("|"))[1:] for name, *rest in [cells[1:-1]]}
    listed = {name.strip(" `"): rest for name, rest in rows.items() if name.strip().startswith("`") and len(rest) == 2}
    assert set(listed) == set(notebooks()) == {topic.name for topic in TOPICS}
    for name, (part, metrics) in listed.items():
        assert part.strip()
        shown = re.findall(r'page.show\("(\w+)"', notebooks()[name].read_text(encoding="utf-8").replace("\\", ""))
        assert {one for one in re.findall(r"`(\w+)`", metrics) if one in CATALOGUE} >= set(shown), name
    everything = "".join(path.read_text(encoding="utf-8") for path in notebooks().values()).replace("\\", "")
    for question in CATALOGUE:
        assert f'page.show("{question}"' in everything


def test_the_constraints_name_versions_and_no_address() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text().splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 50
    for line in pinned:
        name, _, version = line.partition("==")
        assert name
        assert version
        assert not set("/@: ") & set(line), line
