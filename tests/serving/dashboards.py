"""A served site with small notebooks of its own, and visitors who speak with it over real sockets."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import nbformat
import psutil
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

SECONDS = 60
CONNECTED: list[WebSocketClientConnection] = []
TALKING = """
import json, os, sys
from comm import create_comm
from IPython.display import display
talk = create_comm(target_name="partnerlab", comm_id="partnerlab")
other = create_comm(target_name="other", comm_id="other")
heard = []
def answer(message):
    data = message["content"]["data"]
    heard.append(data)
    print("printed inside")
    print("printed as an error inside", file=sys.stderr)
    other.send({"n": data["n"], "parts": "of another comm"})
    if data["query"] == "fail":
        raise ValueError("a value inside")
    if data["query"] == "die":
        os._exit(1)
    if data["query"] == "wait":
        import time
        time.sleep(1)
    told = {"environment": lambda: json.dumps(dict(os.environ)), "heard": lambda: json.dumps(heard)}
    told["much"] = lambda: "x" * 1_000_000
    html = told.get(data["query"], lambda: data["query"])()
    talk.send({"n": data["n"], "parts": [{"id": "card-1", "html": html}]})
    report = "2001/en/leverage.html#district=Кировский" if data["query"] == "listed" else "2001/ru/map.html"
    last = {"query": data["query"], "title": "A title", "report": report, "last": True}
    talk.send({"n": data["n"], "parts": [], **last, "log": "a value inside", "inside": "a value inside"})
talk.on_msg(answer)
"""
SHOWN = """
display({"text/html": '<section data-part="top"><h1>A page that talks</h1></section>', "text/plain": ""}, raw=True)
"""
NOTEBOOKS = {
    "year_report": [TALKING, SHOWN],
    "leverage": [TALKING, SHOWN],
    "failing": [TALKING, SHOWN, "raise ValueError('a value inside')", SHOWN],
    "dying": [TALKING, SHOWN, "os._exit(1)", SHOWN],
    "hanging": [TALKING, SHOWN, "import time; time.sleep(600)"],
}


def write_notebooks(folder: Path) -> Path:
    for name, cells in NOTEBOOKS.items():
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        made.metadata.kernelspec = {"name": "partnerlab", "language": "python", "display_name": "partnerlab"}
        nbformat.write(made, folder / f"{name}.ipynb")
    spec = {
        "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "partnerlab",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "forked", "config": {"warm": ["comm"]}}},
    }
    (folder / "kernels" / "partnerlab").mkdir(parents=True)
    (folder / "kernels" / "partnerlab" / "kernel.json").write_text(json.dumps(spec))
    return folder


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Site:
    """A server that runs, and where."""

    port: int
    process: psutil.Process
    log: Path

    def kernels(self) -> list[psutil.Process]:
        """The processes in which pages run: children of the process that they are forked from."""
        return [kernel for warm in self.process.children() for kernel in warm.children()]

    def wait_for_kernels(self, count: int, seconds: float = 15) -> None:
        until = time.monotonic() + seconds
        while len(self.kernels()) != count:
            assert time.monotonic() < until, f"{len(self.kernels())} kernels, not {count}"
            time.sleep(0.05)

    def get(self, path: str, *, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """An answer to a request, as it comes."""
        return ask(self.port, path, method=method, body=body, headers=headers)

    def visitor(self) -> Visitor:
        return Visitor(self)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        return self.raw.decode()


def ask(port: int, path: str, *, method: str = "GET", body: str | None = None, headers: dict[str, str]) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers=told)
    answer: HTTPResponse = connection.getresponse()
    given = [value.partition(";")[0].partition("=") for value in answer.headers.get_all("Set-Cookie") or []]
    read = Answer(answer.status, dict(answer.headers), {name: value for name, _, value in given}, answer.read())
    connection.close()
    return read


@dataclass
class Visitor:
    """A browser with its cookies."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str = "/leverage?language=en") -> Opened:
        answer = self.site.get(path, Cookie=self.cookie)
        self.cookies |= answer.cookies
        found = re.findall(r'data-(kernel|socket|end|token)="([^"]*)"', answer.text)
        return Opened(self, answer, {name: unescape(value) for name, value in found})


@dataclass
class Opened:
    """A page that a visitor has opened, with what its end says."""

    visitor: Visitor
    answer: Answer
    told: dict[str, str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.visitor.site.port}"

    async def connect(self, *, path: str = "", protocol: str = "", **headers: str) -> WebSocketClientConnection:
        """A real websocket, by default that of the page itself; raises HTTPClientError where it is refused."""
        given = {"Cookie": self.visitor.cookie, "Origin": self.origin, **headers}
        address = f"ws://127.0.0.1:{self.visitor.site.port}{path or self.told['socket']}"
        request = HTTPRequest(address, headers={name: value for name, value in given.items() if value})
        socket = await websocket_connect(request, subprotocols=[protocol] if protocol else None)
        CONNECTED.append(socket)
        return socket

    def leave(self, token: str | None = None, *, visitor: Visitor | None = None) -> Answer:
        """What the page's script sends when the page is left."""
        body = "" if token == "" else f"_xsrf={self.told['token'] if token is None else token}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": (visitor or self.visitor).cookie}
        return self.visitor.site.get(self.told["end"], method="POST", body=body, **headers)


def run(test: Awaitable[Any]) -> Any:
    """Let a test speak over websockets, which are closed when it ends."""

    async def closing() -> Any:
        try:
            return await asyncio.wait_for(test, SECONDS)
        finally:
            while CONNECTED:
                CONNECTED.pop().close()
            await asyncio.sleep(0.05)

    # Playwright's loop runs in this thread as soon as a test has opened a browser: websockets get one of their own.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, closing()).result()


async def asked(socket: WebSocketClientConnection, query: str, n: int = 1) -> list[dict[str, Any]]:
    """All that a page is told in answer to a change."""
    await socket.write_message(json.dumps({"n": n, "query": query}))
    said: list[dict[str, Any]] = []
    while not said or not said[-1].get("last"):
        frame = await socket.read_message()
        assert isinstance(frame, str), (socket.close_code, said)
        said.append(json.loads(frame))
    return said


@contextmanager
def served(folder: Path, **told: Any) -> Iterator[Site]:
    """A site that is served as long as the test needs it."""
    port = free_port()
    log = folder / f"log-{port}"
    command = [sys.executable, str(Path(__file__).with_name("launched.py")), json.dumps({"port": port, **told})]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PARTNERLAB_SECRET": "not for kernels", "AWS_SECRET_ACCESS_KEY": "not for kernels"},
            cwd=folder,
        )
    try:
        for _ in range(400):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield Site(port, psutil.Process(process.pid), log)
    finally:
        process.terminate()
        process.wait(30)
