"""What a bad day does to the server: visitors who flood it, send slowly, read nothing or vanish, processes that die."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest
from dashboards import Opened, Site, asked, run, served
from tornado.httpclient import HTTPClientError

MEGABYTE = 2**20
RESET = struct.pack("ii", 1, 0)
"""A socket that is closed so takes back what it has not sent: the visitor is gone without a word."""


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory, notebooks: str) -> Iterator[Site]:
    patience = {"alone": 2.0, "idle": 60.0, "look": 0.2}
    told = {"notebooks": notebooks, "patience": patience, "header_seconds": 2, "visitors": 40}
    with served(tmp_path_factory.mktemp("hasty"), **told) as site:
        yield site


def handshake(opened: Opened) -> bytes:
    lines = [
        f"GET {opened.told['socket']} HTTP/1.1",
        f"Host: 127.0.0.1:{opened.visitor.site.port}",
        f"Origin: {opened.origin}",
        f"Cookie: {opened.visitor.cookie}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def frame(text: str) -> bytes:
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text.encode()


def reached(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=30)


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "//", "http://127.0.0.1:99999999", "\\", "http://" + "a" * 9000]
)
def test_an_origin_that_is_no_address_is_refused_and_is_no_news(site: Site, origin: str) -> None:
    opened = site.visitor().open()

    async def connect() -> None:
        with pytest.raises(HTTPClientError) as answer:
            await opened.connect(Origin=origin)
        assert answer.value.code == 403

    run(connect())
    assert "Invalid" not in site.log.read_text()


def test_nobody_can_post_more_than_a_page_that_is_left_does(site: Site) -> None:
    before = site.process.memory_info().rss
    with reached(site) as browser:
        browser.sendall(b"POST /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n")
        with suppress(OSError):
            for _ in range(90):
                browser.sendall(b"a" * 1_000_000)
            pytest.fail("90 megabytes were taken")
    assert site.process.memory_info().rss - before < 20 * MEGABYTE


def test_a_connection_on_which_a_request_trickles_in_is_closed(hasty: Site) -> None:
    with reached(hasty) as browser:
        browser.sendall(b"GET /leverage HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert browser.recv(1) == b""


def test_a_visitor_who_asks_and_does_not_read_fills_no_memory(site: Site) -> None:
    opened = site.visitor().open()
    with reached(site) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        browser.sendall(handshake(opened))
        assert b"101 Switching" in browser.recv(200)
        time.sleep(0.5)
        before = site.process.memory_info().rss
        for n in range(150):
            browser.sendall(frame(json.dumps({"n": n, "query": "much"})))
            time.sleep(0.02)
        assert site.process.memory_info().rss - before < 25 * MEGABYTE
    opened.leave()


def test_visitors_who_vanish_while_connecting_leave_no_kernel_and_no_news(hasty: Site) -> None:
    hasty.wait_for_kernels(0)
    opened = hasty.visitor().open()
    hasty.wait_for_kernels(1)
    before = hasty.process.num_fds()
    for _ in range(40):
        browser = reached(hasty)
        browser.sendall(handshake(opened))
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        browser.close()
    hasty.wait_for_kernels(0, seconds=10)
    assert hasty.process.num_fds() <= before
    assert "Uncaught exception" not in hasty.log.read_text()


@pytest.mark.parametrize("name", ["failing", "dying"])
def test_why_a_page_could_not_be_made_stands_in_the_servers_log(hasty: Site, name: str) -> None:
    before = len(hasty.log.read_text())
    hasty.get(f"/{name}")
    told = hasty.log.read_text()[before:]
    assert f"the page {name} could not be made" in told
    assert {"failing": "ValueError", "dying": "DeadKernelError"}[name] in told


def test_a_killed_kernel_closes_its_page_and_makes_room(hasty: Site) -> None:
    hasty.wait_for_kernels(0)
    opened = hasty.visitor().open()

    async def visit() -> None:
        socket = await opened.connect()
        assert (await asked(socket, "year=2001"))[-1]["last"]
        (kernel,) = hasty.kernels()
        kernel.kill()
        assert await socket.read_message() is None
        with pytest.raises(HTTPClientError) as answer:
            await opened.connect()
        assert answer.value.code == 404

    run(visit())
    assert opened.leave().status == 404


def test_a_killed_warm_process_costs_no_visitor_the_page(hasty: Site) -> None:
    hasty.wait_for_kernels(0)
    hasty.visitor().open().leave()
    for warm in hasty.process.children():
        warm.kill()
    psutil.wait_procs(hasty.process.children(), timeout=5)
    opened = hasty.visitor().open()
    assert "data-socket" in opened.answer.text
    opened.leave()
    hasty.wait_for_kernels(0)


def test_thirty_tabs_opened_and_closed_at_once_leave_nothing(hasty: Site) -> None:
    hasty.wait_for_kernels(0)
    visitor = hasty.visitor()
    visitor.open().leave()
    hasty.wait_for_kernels(0)
    before = hasty.process.num_fds()
    with ThreadPoolExecutor(30) as tabs:
        opened = list(tabs.map(lambda _: visitor.open(), range(30)))
        assert {tab.answer.status for tab in opened} == {200}
        assert {answer.status for answer in tabs.map(lambda tab: tab.leave(), opened)} <= {204, 404}
    hasty.wait_for_kernels(0)
    assert hasty.process.num_fds() <= before + 2
