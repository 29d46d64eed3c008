"""The websocket of a page: its own visitor's, its own page's, and one at a time."""

from __future__ import annotations

import asyncio
from asyncio import Future
from contextlib import suppress
from typing import Any, cast

import tornado.web
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from partnerlab.publish.serving.answers import Answer
from partnerlab.publish.serving.gate import Gate
from partnerlab.publish.serving.served import Served
from partnerlab.publish.serving.visits import Visit


class PageSocket(KernelWebsocketHandler):
    """Lets a page speak with its kernel, through the gate."""

    visit: Visit

    @property
    def served(self) -> Served:
        """What all answers share."""
        return cast(Served, self.settings["served"])

    def set_default_headers(self) -> None:
        """Send what every other answer sends."""
        Answer.set_default_headers(cast(Answer, self))

    async def prepare(self, **_told: Any) -> None:
        """Answer to the server's own names, and to its own pages only."""
        if not self.served.place.knows(self.request.host) or not self.check_origin():
            raise tornado.web.HTTPError(403)

    def check_origin(self, origin: str | None = None) -> bool:
        """Whether a page of this server asks; whoever does not say which page asks is refused."""
        told = origin or self.request.headers.get("Origin")
        return self.served.place.is_own_page(told, self.request.host)

    async def get(self, kernel_id: str) -> None:
        """Connect a visitor to a kernel of the visitor's own; any other is not there."""
        secret = self.get_cookie(self.served.place.cookie) or ""
        visit = self.served.visits.of(kernel_id, secret)
        if visit is None or not visit.is_made or kernel_id not in self.kernel_manager:
            raise tornado.web.HTTPError(404)
        self.visit, self.kernel_id = visit, kernel_id
        self.connection = Gate(
            parent=self.kernel_manager.get_kernel(kernel_id), websocket_handler=self, config=self.config
        )
        await self.connection.prepare()
        await WebSocketHandler.get(self, kernel_id=kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Take the place of an older connection of the same page; one that has ended by now takes none."""
        if self.connection is None:
            return
        self.visit.connect(self, self.served.visits.clock())
        await super().open(kernel_id)  # type: ignore[no-untyped-call]

    def on_close(self) -> None:
        """Leave the kernel: it waits a little for another connection."""
        self.visit.left(self, self.served.visits.clock())
        super().on_close()  # type: ignore[no-untyped-call]

    def select_subprotocol(self, _offered: list[str]) -> None:
        """Speak none of Jupyter's protocols."""

    def heard(self) -> None:
        """The visitor has asked something."""
        self.visit.heard(self.served.visits.clock())

    def report(self, file: str) -> str:
        """The address of a report, as long as there is one."""
        return self.served.report(file)

    def say(self, text: str) -> Future[None]:
        """Send parts of the page, if it is still there; done when they have left for the visitor."""
        return asyncio.ensure_future(self._sent(text))

    async def _sent(self, text: str) -> None:
        with suppress(WebSocketClosedError):
            await self.write_message(text)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002
        """Say nothing but the number."""
        self.finish()
