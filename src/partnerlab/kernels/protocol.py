"""What a program and its warm process say to each other: one request for each kernel, then short answers.

A request comes over a pair of sockets that have no name in the file system: nobody who was not given an end can ask.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal

LONGEST = 16 * 1024 * 1024
"""A request holds an environment; more than this is none."""
_LENGTH = struct.Struct("!I")
_KNOCK = b"k"
_FILES = 3

Answer = Literal["forked", "ready", "ended", "failed"]
"""The process has a number; it listens on its sockets; it has ended with a status; it could not be forked."""


@dataclass(frozen=True)
class Request:
    """The kernel that is wanted: its command line, working directory and environment.

    >>> Request(("python", "-m", "ipykernel_launcher", "-f", "kernel.json"), "/", {}).cwd
    '/'
    """

    command: tuple[str, ...]
    cwd: str
    env: dict[str, str]


def knock(requests: socket.socket, connection: socket.socket, files: tuple[int, int]) -> None:
    """Announce a kernel: the end of a pair of sockets that is to be its own, and the files of its output and errors."""
    socket.send_fds(requests, [_KNOCK], [connection.fileno(), *files])


def heard(requests: socket.socket) -> tuple[socket.socket, tuple[int, int]] | None:
    """The next kernel that is announced; None when the program has gone.

    Raises:
        ValueError: if this announces no kernel.
    """
    said, files, _, _ = socket.recv_fds(requests, len(_KNOCK), _FILES)
    if not said:
        return None
    for file in files:
        os.set_inheritable(file, False)
    if len(files) != _FILES:
        for file in files:
            os.close(file)
        raise ValueError("a request without its files")
    return socket.socket(fileno=files[0]), (files[1], files[2])


def send_request(connection: socket.socket, request: Request) -> None:
    """Say which kernel is wanted."""
    body = json.dumps(asdict(request)).encode()
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive_request(connection: socket.socket) -> Request:
    """The kernel that is wanted.

    Raises:
        ValueError: if this is no request.
    """
    (length,) = _LENGTH.unpack(_whole(connection, _LENGTH.size))
    if length > LONGEST:
        raise ValueError("a request too long")
    told = json.loads(_whole(connection, length))
    return Request(tuple(told["command"]), told["cwd"], told["env"])


def _whole(connection: socket.socket, length: int) -> bytes:
    body = b""
    while len(body) < length:
        part = connection.recv(length - len(body))
        if not part:
            raise ValueError("a request cut off")
        body += part
    return body


def answer(connection: socket.socket, word: Answer, number: int = 0) -> None:
    """Tell the program one thing about its kernel; a program that has gone hears nothing."""
    with suppress(OSError):
        connection.sendall(f"{word} {number}\n".encode())
