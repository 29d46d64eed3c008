"""Whatever a visitor sends over a page's websocket, the kernel gets the query of an address or nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from dashboards import Opened, Site, asked, run
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import serialize_binary_message, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError

from partnerlab.page import served
from partnerlab.publish.serving import wire

BINARY = "v1.kernel.websocket.jupyter.org"
CHANNELS = ("shell", "control", "stdin", "iopub")
WRONG, TOO_LARGE = 1008, 1009


def messages(effect: Path) -> dict[str, dict[str, Any]]:
    code = f"open({str(effect)!r}, 'w').write('done')"
    return {
        "execute_request": {"code": code, "silent": False, "allow_stdin": True, "user_expressions": {"x": code}},
        "complete_request": {"code": f"({code}).", "cursor_pos": len(code) + 3},
        "inspect_request": {"code": "heard", "cursor_pos": 3, "detail_level": 1},
        "history_request": {"hist_access_type": "tail", "n": 10, "output": True, "raw": True},
        "is_complete_request": {"code": code},
        "input_reply": {"value": code, "status": "ok"},
        "debug_request": {"type": "request", "seq": 1, "command": "evaluate", "arguments": {"expression": code}},
        "create_subshell_request": {},
        "kernel_info_request": {},
        "comm_info_request": {},
        "interrupt_request": {},
        "shutdown_request": {"restart": False},
        "comm_open": {"comm_id": "new", "target_name": "partnerlab", "data": {}},
        "comm_msg": {"comm_id": "partnerlab", "data": {"n": 1, "query": "seen"}},
        "comm_close": {"comm_id": "partnerlab", "data": {}},
    }


def forms(kind: str, content: dict[str, Any], channel: str) -> dict[str, tuple[str, str | bytes]]:
    """A message as JSON, as JSON with buffers, and in Jupyter's binary protocol, with the protocol it asks for."""
    session = Session(key=b"")
    message = session.msg(kind, content=content)
    whole = {**message, "channel": channel, "buffers": []}
    text = json.dumps(whole, default=str)
    return {
        "json": ("", text),
        "json that asks for the binary protocol": (BINARY, text),
        "json with buffers": ("", serialize_binary_message({**whole, "buffers": [b"x"]})),
        "binary": (BINARY, serialize_msg_to_ws_v1(message, channel, session.pack)),
        "binary without its protocol": ("", serialize_msg_to_ws_v1(message, channel, session.pack)),
    }


@pytest.fixture(scope="module")
def opened(site: Site) -> Opened:
    return site.visitor().open()


@pytest.mark.parametrize("kind", list(messages(Path())))
def test_no_message_of_jupyters_reaches_the_kernel(opened: Opened, tmp_path: Path, kind: str) -> None:
    effect = tmp_path / "effect"

    async def attack() -> None:
        for channel in CHANNELS:
            for form, (protocol, frame) in forms(kind, messages(effect)[kind], channel).items():
                socket = await opened.connect(protocol=protocol)
                await socket.write_message(frame, binary=isinstance(frame, bytes))
                assert await socket.read_message() is None, form
                assert socket.close_code == WRONG, form
        socket = await opened.connect()
        told = await asked(socket, "heard")
        heard = json.loads(told[0]["parts"][0]["html"])
        assert {one["query"] for one in heard} == {"heard"}

    run(attack())
    assert not effect.exists()


@pytest.mark.parametrize(
    "frame",
    [
        b'{"n": 1, "query": "year=2001"}',
        b"\x00\xff",
        "",
        "null",
        "[]",
        "7",
        "NaN",
        '"year=2001"',
        "{",
        "[" * 15_000,
        '{"n": 1}',
        '{"query": ""}',
        '{"n": 1, "query": ""}' + " " * 20_000,
        '{"n": true, "query": ""}',
        '{"n": "1", "query": ""}',
        '{"n": 1.5, "query": ""}',
        '{"n": -1, "query": ""}',
        '{"n": 1e400, "query": ""}',
        '{"n": NaN, "query": ""}',
        '{"n": 99999999999999999999999, "query": ""}',
        '{"n": 1, "query": null}',
        '{"n": 1, "query": ["year=2001"]}',
        '{"n": 1, "query": {"year": 2001}}',
        '{"n": 1, "query": "", "comm_id": "other"}',
        '{"n": 1, "query": "", "msg_type": "execute_request"}',
        json.dumps({"n": 1, "query": "y" * 2001}),
    ],
)
def test_a_wrong_frame_closes_the_connection(opened: Opened, frame: str | bytes) -> None:
    async def attack() -> None:
        socket = await opened.connect()
        await socket.write_message(frame, binary=isinstance(frame, bytes))
        assert await socket.read_message() is None
        assert socket.close_code in (WRONG, TOO_LARGE)
        again = await opened.connect()
        assert (await asked(again, "year=2001"))[0]["parts"] == [{"id": "card-1", "html": "year=2001"}]

    run(attack())


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_value_but_a_question_is_taken_for_one(value: Any) -> None:
    with pytest.raises(wire.WrongFrame):
        wire.question(json.dumps(value))


