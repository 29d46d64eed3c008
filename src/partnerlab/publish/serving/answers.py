"""What every answer of the server has: headers that shut the page off, and a friendly page where something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import tornado.web

from partnerlab.parameters import Parameters, from_address
from partnerlab.publish.serving import frame
from partnerlab.publish.serving.served import Served

POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""What a page may load and where to: styles in attributes are plotly's, data: and blob: its pictures to save."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Server": "partnerlab",
}


def policy(**changed: str) -> str:
    """The Content-Security-Policy of a page, with some of its rules changed."""
    rules = {**POLICY, **{name.replace("_", "-"): rule for name, rule in changed.items()}}
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


class Answer(tornado.web.RequestHandler):
    """An answer of the server."""

    @property
    def served(self) -> Served:
        """What all answers share."""
        return cast(Served, self.settings["served"])

    @property
    def asked(self) -> Parameters:
        """What the address asks for; what is wrong in it is left out here, and named by the page."""
        shown, _ = from_address(self.request.query, Parameters(None, self.served.language))
        return shown

    def set_default_headers(self) -> None:
        """Shut the page off from everything else."""
        self.set_header("Content-Security-Policy", policy())
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Answer to the server's own names only."""
        if not self.served.place.knows(self.request.host):
            raise tornado.web.HTTPError(403)

    def write_error(self, status_code: int, **_told: Any) -> None:
        """Say in the visitor's language that there is no such page, or that something went wrong, not why."""
        self.set_header("Cache-Control", "no-store")
        missing = status_code == 404
        self.finish(frame.missing(self.served, self.asked) if missing else frame.broken(self.served, self.asked))


class Missing(Answer):
    """An address at which nothing stands."""

    def prepare(self) -> None:
        """Say so, whatever is asked of it."""
        super().prepare()
        raise tornado.web.HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """There is nothing to protect."""
