"""How kernels end: with their page, or when nobody has asked anything of them for a while."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import tornado.web
from jupyter_core.utils import ensure_async

from partnerlab.publish.serving.answers import Answer
from partnerlab.publish.serving.served import Served
from partnerlab.publish.serving.visits import Visit, Visits

log = logging.getLogger("partnerlab.serving")


async def end(visit: Visit, visits: Visits, kernels: Any) -> None:
    """End a visit's kernel; only when it has ended may another visitor come."""
    if visit.is_ending:
        return
    visit.is_ending = True
    try:
        if visit.socket is not None:
            visit.socket.close()
        if visit.kernel in kernels:
            await ensure_async(kernels.shutdown_kernel(visit.kernel, now=True))
    except Exception:
        log.exception("a kernel could not be ended")
    finally:
        visits.forget(visit)


async def look(served: Served, kernels: Any) -> None:
    """End the kernels that have waited long enough, and forget those that have died."""
    over = served.visits.over(served.patience)
    dead = [visit for visit in served.visits.open() if visit not in over and not await _lives(visit, kernels)]
    await asyncio.gather(*(end(visit, served.visits, kernels) for visit in (*over, *dead)))


async def _lives(visit: Visit, kernels: Any) -> bool:
    return visit.kernel in kernels and bool(await ensure_async(kernels.get_kernel(visit.kernel).is_alive()))


class End(Answer):
    """Where a page that is left says so."""

    async def post(self, kernel: str) -> None:
        """End the page's kernel, if the one who asks has opened it; that its own page asks, the token has shown."""
        visit = self.served.visits.of(kernel, self.get_cookie(self.served.place.cookie) or "")
        if visit is None:
            raise tornado.web.HTTPError(404)
        self.set_status(204)
        await self.finish()
        await end(visit, self.served.visits, self.settings["kernel_manager"])