def test_the_page_and_the_server_mean_the_same_comm() -> None:
    assert wire.COMM == served.COMM


def test_a_change_is_answered_with_parts_and_nothing_from_inside_leaves(opened: Opened) -> None:
    async def ask() -> list[dict[str, Any]]:
        socket = await opened.connect()
        said = await asked(socket, "year=2003&language=ru", n=7)
        await asyncio.sleep(0.3)
        said += await asked(socket, "year=2001", n=8)
        return said

    first, last, *more = run(ask())
    assert first == {"n": 7, "parts": [{"id": "card-1", "html": "year=2003&language=ru"}]}
    assert set(last) == {"n", "parts", "query", "title", "report", "last"}
    assert last["report"] == ""  # there are no reports beside this server
    assert [one["n"] for one in more] == [8, 8]
    assert "inside" not in json.dumps([first, last, *more])


def test_an_error_in_the_kernel_tells_a_visitor_nothing_and_the_page_goes_on(opened: Opened) -> None:
    async def ask() -> list[dict[str, Any]]:
        socket = await opened.connect()
        await socket.write_message('{"n": 1, "query": "fail"}')
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(frame := asyncio.ensure_future(socket.read_message())), 1)
        await socket.write_message('{"n": 2, "query": "year=2001"}')
        first = json.loads(await frame or "")
        return [first]

    assert run(ask()) == [{"n": 2, "parts": [{"id": "card-1", "html": "year=2001"}]}]


def test_while_one_change_is_answered_only_the_newest_waits(site: Site) -> None:
    async def ask() -> list[str]:
        opened = site.visitor().open()
        socket = await opened.connect()
        await socket.write_message('{"n": 1, "query": "wait"}')
        for n in range(2, 40):
            await socket.write_message(json.dumps({"n": n, "query": f"year={n}"}))
        seen: list[dict[str, Any]] = []
        while not seen or seen[-1]["n"] != 39 or not seen[-1].get("last"):
            seen.append(json.loads(await socket.read_message() or ""))
        told = await asked(socket, "heard", n=40)
        return [one["query"] for one in json.loads(told[0]["parts"][0]["html"])]

    assert run(ask()) == ["wait", "year=39", "heard"]


def test_a_second_connection_takes_the_place_of_the_first(opened: Opened) -> None:
    async def connect() -> None:
        first = await opened.connect()
        second = await opened.connect()
        assert await first.read_message() is None
        assert (await asked(second, "year=2001"))[-1]["last"]

    run(connect())


def refused(connect: Callable[[], Awaitable[Any]]) -> int:
    async def trial() -> None:
        await connect()

    with pytest.raises(HTTPClientError) as answer:
        run(trial())
    return answer.value.code


def test_another_visitor_can_neither_connect_to_a_kernel_nor_end_it(site: Site, opened: Opened) -> None:
    other = site.visitor()
    theirs = other.open()
    assert refused(lambda: theirs.connect(path=opened.told["socket"])) == 404
    assert refused(lambda: opened.connect(Cookie="")) == 404
    assert refused(lambda: opened.connect(Cookie="partnerlab_visitor=")) == 404
    assert opened.leave(theirs.told["token"], visitor=other).status == 404
    assert theirs.leave().status == 204

    async def still_there() -> None:
        socket = await opened.connect()
        assert (await asked(socket, "year=2001"))[-1]["last"]

    run(still_there())


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"]
)
def test_a_page_of_another_origin_cannot_connect(opened: Opened, origin: str) -> None:
    assert refused(lambda: opened.connect(Origin=origin)) == 403


def test_another_name_for_this_machine_is_not_answered(site: Site, opened: Opened) -> None:
    told = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert refused(lambda: opened.connect(**told)) == 403
    assert site.get("/leverage", Host="evil.example").status == 403


@pytest.mark.parametrize("path", ["/api/kernels/{}/channels", "/voila/query/{}", "/voila/execution/{}"])
def test_voilas_own_sockets_are_gone(opened: Opened, path: str) -> None:
    assert refused(lambda: opened.connect(path=path.format(opened.told["kernel"]))) == 404


def test_two_tabs_of_one_visitor_have_a_kernel_each(site: Site) -> None:
    visitor = site.visitor()
    tabs = [visitor.open(), visitor.open()]

    async def ask() -> list[str]:
        sockets = [await tab.connect() for tab in tabs]
        await asked(sockets[0], "year=2001")
        return [(await asked(socket, "heard"))[0]["parts"][0]["html"] for socket in sockets]

    first, second = run(ask())
    assert "2001" in first
    assert "2001" not in second


def test_a_kernel_sees_nothing_of_the_servers_secrets(site: Site) -> None:
    opened = site.visitor().open("/leverage?year=2001&language=en")

    async def ask() -> str:
        socket = await opened.connect()
        told = await asked(socket, "environment")
        return str(told[0]["parts"][0]["html"])

    seen = run(ask())
    assert json.loads(seen)["QUERY_STRING"].endswith("year=2001&language=en")
    assert "not for kernels" not in seen
    for process in [*site.process.children(), *site.kernels()]:
        assert b"not for kernels" not in Path(f"/proc/{process.pid}/environ").read_bytes()
