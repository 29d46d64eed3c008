"""By which names the server may be asked, and how its cookies are kept."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

VISITOR = "partnerlab_visitor"


@dataclass(frozen=True)
class Place:
    """Where the server listens, and the address under which a proxy shows it to everyone, if there is one.

    >>> Place("127.0.0.1", 8866, "https://contest.example.org").knows("contest.example.org")
    True
    >>> Place("127.0.0.1", 8866).knows("evil.example")
    False
    """

    host: str
    port: int
    public: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether visitors come over TLS."""
        return urlsplit(self.public).scheme == "https"

    @property
    def cookie(self) -> str:
        """The name of the visitor's cookie: over TLS one that no other name of the domain can set."""
        return f"__Host-{VISITOR}" if self.is_secure else VISITOR

    def knows(self, asked: str) -> bool:
        """Whether the server goes by the name that was asked for.

        One that listens on this machine only must not answer to another name: a page elsewhere could have its own name
        lead here, and read what is shown. One that listens to the network without a public address cannot tell.
        """
        name = _name(f"//{asked}")
        return bool(name) and (name == _name(self.public) or _is_own(name) or not (_is_own(self.host) or self.public))

    def is_own_page(self, origin: str | None, asked: str) -> bool:
        """Whether a page of this server asks, and no other."""
        try:
            told = urlsplit(origin or "")
        except ValueError:
            return False
        if self.public:
            public = urlsplit(self.public)
            if (told.scheme, told.netloc.lower()) == (public.scheme, public.netloc.lower()):
                return True
        return told.scheme in ("http", "https") and told.netloc.lower() == asked.lower()


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _is_own(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
