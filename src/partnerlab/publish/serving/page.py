"""A page: its frame at once, then what its notebook shows, cell by cell, then its connection to the kernel."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncIterator
from typing import Any

import tornado.web
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer

from partnerlab.parameters import LONGEST_QUERY
from partnerlab.publish.plan import notebooks
from partnerlab.publish.serving import environment, frame
from partnerlab.publish.serving.answers import Answer
from partnerlab.publish.serving.ending import end
from partnerlab.publish.serving.served import address, front
from partnerlab.publish.serving.visits import Visit, new_secret
from partnerlab.publish.warm_kernel import KERNEL

PAGE_SECONDS = 150
"""A page that is not whole by then says that it failed; each of its cells has `settings.CELL_SECONDS`."""
RETRY_SECONDS = 30
SECRET = re.compile(r"[\w-]{43}", re.ASCII)

log = logging.getLogger("partnerlab.serving")


class Incomplete(Exception):
    """A cell of the notebook has failed."""


class Page(Answer):
    """Serves a notebook as a page."""

    async def get(self, name: str = "") -> None:
        """Send the page, its frame before anything is computed."""
        notebook = self._notebook(name)
        if name == front():
            self.redirect(address(name) + (f"?{self.request.query}" if self.request.query else ""))
            return
        visit = self.served.visits.begin(self._secret())
        if visit is None:
            self._refuse(notebook)
            return
        whole = False
        try:
            token = self.xsrf_token.decode()  # sets its cookie, which has to be done before the first flush
            self._open(visit)
            self.write(frame.head(self.served, notebook, self.asked))
            await self.flush()
            whole = await self._content(notebook, visit)
            connection = frame.Connection(visit.kernel, token) if whole else None
            visit.made(self.served.visits.clock())
            await self.finish(frame.tail(self.asked, connection))
        except StreamClosedError:
            whole = False  # the visitor has left
        finally:
            if not whole:
                await end(visit, self.served.visits, self.settings["kernel_manager"])

    def head(self, name: str = "") -> None:
        """Send the headers alone; no kernel is started for them."""
        self._notebook(name)
        self.set_header("Cache-Control", "no-store")

    def _notebook(self, name: str) -> str:
        notebook = name or front()
        if notebook not in notebooks():
            raise tornado.web.HTTPError(404)
        return notebook

    def _secret(self) -> str:
        """What the visitor's browser knows, from an earlier page or new."""
        known = self.get_cookie(self.served.place.cookie) or ""
        return known if SECRET.fullmatch(known) else new_secret()

    def _open(self, visit: Visit) -> None:
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")  # a proxy shall pass the frame on at once
        secure = self.served.place.is_secure
        self.set_cookie(self.served.place.cookie, visit.secret, path="/", httponly=True, samesite="Lax", secure=secure)

    def _refuse(self, notebook: str) -> None:
        self.set_status(503)
        self.set_header("Retry-After", str(RETRY_SECONDS))
        self.set_header("Cache-Control", "no-store")
        self.finish(frame.full(self.served, notebook, self.asked))

    async def _content(self, notebook: str, visit: Visit) -> bool:
        """Send what the cells show; False where one has failed. Why is told to the server's log alone."""
        try:
            async with asyncio.timeout(PAGE_SECONDS):
                async for html in self._cells(notebook, visit):
                    self.write(html)
                    await self.flush()
        except StreamClosedError:
            raise
        except Incomplete:
            log.error("the page %s could not be made: a cell has failed, or has printed", notebook)
            return False
        except Exception:
            log.exception("the page %s could not be made", notebook)
            return False
        return True

    async def _cells(self, notebook: str, visit: Visit) -> AsyncIterator[str]:
        kernels = self.settings["kernel_manager"]
        renderer = self._renderer(notebook)
        await renderer.initialize()
        failed = renderer.resources["failed"] = secrets.token_hex()
        env = environment.of_kernel(self._query())
        await kernels.start_kernel(kernel_id=visit.kernel, kernel_name=KERNEL, path="", env=env)
        async for html, _ in renderer.generate_content_generator(visit.kernel, kernels.get_kernel(visit.kernel)):
            if failed in html:
                raise Incomplete
            if html.strip():
                yield html

    def _renderer(self, notebook: str) -> Any:
        app = self.settings["voila"]
        return NotebookRenderer(
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=f"{notebook}.ipynb",
            template_paths=app.template_paths,
            config_manager=self.settings["config_manager"],
            contents_manager=self.settings["contents_manager"],
            base_url="/",
            kernel_spec_manager=self.settings["kernel_spec_manager"],
            page_config={},
        )

    def _query(self) -> str:
        """What the kernel is asked for: the address's own words, after the server's language."""
        return f"language={self.served.language}&{self.request.query}"[:LONGEST_QUERY]


class Moved(Answer):
    """The address at which Voila itself would serve a notebook."""

    def get(self, name: str) -> None:
        """Lead to the page."""
        if name not in notebooks():
            raise tornado.web.HTTPError(404)
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(address(name) + query)
