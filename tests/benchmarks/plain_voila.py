"""The comparison of `visitors.py`: a notebook as one writes it for Voila, and Voila as it comes."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path
from typing import Any

import nbformat
from tornado.websocket import WebSocketClientConnection

CHARTS = ("leverage", "leverage_by_project")
SETUP = """
import ipywidgets as widgets
import pandas
import plotly.graph_objects as go
from IPython.display import display
from partnerlab.catalogue import entry
from partnerlab.page.content import Content
from partnerlab.parameters import checked

content = Content("leverage", checked(2003, "ru"), {data!r})
year = widgets.Dropdown(options=[2001, 2002, 2003], value=2003, description="Год")
said = widgets.HTML()
drawn = {{name: go.FigureWidget() for name in {charts!r}}}


def show(change=None):
    at = content.at(checked(year.value, "ru"))
    cards = {{name: at.card(name) for name in drawn}}
    said.value = f"<h1>{{cards['leverage'].title}}</h1><p>{{cards['leverage'].lead}}</p>"
    for name, card in cards.items():
        figure = go.Figure(card.figure)
        with drawn[name].batch_update():
            drawn[name].data = []
            drawn[name].add_traces(figure.data)
            drawn[name].layout = figure.layout


show()
year.observe(show, "value")
"""
SHOWN = ("display(year)", "display(said)", "display(*drawn.values())")
VIEW = re.compile(r'widget-view\+json": \{"model_id": "([0-9a-f]{32})"')
KERNEL = re.compile(r'"kernelId":\s*"([0-9a-f-]{36})"')


def written(folder: Path, data: str) -> Path:
    """The notebook, in a folder of its own."""
    cells = [SETUP.format(data=data, charts=CHARTS), *SHOWN]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    path = folder / "plain.ipynb"
    nbformat.write(made, path)
    return path


def socket_of(page: str) -> str:
    """Where the page's own script connects to."""
    found = KERNEL.search(page)
    assert found, page[-2000:]
    return f"/api/kernels/{found[1]}/channels?session_id={uuid.uuid4()}"


async def changed(page: str, socket: WebSocketClientConnection) -> None:
    """What a browser asks first, the state of all widgets; then another year, until the kernel has done with it."""
    year = VIEW.findall(page)[0]
    control = uuid.uuid4().hex
    opened = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
    await _done(socket, "comm_open", opened, metadata={"version": "1.0.0"})
    await _done(socket, "comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
    state = {"method": "update", "state": {"index": 1}, "buffer_paths": []}
    await _done(socket, "comm_msg", {"comm_id": year, "data": state})


async def _done(socket: WebSocketClientConnection, kind: str, content: dict[str, Any], **told: Any) -> None:
    number = uuid.uuid4().hex
    header = {"msg_id": number, "msg_type": kind, "session": number, "username": "", "version": "5.3", "date": ""}
    frame = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"} | told
    await socket.write_message(json.dumps(frame))
    while True:
        said = await socket.read_message()
        assert said is not None, "the socket was closed"
        message = json.loads(said) if isinstance(said, str) else _header_of(said)
        if message.get("parent_header", {}).get("msg_id") != number:
            continue
        if message["header"]["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return


def _header_of(frame: bytes) -> dict[str, Any]:
    """A message that carries buffers: its first part is the JSON."""
    count = int.from_bytes(frame[:4], "big")
    first = int.from_bytes(frame[4:8], "big")
    second = int.from_bytes(frame[8:12], "big") if count > 1 else len(frame)
    message: dict[str, Any] = json.loads(frame[first:second])
    return message
