"""The dashboards: stand-alone Voila, locked down, with a front page and a look of the package's own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import tornado.web
from jupyter_core.paths import jupyter_path
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from partnerlab.catalogue import topic
from partnerlab.dataset import Dataset
from partnerlab.publish import export, site
from partnerlab.publish.opening import known_years
from partnerlab.publish.plan import notebooks
from partnerlab.publish.warm_kernel import CLIENT, WarmKernelSpecs, start_ahead
from partnerlab.resources import notebooks_folder
from partnerlab.sources.forms.addresses import WHOLE_ADDRESS, is_address
from partnerlab.wording import LANGUAGES, Language

TEMPLATE = "partnerlab"
CELL_SECONDS = 120
IDLE_SECONDS = 600
KEPT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONUTF8",
    "PYTHONHASHSEED",
)
"""What of the environment a dashboard's kernel may see: what it needs to start, nothing that could be a secret."""


class FrontPage(tornado.web.RequestHandler):
    """The list of the dashboards, for each year of the data, in each language."""

    def initialize(self, html: str) -> None:
        """Take the page, which is the same for everyone."""
        self.html = html

    def set_default_headers(self) -> None:
        """Send what every other page sends."""
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def get(self) -> None:
        """Send the page."""
        self.finish(self.html)


class Dashboards(Voila):  # type: ignore[misc]
    """Voila that serves the package's notebooks and nothing else."""

    front_page = ""

    def init_handlers(self) -> list[Any]:
        """Voila's own addresses without its file tree and contents, and the front page."""
        kept = [
            handler
            for handler in super().init_handlers()
            if handler[1] is not TornadoVoilaTreeHandler and "api/contents" not in handler[0]
        ]
        return [(self.base_url, FrontPage, {"html": self.front_page}), *kept]


def settings(*, host: str, port: int) -> Config:
    """Voila's settings: no overrides, no files, no tracebacks, time limits, idle kernels ended."""
    config = Config()
    config.Voila.ip = host
    config.Voila.port = port
    config.Voila.port_retries = 0
    config.Voila.open_browser = False
    config.Voila.log_level = "ERROR"
    config.Voila.tornado_settings = {
        "headers": {
            "Content-Security-Policy": "frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
    }
    config.VoilaConfiguration.template = TEMPLATE
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = [
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
        "anywidget",
    ]
    config.VoilaExecutor.timeout = CELL_SECONDS
    config.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 60
    config.KernelManager.transport = "ipc"
    config.KernelManager.client_class = CLIENT
    config.VoilaConfiguration.kernel_spec_manager_class = WarmKernelSpecs
    return config


def front_page(data: str, years: Sequence[int], first: Language | None) -> str:
    """The front page as HTML: every dashboard with the years that the data know."""
    languages = sorted(LANGUAGES, key=lambda language: language != first) if first else LANGUAGES
    entries = [
        {
            "file": f"voila/render/{name}.ipynb?{urlencode({'year': year, 'language': language})}",
            "notebook": name,
            "parameters": {"year": year, "language": language, "data": data},
        }
        for language in languages
        for name in notebooks()
        for year in years
        if topic(name).about
    ]
    return site.render(entries, warnings=(), assets=f"voila/templates/{TEMPLATE}/static", languages=languages)


@contextmanager
def _template() -> Iterator[Path]:
    """A Jupyter folder with the template and its static files, for as long as the server runs."""
    folder = Path(tempfile.mkdtemp(prefix="partnerlab-"))
    try:
        target = folder / "voila" / "templates" / TEMPLATE
        shutil.copytree(export.TEMPLATES / "live", target)
        export.write_assets(target / "static")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clean_environment(data: str, boundaries: str | None, mapping: str | None, jupyter: Path) -> None:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    if is_address(data):  # without what its server asks for, no page has data
        kept |= {name: value for name, value in os.environ.items() if name.startswith("PG") or name == WHOLE_ADDRESS}
    os.environ.clear()
    os.environ |= kept
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(jupyter), *jupyter_path()])
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    os.environ["PARTNERLAB_PAGE"] = "live"
    os.environ["PARTNERLAB_DATA"] = data
    if boundaries is not None:
        os.environ["PARTNERLAB_BOUNDARIES"] = boundaries
    if mapping is not None:
        os.environ["PARTNERLAB_MAPPING"] = str(Path(mapping).resolve())


def serve(
    data: str,
    records: Dataset,
    *,
    language: Language | None,
    host: str,
    port: int,
    boundaries: str | None = None,
    mapping: str | None = None,
) -> None:
    """Serve the dashboards until they are stopped."""
    with _template() as folder:
        _clean_environment(data, boundaries, mapping, folder)
        start_ahead()
        app = Dashboards(config=settings(host=host, port=port))
        app.front_page = front_page(data, known_years(records, data), language)
        app.config_file_paths = []
        app.initialize([str(notebooks_folder())])
        app.start()
