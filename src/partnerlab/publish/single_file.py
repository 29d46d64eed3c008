"""All pages of a year and a language as one HTML file for e-mail, which asks for nothing beside it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence

import jinja2

from partnerlab.catalogue import topic
from partnerlab.page.parts import CHART_SCRIPT
from partnerlab.publish.export import ASSETS, MADE, SCRIPTS, SKIP, TEMPLATES
from partnerlab.publish.plan import Report
from partnerlab.wording import message, words

TITLE = message("Reports of {year}")
CONTENTS = message("On this page")
WORKBOOKS = "write-excel-file.min.js"
BESIDE = ("plotly.min.js", "pages.js", "links.js")
"""Scripts that do not stand in the file as they are: one comes from plotly, the others link to pages beside it."""


def single_file(pages: Sequence[tuple[Report, str]]) -> str:
    """The pages one under the other as one HTML file: style, typeface, scripts and data are all within it.

    `pages` are reports with their HTML as `export.page` makes it, in the order in which they are to stand. Its size is
    that of plotly.js (4.8 MB) and 0.2 MB more, and what the pages themselves have.

    Raises:
        ValueError: if they are not all of one year and one language: a file of more is too large for e-mail.
    """
    found = sorted({f"{report.year}/{report.language}" for report, _ in pages})
    if len(found) != 1:
        raise ValueError(f"one file holds the pages of one year and one language, not of {', '.join(found) or 'none'}")
    report = pages[0][0]
    says = words(report.language)
    inside = {one.notebook for one, _ in pages}
    parts = [
        {
            "id": f"page-{one.notebook}",
            "title": says.say(topic(one.notebook).title),
            "html": _within(_content(one, html), inside),
        }
        for one, html in pages
    ]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("report/single.html.j2").render(
        language=report.language,
        title=says.say(TITLE, year=report.year),
        contents=says.say(CONTENTS),
        skip=says.say(SKIP),
        made=says.say(MADE),
        parts=parts,
        style=_style(),
        scripts=list(_scripts()),
        workbooks=_json((ASSETS / WORKBOOKS).read_text(encoding="utf-8")),
    )


def _content(report: Report, html: str) -> str:
    """What stands between a page's header and footer; each heading's name says of which page it is."""
    _, _, rest = html.partition("<main")
    _, _, body = rest.partition(">")
    content, _, _ = body.rpartition("</main>")
    facts = re.search(r'<p class="pl-facts">.*?</p>', html, re.DOTALL)
    own = re.sub(r'<h2 id="([^"]*)"', rf'<h2 id="{report.notebook}-\1"', content)
    return (facts.group(0) if facts else "") + own


def _within(content: str, inside: set[str]) -> str:
    """A page's content whose numbers lead to the other pages of the same file; to a page that it lacks leads none."""

    def led(found: re.Match[str]) -> str:
        return f'{found.group(1)} href="#page-{found.group(2)}"' if found.group(2) in inside else found.group(1)

    return re.sub(r'(<a class="pl-number-card") href="(\w+)\.html"', led, content)


def _style() -> str:
    """The style with its typeface within it."""

    def within(found: re.Match[str]) -> str:
        font = base64.b64encode((ASSETS / found.group(1)).read_bytes()).decode("ascii")
        return f'url("data:font/woff2;base64,{font}")'

    return re.sub(r'url\("(fonts/[^"]+)"\)', within, (ASSETS / "page.css").read_text(encoding="utf-8"))


def _scripts() -> Iterator[str]:
    from plotly.offline import get_plotlyjs

    yield _harmless(get_plotlyjs())
    for name in SCRIPTS:
        if name not in BESIDE:
            path = CHART_SCRIPT if name == CHART_SCRIPT.name else ASSETS / name
            yield _harmless(path.read_text(encoding="utf-8"))


def _harmless(script: str) -> str:
    """A script that does not end the element that it stands in: «</script» is in none but within a text."""
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("<!--", "\\x3c!--")


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")
