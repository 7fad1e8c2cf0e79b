"""Static files from a table made at start: no request ever touches a path on the disk."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".bin": "application/octet-stream",
    ".data": "application/octet-stream",
}
_HASHED = re.compile(r"[.-][0-9a-f]{8,64}\.[a-z0-9.]+$")
_IMMUTABLE = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass
class Asset:
    """One file and its compressed forms, by the name of the encoding."""

    content: bytes
    media_type: str
    cache: str
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong tag of the uncompressed content."""
        return '"' + hashlib.sha256(self.content).hexdigest()[:32] + '"'


def load(directory: Path) -> dict[str, Asset]:
    """The files below `directory` by URL path; hidden files and symbolic links are left out."""
    table: dict[str, Asset] = {}
    if not directory.is_dir():
        return table
    for path in sorted(directory.rglob("*")):
        relative = path.relative_to(directory)
        if path.is_symlink() or not path.is_file() or path.suffix not in _TYPES:
            continue
        if any(part.startswith(".") for part in relative.parts):
            continue
        hashed = _HASHED.search(path.name) is not None
        asset = Asset(path.read_bytes(), _TYPES[path.suffix], _IMMUTABLE if hashed else "no-cache")
        for name, suffix in _ENCODINGS:
            packed = path.with_name(path.name + suffix)
            if packed.is_file() and not packed.is_symlink():
                asset.encoded[name] = packed.read_bytes()
        table["/" + relative.as_posix()] = asset
    return table


def _accepts(header: str, name: str) -> bool:
    for part in header.lower().split(","):
        token, _, parameter = part.strip().partition(";")
        if token.strip() == name:
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def respond(request: Request, asset: Asset, vary: str = "Accept-Encoding") -> Response:
    """The asset in the best encoding the caller takes, or 304."""
    headers = {"ETag": asset.etag, "Cache-Control": asset.cache, "Vary": vary}
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if asset.etag in known or "W/" + asset.etag in known:
        return Response(status_code=304, headers=headers)
    content = asset.content
    wanted = request.headers.get("accept-encoding", "")
    for name, _ in _ENCODINGS:
        if name in asset.encoded and _accepts(wanted, name):
            content = asset.encoded[name]
            headers["Content-Encoding"] = name
            # Another encoding is another representation: it may not share a strong tag.
            headers["ETag"] = "W/" + asset.etag
            break
    return Response(content, 200, headers, asset.media_type)
