"""What may cross the gate between a page and its kernel: one question inwards, parts of the page outwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from partnerlab.parameters import LONGEST_QUERY

COMM = "partnerlab"
LARGEST_FRAME = 16 * 1024
_LAST_NUMBER = 2**53
_SAID = frozenset({"n", "parts", "query", "title", "report", "failed", "last"})
"""What a kernel may tell a browser; what else it says stays here."""

log = logging.getLogger("partnerlab.serving")


class WrongFrame(ValueError):
    """What a browser has sent is not a question that a page asks."""


@dataclass(frozen=True)
class Question:
    """What a page asks of its kernel: the state it shall show, and a number to know the answer by."""

    n: int
    query: str

    def content(self) -> dict[str, Any]:
        """The content of the message that the kernel gets, of which only two values are the visitor's."""
        return {"comm_id": COMM, "data": {"n": self.n, "query": self.query}}


def question(frame: str | bytes) -> Question:
    """A frame of a browser as the question that it asks.

    Raises:
        WrongFrame: if it is anything else.

    >>> question('{"n": 7, "query": "year=2003&language=ru"}')
    Question(n=7, query='year=2003&language=ru')
    """
    if not isinstance(frame, str) or len(frame.encode("utf-8", "replace")) > LARGEST_FRAME:
        raise WrongFrame
    try:
        asked = json.loads(frame)
    except (ValueError, RecursionError):
        raise WrongFrame from None
    if not isinstance(asked, dict) or set(asked) != {"n", "query"}:
        raise WrongFrame
    n, query = asked["n"], asked["query"]
    if type(n) is not int or not 0 <= n <= _LAST_NUMBER or not isinstance(query, str) or len(query) > LONGEST_QUERY:
        raise WrongFrame
    return Question(n, query)


def answer(message: Mapping[str, Any], report: Callable[[str], str]) -> str | None:
    """What of a kernel's message reaches the browser: the data of the page's own comm; None for anything else.

    `report` gives the address of a report's file as long as there is one, and nothing otherwise. What the kernel has to
    say of a failure (`log`) is written into the server's log.

    >>> answer({"msg_type": "stream", "content": {"text": "/home"}}, str) is None
    True
    """
    content = message.get("content", {})
    if message.get("msg_type") != "comm_msg" or content.get("comm_id") != COMM:
        return None
    data = content.get("data")
    if not isinstance(data, dict):
        return None
    if "log" in data:
        log.error("a page could not be changed\n%s", data["log"])
    said = {name: value for name, value in data.items() if name in _SAID}
    if isinstance(said.get("report"), str):
        said["report"] = report(said["report"])
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def finishes(message: Mapping[str, Any], asked: str) -> bool:
    """Whether a kernel says that it has finished with the message of this id."""
    return (
        message.get("msg_type") == "status"
        and message.get("content", {}).get("execution_state") == "idle"
        and message.get("parent_header", {}).get("msg_id") == asked
    )
