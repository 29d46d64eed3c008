"""Marks of one kind as plotly's JSON has them: plain, so that a page does not wait until plotly has checked each."""

from __future__ import annotations

from typing import Any, TypeAlias

Trace: TypeAlias = dict[str, Any]


def bar(**style: Any) -> Trace:
    """Bars; what is None is left to plotly.

    >>> bar(orientation="h", x=[5], text=None)
    {'type': 'bar', 'orientation': 'h', 'x': [5]}
    """
    return _trace("bar", style)


def scatter(**style: Any) -> Trace:
    """Points, lines, areas or words; what is None is left to plotly.

    >>> scatter(mode="markers", x=[5], y=[1])
    {'type': 'scatter', 'mode': 'markers', 'x': [5], 'y': [1]}
    """
    return _trace("scatter", style)


def _trace(kind: str, style: dict[str, Any]) -> Trace:
    return {"type": kind, **{name: value for name, value in style.items() if value is not None}}
