"""Who has a page open, in which kernel, and when that kernel is to end."""

from __future__ import annotations

import hmac
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

MOST = 100
"""So many visitors are served at once unless the command says otherwise; each takes up to 60 MB."""


@dataclass(frozen=True)
class Patience:
    """How many seconds a kernel waits: for a connection, for a change on its page, and between two looks at it."""

    alone: float = 30
    idle: float = 15 * 60
    look: float = 10


PATIENCE = Patience()


class Socket(Protocol):
    """A connection of a page to its kernel."""

    def close(self) -> None:
        """End the connection."""


@dataclass(eq=False)
class Visit:
    """A page that a visitor has opened: its kernel, the secret of the visitor's browser, its connection."""

    kernel: str
    secret: str
    since: float
    """When the page was last heard of."""
    socket: Socket | None = None
    is_made: bool = False
    is_ending: bool = False

    def made(self, now: float) -> None:
        """The page has been sent whole: from now on its kernel waits for a connection."""
        self.is_made, self.since = True, now

    def connect(self, socket: Socket, now: float) -> None:
        """Take a connection; an older one, of which a lost network may have told nothing, is closed."""
        before, self.socket, self.since = self.socket, socket, now
        if before is not None:
            before.close()

    def heard(self, now: float) -> None:
        """Something was asked."""
        self.since = now

    def left(self, socket: Socket, now: float) -> None:
        """The connection has ended, unless another one has taken its place."""
        if self.socket is socket:
            self.socket, self.since = None, now

    def is_over(self, patience: Patience, now: float) -> bool:
        """Whether the kernel has waited long enough."""
        return self.is_made and now - self.since > (patience.alone if self.socket is None else patience.idle)


class Visits:
    """All pages that are open.

    >>> visits = Visits(most=1)
    >>> visit = visits.begin("a secret")
    >>> visits.begin("another") is None, visits.of(visit.kernel, "another") is None
    (True, True)
    """

    def __init__(self, most: int = MOST, clock: Callable[[], float] = monotonic) -> None:
        """Nobody is there; `most` may come."""
        self.most, self.clock = most, clock
        self._open: dict[str, Visit] = {}

    def __len__(self) -> int:
        """How many pages are open."""
        return len(self._open)

    def begin(self, secret: str) -> Visit | None:
        """A new visit; None where too many are there."""
        if len(self._open) >= self.most:
            return None
        visit = Visit(str(uuid.uuid4()), secret, self.clock())
        self._open[visit.kernel] = visit
        return visit

    def of(self, kernel: str, secret: str) -> Visit | None:
        """The visit with this kernel; None where there is none, or it is another visitor's."""
        visit = self._open.get(kernel)
        if visit is None or visit.is_ending or not hmac.compare_digest(visit.secret.encode(), secret.encode()):
            return None
        return visit

    def over(self, patience: Patience) -> list[Visit]:
        """The visits whose kernels have waited long enough."""
        now = self.clock()
        return [visit for visit in self._open.values() if not visit.is_ending and visit.is_over(patience, now)]

    def open(self) -> list[Visit]:
        """The visits whose pages have been made."""
        return [visit for visit in self._open.values() if visit.is_made and not visit.is_ending]

    def forget(self, visit: Visit) -> None:
        """The kernel has ended: another visitor may come."""
        self._open.pop(visit.kernel, None)


def new_secret() -> str:
    """What only the browser of one visitor knows."""
    return secrets.token_urlsafe(32)
