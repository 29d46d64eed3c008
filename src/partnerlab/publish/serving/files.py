"""Files that are served: what pages load, and the static reports."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from functools import cache

import tornado.web

from partnerlab.publish.export import TEMPLATES
from partnerlab.publish.serving.answers import Answer, policy
from partnerlab.publish.serving.reports import is_for_mail

YEAR_SECONDS = 365 * 24 * 60 * 60


class AssetFile(Answer):
    """One of the files that pages load. Its address changes when it does, so that a browser asks for it once."""

    def get(self, state: str, name: str) -> None:
        """Send the file, packed where the browser can unpack it."""
        asset = self.served.assets.files.get(name) if state == self.served.assets.state else None
        if asset is None:
            raise tornado.web.HTTPError(404)
        packed = bool(asset.packed) and "gzip" in self.request.headers.get("Accept-Encoding", "")
        self.set_header("Content-Type", asset.type)
        self.set_header("Cache-Control", f"public, max-age={YEAR_SECONDS}, immutable")
        self.set_header("ETag", f'"{asset.digest[:32]}{"-gzip" if packed else ""}"')
        if self.check_etag_header():
            self.set_status(304)
            return
        if packed:
            self.set_header("Content-Encoding", "gzip")
        self.finish(asset.packed if packed else asset.content)

    head = get


class ReportFile(Answer):
    """A static report, its picture or its tables."""

    def get(self, name: str) -> None:
        """Send the file."""
        reports = self.served.reports
        path = reports.file(name or "index.html") if reports else None
        if path is None:
            raise tornado.web.HTTPError(404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Content-Security-Policy", policy(script_src=f"'self' {own_script()}"))
        self.set_header("Cache-Control", "no-cache")
        if is_for_mail(name):
            self.set_header("Content-Disposition", f'attachment; filename="{name.replace("/", "-")}"')
        self.finish(path.read_bytes())

    head = get


@cache
def own_script() -> str:
    """The one script that stands in a report itself, as a policy names it: it says that the others are missing."""
    page = (TEMPLATES / "report" / "index.html.j2").read_text(encoding="utf-8")
    written = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in written)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
