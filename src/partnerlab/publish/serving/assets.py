"""What all pages load: one plotly.js, scripts, style, typeface; packed once, and kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import tempfile
from dataclasses import dataclass
from pathlib import Path

from partnerlab.publish.export import TEMPLATES, write_assets

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
_PACKED = (".js", ".css", ".txt", ".svg", ".json")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: its bytes, the same packed (empty where that is no gain), its type and its digest."""

    content: bytes
    packed: bytes
    type: str
    digest: str


@dataclass(frozen=True)
class Assets:
    """All files by their names, and one short name for this very state of them."""

    files: dict[str, Asset]
    state: str

    @property
    def root(self) -> str:
        """The address below which they stand."""
        return f"/assets/{self.state}/"


def gathered() -> Assets:
    """What pages load, as this package has it.

    >>> gathered().files["page.css"].type
    'text/css; charset=utf-8'
    """
    with tempfile.TemporaryDirectory(prefix="partnerlab-") as folder:
        write_assets(Path(folder), live=True)
        found = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in Path(folder).rglob("*.*")
            if path.is_file()
        }
    found |= {path.name: path.read_bytes() for path in (TEMPLATES / "live").glob("*.css")}
    files = {name: _asset(name, content) for name, content in sorted(found.items())}
    every = "".join(f"{name}\n{asset.digest}\n" for name, asset in files.items())
    return Assets(files, hashlib.sha256(every.encode()).hexdigest()[:16])


def _asset(name: str, content: bytes) -> Asset:
    ending = Path(name).suffix
    packed = gzip.compress(content, 9, mtime=0) if ending in _PACKED else b""
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = hashlib.sha256(content).hexdigest()
    return Asset(content, packed if len(packed) < len(content) else b"", kind, digest)
