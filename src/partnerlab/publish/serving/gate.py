"""The connection of a page to its kernel: nothing that a visitor makes reaches the kernel but a checked question."""

from __future__ import annotations

from asyncio import Future
from typing import Any, Protocol, cast

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from partnerlab.publish.serving import wire

WRONG = 1008
"""The websocket's own code for what goes against the rules."""


class Page(Protocol):
    """The page at the other end of a connection."""

    def close(self, code: int | None = None) -> None:
        """End the connection."""

    def heard(self) -> None:
        """Remember that something was asked."""

    def report(self, file: str) -> str:
        """The address of a report, as long as there is one."""

    def say(self, text: str) -> Future[None]:
        """Send parts of the page; done when they have left for the visitor."""


class Gate(ZMQChannelsWebsocketConnection):
    """Makes the kernel's messages itself, one at a time: while one is being answered only the newest waits.

    Nothing more is asked of the kernel before what it has said has left: a visitor who does not read fills no memory.
    """

    _asked = ""
    _said: Future[None] | None = None
    _waiting: wire.Question | None = None

    @property
    def _page(self) -> Page:
        return cast(Page, self.websocket_handler)

    def create_stream(self) -> None:
        """Connect to the channels that questions and answers take, and to no other."""
        identity = self.session.bsession
        for channel in ("iopub", "shell"):
            stream = getattr(self.kernel_manager, f"connect_{channel}")(identity=identity)
            stream.channel = channel
            self.channels[channel] = stream

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Take a question, or close the connection."""
        try:
            self._waiting = wire.question(incoming_msg)
        except wire.WrongFrame:
            self._page.close(WRONG)
            return
        self._page.heard()
        self._ask()

    def _ask(self) -> None:
        if self._asked or self._waiting is None or "shell" not in self.channels:
            return
        message = self.session.msg("comm_msg", content=self._waiting.content())
        self._asked, self._waiting = message["header"]["msg_id"], None
        self.session.send(self.channels["shell"], message)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Let parts of the page through, and nothing else: no stream, no error, no other channel."""
        if getattr(stream, "channel", None) != "iopub":
            return
        _, signed = self.session.feed_identities(outgoing_msg)
        message = self.session.deserialize(signed)
        if self._asked and wire.finishes(message, self._asked):
            self._finished()
            return
        said = wire.answer(message, self._page.report)
        if said is not None:
            self._said = self._page.say(said)

    def _finished(self) -> None:
        if self._said is not None and not self._said.done():
            self._said.add_done_callback(lambda _: self._finished())
            return
        self._asked = ""
        self._ask()

    def write_stderr(self, error_message: str, parent_header: object) -> None:
        """Say nothing of what goes wrong inside."""

    def on_kernel_restarted(self) -> None:
        """Kernels are not restarted."""

    def on_restart_failed(self) -> None:
        """Kernels are not restarted."""
