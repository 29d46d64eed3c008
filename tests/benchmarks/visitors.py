"""How fast the dashboards are beside plain Voila: `python tests/benchmarks/visitors.py visit|crowd|control [...]`.

Run by hand; prints lines of JSON, with the machine's load beside them. Both kinds take turns in one run, so that what
else the machine does falls on both. Data are those of `partnerlab sample`, as many APPLICATIONS as asked for.

- `visit [APPLICATIONS [ROUNDS]]`: one visitor with a fresh Chromium, the median of five. Milliseconds until the
  sentence with its numbers is seen, the first plot, all plots in the window; bytes over the wire and requests, of a
  second visit too.
- `crowd [APPLICATIONS [VISITORS ...]]`: so many visitors at once, who each read a page, connect and change the year.
  Seconds until the first and the last one is served, how many were refused, private memory of a visitor's kernel and of
  the server, and seconds until all kernels have gone when the pages are left.
- `control [APPLICATIONS]`: milliseconds from a change of a control to the first change of the page and to the last of
  the plots in the window, the median of five.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

import partnerlab

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
import plain_voila

from conftest import CHROMIUM, CHROMIUM_FLAGS

ROUNDS = 5
PAGE = "/leverage?year=2003&language=ru"
SECONDS = 300
WATCH = """
window.seen = {};
const inWindow = (e) => { const r = e.getBoundingClientRect(); return r.width && r.bottom > 0 && r.top < innerHeight; };
const note = (name, is) => { if (is && !(name in seen)) seen[name] = performance.now(); };
const look = () => {
  const title = document.querySelector("h1");
  note("readable", title && inWindow(title) && /\\d/.test(title.textContent));
  const charts = [...document.querySelectorAll(".pl-chart, .js-plotly-plot")]
    .filter((e) => !e.parentElement.closest(".pl-chart, .js-plotly-plot"));
  const shown = charts.filter(inWindow);
  note("first_plot", shown.some((e) => e.querySelector(".main-svg")));
  const whole = document.getElementById("pl-talk") || charts.length >= COUNT;
  note("all_plots", whole && shown.length && shown.every((e) => e.querySelector(".main-svg")));
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
CHANGE = """([name, value]) => new Promise((done) => {
  const told = {}, start = performance.now();
  let quiet;
  const seen = () => { clearTimeout(quiet); quiet = setTimeout(() => done(told), 1200); };
  const inWindow = (e) => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight; };
  const element = ({ target }) => (target.nodeType === 1 ? target : target.parentElement);
  new MutationObserver((changes) => {
    const now = performance.now() - start;
    const parts = changes.map(element).filter((e) => e?.closest("[data-part]"));
    if (parts.length) seen();
    if (parts.length && !told.first) {
      told.first = now;
      requestAnimationFrame(() => { told.first = performance.now() - start; });
    }
    if (parts.some((e) => e.closest(".pl-chart") && inWindow(e.closest(".pl-chart")))) told.last = now;
  }).observe(content, { childList: true, subtree: true, characterData: true, attributes: true });
  const control = content.querySelector(`form [name=${name}]`);
  control.value = value;
  if (control.value !== value) done({ missing: name });
  control.dispatchEvent(new Event("change", { bubbles: true }));
  seen();
})"""


@dataclass
class Site:
    """A server that runs, with the address of its page."""

    name: str
    port: int
    path: str
    process: psutil.Process

    @property
    def url(self) -> str:
        """The page."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def kernels(self) -> list[psutil.Process]:
        """The processes in which its pages run."""
        below = self.process.children()
        return [one for child in below for one in child.children()] if self.name == "partnerlab" else below


@contextmanager
def running(name: str, path: str, command: list[str], folder: Path) -> Iterator[Site]:
    """A server, from its first answer to a request until it is not needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen([*command, f"--port={port}"], stdout=log, stderr=log, cwd=folder)
    try:
        until = time.monotonic() + SECONDS
        while process.poll() is None and time.monotonic() < until:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Site(name, port, path, psutil.Process(process.pid))
    finally:
        for one in psutil.Process(process.pid).children(recursive=True):
            one.terminate()
        process.terminate()
        process.wait(30)


def programs(folder: Path, applications: int) -> dict[str, tuple[str, list[str]]]:
    """How each of the two is started, over the same records."""
    records = folder / "contest.parquet"
    partnerlab.sample_records(applications, seed=2004).frame.to_parquet(records)
    notebook = plain_voila.written(folder, str(records))
    here = Path(sys.executable).parent
    return {
        "partnerlab": (PAGE, [str(here / "partnerlab"), "serve", "--language=ru", f"--data={records}"]),
        "plain": ("/", [str(here / "voila"), str(notebook), "--no-browser"]),
    }


def visit(applications: int = 2000, rounds: int = ROUNDS, *_more: int) -> None:
    """One visitor with a fresh browser."""
    with served(applications) as sites, chromium() as browser:
        told: dict[str, list[dict[str, float]]] = {site.name: [] for site in sites}
        for _ in range(rounds):
            for site in sites:
                told[site.name].append(opened(browser, site))
    medians = {
        name: {key: round(statistics.median(one[key] for one in runs)) for key in runs[0]}
        for name, runs in told.items()
    }
    said("visit", applications, **medians, ratio=ratios(medians))


def opened(browser: Browser, site: Site) -> dict[str, float]:
    """What a visitor with an empty cache sees when, and a second visit with what was kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    first = seen(context.new_page(), site)
    again = seen(context.new_page(), site)
    context.close()
    return first | {f"again_{name}": value for name, value in again.items()}


def seen(page: Page, site: Site) -> dict[str, float]:
    """The milliseconds from the click to what is seen, and what went over the wire."""
    wire = {"bytes": 0.0, "requests": 0.0}

    def count(name: str, of: str) -> Callable[[dict[str, Any]], None]:
        def counted(event: dict[str, Any]) -> None:
            wire[name] += len(event["response"]["payloadData"]) if of == "frame" else event.get(of, 1)

        return counted

    talk = page.context.new_cdp_session(page)
    talk.send("Network.enable")
    talk.on("Network.loadingFinished", count("bytes", "encodedDataLength"))
    talk.on("Network.webSocketFrameReceived", count("bytes", "frame"))
    talk.on("Network.requestWillBeSent", count("requests", ""))
    page.add_init_script(WATCH.replace("COUNT", str(len(plain_voila.CHARTS))))
    page.goto(site.url, wait_until="commit")
    page.wait_for_function("() => 'all_plots' in window.seen", timeout=SECONDS * 1000)
    page.wait_for_timeout(800)
    times: dict[str, float] = page.evaluate("window.seen")
    page.close()
    return times | wire


def control(applications: int = 10_000, *_more: int) -> None:
    """The controls of one page, in a real browser."""
    with served(applications, "partnerlab") as (site,), chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(site.url)
        page.wait_for_function("() => document.querySelector('.pl-chart .main-svg')")
        for name, values in _values(page).items():
            runs = []
            for value in values:
                page.wait_for_timeout(500)
                runs.append(page.evaluate(CHANGE, [name, value]))
            found = {key: round(statistics.median(one.get(key, 0) for one in runs)) for key in ("first", "last")}
            said("control", applications, control=name, **found, runs=[round(one.get("last", 0)) for one in runs])
            page.wait_for_timeout(500)
            page.evaluate(CHANGE, [name, "2003" if name == "year" else ""])


def _values(page: Page) -> dict[str, list[str]]:
    """For each control the values that a reader goes through, none of them twice."""
    options = "(name) => [...document.querySelectorAll(`#content form [name=${name}] option`)].map((o) => o.value)"
    told = {name: page.evaluate(options, name) for name in ("year", "district", "prices", "compare")}
    return {name: [one for one in values if one and one != "2003"][:ROUNDS] for name, values in told.items()}


def crowd(applications: int = 2000, *visitors: int) -> None:
    """Many visitors at once."""
    for count in visitors or (1, 10, 30):
        found: dict[str, dict[str, float]] = {}
        for name in ("partnerlab", "plain"):
            with served(applications, name) as (site,):
                found[name] = asyncio.run(_crowd(site, count))
        said("crowd", applications, visitors=count, **found, ratio=ratios(found))


async def _crowd(site: Site, count: int) -> dict[str, float]:
    AsyncHTTPClient.configure(None, max_clients=1000, max_body_size=2**30)
    before = await _came(site)  # the first page of a server is another matter
    await _left(site, [before])
    server = site.process.memory_full_info().uss
    start = time.perf_counter()
    came = await asyncio.gather(*(_came(site) for _ in range(count)), return_exceptions=True)
    last = time.perf_counter() - start
    there = [one for one in came if isinstance(one, Came)]
    for one in came:
        if isinstance(one, BaseException):
            print(repr(one), file=sys.stderr)
    memory = [one.memory_full_info().uss / 1e6 for one in site.kernels()]
    told = {"seconds": last, "first": min((one.at - start for one in there), default=0), "refused": count - len(there)}
    told |= {"visitor_mb": statistics.mean(memory), "server_mb": site.process.memory_full_info().uss / 1e6}
    told |= {"server_grown_mb": told["server_mb"] - server / 1e6}
    return {name: round(value, 2) for name, value in told.items()} | await _left(site, there)


async def _left(site: Site, there: list[Came]) -> dict[str, float]:
    """The pages are closed, and say so as far as their server listens; how long their kernels live on."""
    start = time.perf_counter()
    await asyncio.gather(*(one.leave(site) for one in there))
    while site.kernels() and time.perf_counter() - start < 60:
        await asyncio.sleep(0.05)
    gone = time.perf_counter() - start
    return {"gone": round(gone, 1), "kernels_left": len(site.kernels())}


@dataclass
class Came:
    """A visitor who has been served."""

    page: str
    cookie: str
    socket: WebSocketClientConnection
    at: float

    async def leave(self, site: Site) -> None:
        """Close the tab."""
        self.socket.close()
        if site.name == "plain":  # its page asks for the end too, and gets 403 (voila issue 1458)
            return
        told = _told(self.page)
        address = f"http://127.0.0.1:{site.port}{told['end']}"
        asked = HTTPRequest(address, "POST", {"Cookie": self.cookie}, body=f"_xsrf={told['token']}")
        await AsyncHTTPClient().fetch(asked)


async def _came(site: Site) -> Came:
    """A visitor reads the page to its end, connects, and has changed the year."""
    limit = {"request_timeout": SECONDS, "connect_timeout": SECONDS}
    answer = await AsyncHTTPClient().fetch(HTTPRequest(site.url, **limit))
    page = answer.body.decode()
    cookies = SimpleCookie()
    for given in answer.headers.get_list("Set-Cookie"):
        cookies.load(given)
    cookie = "; ".join(f"{name}={one.value}" for name, one in cookies.items())
    where = _told(page)["socket"] if site.name == "partnerlab" else plain_voila.socket_of(page)
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{site.port}"}
    talk = await websocket_connect(
        HTTPRequest(f"ws://127.0.0.1:{site.port}{where}", headers=headers, **limit), max_message_size=2**30
    )
    if site.name == "partnerlab":
        await talk.write_message(json.dumps({"n": 1, "query": "year=2002&language=ru"}))
        while not (said := json.loads(str(await talk.read_message()))).get("last"):
            continue
        assert not said.get("failed")
    else:
        await plain_voila.changed(page, talk)
    return Came(page, cookie, talk, time.perf_counter())


def _told(page: str) -> Mapping[str, str]:
    """What the page says of its connection."""
    return {name: unescape(value) for name, value in re.findall(r'data-(socket|end|token)="([^"]*)"', page)}


@contextmanager
def served(applications: int, *names: str) -> Iterator[list[Site]]:
    """The sites, over the same records."""
    with tempfile.TemporaryDirectory() as name:
        known = programs(Path(name), applications)
        sites = []
        with ExitStack() as open_sites:
            for one in names or known:
                sites.append(open_sites.enter_context(running(one, *known[one], Path(name))))
            yield sites


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests, without a network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def ratios(found: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """How many times as much plain Voila takes."""
    ours, plain = found["partnerlab"], found["plain"]
    return {name: round(plain[name] / value, 1) for name, value in ours.items() if value and name in plain}


def said(benchmark: str, applications: int, **found: object) -> None:
    """Print a line of what was found."""
    load = [round(one, 1) for one in os.getloadavg()[:2]]
    print(json.dumps({"benchmark": benchmark, "applications": applications, "load": load, **found}), flush=True)


if __name__ == "__main__":
    {"visit": visit, "crowd": crowd, "control": control}[sys.argv[1]](*map(int, sys.argv[2:]))
