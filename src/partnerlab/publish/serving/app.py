"""Voila with none of its own addresses: the package's pages and nothing else."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from tornado.ioloop import PeriodicCallback
from voila.app import Voila

from partnerlab.publish.export import TEMPLATES
from partnerlab.publish.serving import settings
from partnerlab.publish.serving.answers import Missing
from partnerlab.publish.serving.ending import End, look
from partnerlab.publish.serving.files import AssetFile, ReportFile
from partnerlab.publish.serving.page import Moved, Page
from partnerlab.publish.serving.served import Served
from partnerlab.publish.serving.socket import PageSocket

KERNEL = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
NAME = r"([a-z0-9_]+)"


class Dashboards(Voila):  # type: ignore[misc]
    """Serves the notebooks of the package as pages of one site."""

    served: Served

    def setup_template_dirs(self) -> None:
        """One template, which prints what cells show; none of Voila's front end."""
        self.template_paths = [str(TEMPLATES / "live")]
        self.static_paths: list[str] = []

    def init_settings(self) -> dict[str, Any]:
        """Voila's own settings, with a narrower gate."""
        told: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = ["comm_msg"]
        return {
            **told,
            **settings.of_tornado(self.served.place),
            "served": self.served,
            "default_handler_class": Missing,
        }

    def init_handlers(self) -> list[Any]:
        """All addresses that there are."""
        return [
            (r"/", Page),
            (rf"/{NAME}", Page),
            (rf"/voila/render/{NAME}\.ipynb", Moved),
            (rf"/kernels/{KERNEL}/socket", PageSocket),
            (rf"/kernels/{KERNEL}/end", End),
            (r"/assets/([0-9a-f]+)/(.+)", AssetFile),
            (r"/reports/(.*)", ReportFile),
        ]

    def listen(self) -> None:
        """Begin to look after the kernels, then listen."""
        for name in ("tornado.access", "tornado.general"):  # what a visitor does wrong is no news
            logging.getLogger(name).setLevel(logging.ERROR)
        libraries = logging.getLogger("traitlets")  # Voila's renderer says here, and only here, why a cell has failed
        libraries.setLevel(logging.ERROR)
        libraries.addHandler(logging.StreamHandler())
        self.app.listen = partial(self.app.listen, **settings.of_connections())
        PeriodicCallback(self._look, self.served.patience.look * 1000).start()
        super().listen()

    async def _look(self) -> None:
        await look(self.served, self.kernel_manager)
