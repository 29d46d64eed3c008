"""The look of every chart: one template, one way to put title, source and mark on a figure and to take them off again.

A chart is drawn twice, wide and narrow; what differs on a phone travels in the figure's `meta["narrow"]`. Heights are
pixels: the y axis of a drawing counts them from the top of the plot down.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import frame
from partnerlab.charts.frame import NARROW, WIDE, Drawing, Form
from partnerlab.charts.lettering import FAMILY, SIZE, label, safe
from partnerlab.charts.palette import CARD, COLOURS, COUNTED, DARK, INK, LINE, SOFT, TRANSPARENT
from partnerlab.dataset import Source
from partnerlab.wording import Language, words

__all__ = ["COLOURS", "DARK", "TEMPLATE", "Drawing", "Said", "bare", "config", "empty", "finish", "plainly"]

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FAMILY, "size": SIZE, "color": INK},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "colorway": [COUNTED],
        "hoverlabel": {
            "bgcolor": CARD,
            "bordercolor": LINE,
            "align": "left",
            "font": {"color": INK, "size": SIZE},
        },
        "xaxis": {"showgrid": False, "zeroline": False, "fixedrange": True},
        "yaxis": {"showgrid": False, "zeroline": False, "fixedrange": True},
    }
)
PLAIN_TEMPLATE: dict[str, Any] = json.loads(json.dumps(TEMPLATE.to_plotly_json()))
NO_FIGURE = go.Figure()
_WANTED: ContextVar[list[dict[str, Any]] | None] = ContextVar("wanted", default=None)
"""Where a page wants the JSON of a chart, and no figure."""


@dataclass(frozen=True)
class Said:
    """What a chart says in words, as plain text that a page must escape.

    `key` is the part of the title that counts, `lead` what the title rests on, in one or two sentences. `table_open`:
    a page shows the chart's table with it, since the chart alone does not give the numbers.
    """

    title: str
    subtitle: str
    alt: str
    notes: tuple[str, ...] = ()
    key: str = ""
    lead: str = ""
    table_open: bool = False


def finish(draw: Callable[[Form], Drawing], said: Said, *, language: Language, source: Source | None) -> go.Figure:
    """The figure with its title, source and mark, and in its `meta` all that a page prints beside it.

    >>> drawing = Drawing(40, (0, 1))
    >>> figure = finish(lambda form: drawing, Said("Seen", "2001", "Told"), language="en", source=None)
    >>> figure.layout.meta["title"], figure.layout.meta["synthetic"]
    ('Seen', False)
    """
    return _figure(draw, _meta(said, language, source))


def _meta(said: Said, language: Language, source: Source | None) -> dict[str, Any]:
    """All that a page prints beside the figure."""
    return {
        "title": said.title,
        "subtitle": said.subtitle + _prices(said.subtitle, source, language),
        "source": source.line(language) if source else "",
        "synthetic": bool(source and source.synthetic),
        "mark": words(language).say("Synthetic data"),
        "key": said.key,
        "lead": said.lead,
        "alt": said.alt,
        "notes": list(said.notes),
        "empty": False,
        **({"table_open": True} if said.table_open else {}),
    }


def _figure(draw: Callable[[Form], Drawing], meta: dict[str, Any]) -> go.Figure:
    """The figure; a page has its JSON put where it wants it instead, and no figure is made."""
    wide, narrow = (_plain(_drawn(draw(form), form, meta)) for form in (WIDE, NARROW))
    wide["layout"]["meta"] = {**meta, "narrow": frame.difference(wide, narrow)}
    if (wanted := _WANTED.get()) is not None:
        wanted.append(wide)
        return NO_FIGURE
    figure = go.Figure(wide)
    figure.layout.template = TEMPLATE
    return figure


def _prices(subtitle: str, source: Source | None, language: Language) -> str:
    """The year in whose prices money is, as the end of a subtitle, where it has been turned into constant prices."""
    if not subtitle or source is None or source.prices is None:
        return ""
    return words(language).say(", in prices of {year}", year=source.prices)


def _drawn(drawing: Drawing, form: Form, meta: dict[str, Any]) -> dict[str, Any]:
    """The traces and the layout of a form: the layout is plain, so that plotly checks it once, in the figure."""
    layout = {
        "autosize": True,
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {"range": list(drawing.x_range), "visible": False, **drawing.axes.get("xaxis", {})},
        "yaxis": {"range": [drawing.height, 0], "visible": False, **drawing.axes.get("yaxis", {})},
        **frame.dress(drawing, form, meta),
    }
    return {"data": drawing.traces, "layout": layout}


def _plain(drawn: dict[str, Any]) -> dict[str, Any]:
    """The same as JSON has it; a number that is none is missing there."""
    plain: dict[str, Any] = json.loads(json.dumps(drawn, default=_number), parse_constant=lambda _: None)
    return plain


def _number(value: Any) -> Any:
    return value.item()


def plainly(chart: Callable[..., go.Figure], table: pd.DataFrame, **told: Any) -> dict[str, Any]:
    """A chart of a table as `bare` gives it, as plain JSON, made without plotly's checks.

    A page draws all its charts anew when a control changes, and checking each mark of each takes plotly nine tenths of
    the time; the same functions are checked by plotly whenever a figure is asked for.

    >>> def nothing(table, **told):
    ...     return empty("Nothing", language="en", source=None)
    >>> plainly(nothing, None)["layout"]["annotations"][0]["text"]
    'no data'
    """
    wanted: list[dict[str, Any]] = []
    before = _WANTED.set(wanted)
    try:
        chart(table, **told)
    finally:
        _WANTED.reset(before)
    (plain,) = wanted
    _undress(plain)
    layout = {name: value for name, value in plain["layout"].items() if value != []}  # as plotly leaves them out
    return {**plain, "layout": {**layout, "template": PLAIN_TEMPLATE}}


def empty(title: str, *, language: Language, source: Source | None) -> go.Figure:
    """A figure that says in a sentence that there is nothing to draw.

    >>> empty("There are no figures to show", language="en", source=None).layout.meta["empty"]
    True
    """
    says = safe(words(language).say("no data"))

    def draw(_: Form) -> Drawing:
        return Drawing(48, (0, 1), labels=[label(says, y=24, colour=SOFT)])

    return _figure(draw, {**_meta(Said(title, "", title), language, source), "empty": True})


def bare(figure: go.Figure) -> go.Figure:
    """A copy without title, subtitle, source and mark, for a page that prints them itself from `meta`.

    >>> [words.text for words in bare(empty("Nothing", language="en", source=None)).layout.annotations]
    ['no data']
    """
    plain = json.loads(figure.to_json())
    _undress(plain)
    return go.Figure(plain)


def _undress(plain: dict[str, Any]) -> None:
    meta = plain["layout"]["meta"]
    frame.undress(plain["layout"], WIDE, meta)
    frame.undress(meta["narrow"]["layout"], NARROW, meta)


def config(language: Language = "en") -> dict[str, Any]:
    """Plotly's settings for a page: it follows the window, speaks the language, and offers only the picture.

    >>> config("ru")["displaylogo"], config("ru")["showSendToCloud"]
    (False, False)
    """
    say = words(language).say
    return {
        "displaylogo": False,
        "responsive": True,
        "showSendToCloud": False,
        "scrollZoom": False,
        "doubleClick": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "partnerlab"},
        "locale": language,
        "locales": {
            language: {
                "dictionary": {
                    "Download plot as a PNG": say("Save the chart as a picture"),
                    "Download plot as a png": say("Save the chart as a picture"),
                    "Taking snapshot - this may take a few seconds": say("The picture is being made"),
                    "Snapshot succeeded": say("The picture is saved"),
                    "Sorry, there was a problem downloading your snapshot!": say("The picture could not be saved"),
                },
                "format": {},
            }
        },
    }
