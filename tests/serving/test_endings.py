"""When kernels end, and by whose leave: the rules without a server, then closed tabs against a real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from dashboards import Site, asked, run, served

from partnerlab.publish.folder import inputs, manifest
from partnerlab.publish.folder.manifest import Entry, Manifest
from partnerlab.publish.serving import reports
from partnerlab.publish.serving.place import Place
from partnerlab.publish.serving.visits import Patience, Visits

PATIENCE = Patience(alone=30, idle=900, look=10)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Line:
    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_kernel_nobody_connects_to_ends_half_a_minute_after_its_page_was_made(clock: Clock) -> None:
    visits = Visits(clock=clock)
    visit = visits.begin("a")
    assert visit is not None
    clock.now = 500
    assert visits.over(PATIENCE) == []  # its page is still being made
    visit.made(clock())
    clock.now = 530
    assert visits.over(PATIENCE) == []
    clock.now = 530.5
    assert visits.over(PATIENCE) == [visit]


def test_a_connected_kernel_ends_after_a_quarter_of_an_hour_without_a_question(clock: Clock) -> None:
    visits = Visits(clock=clock)
    visit = visits.begin("a")
    assert visit is not None
    visit.made(0)
    visit.connect(Line(), 0)
    clock.now = 800
    visit.heard(clock())
    clock.now = 1700
    assert visits.over(PATIENCE) == []
    clock.now = 1701
    assert visits.over(PATIENCE) == [visit]


def test_a_lost_connection_gives_the_page_half_a_minute_to_come_back(clock: Clock) -> None:
    visits = Visits(clock=clock)
    visit = visits.begin("a")
    assert visit is not None
    first, second = Line(), Line()
    visit.made(0)
    visit.connect(first, 0)
    clock.now = 100
    visit.connect(second, clock())
    assert (first.closed, second.closed) == (1, 0)
    visit.left(first, clock())  # the older one is told late that it has ended
    clock.now = 200
    assert visits.over(PATIENCE) == []
    visit.left(second, clock())
    clock.now = 231
    assert visits.over(PATIENCE) == [visit]


def test_a_kernel_that_is_ending_still_takes_its_room(clock: Clock) -> None:
    visits = Visits(most=1, clock=clock)
    visit = visits.begin("a")
    assert visit is not None
    visit.is_ending = True
    assert visits.begin("b") is None
    assert visits.of(visit.kernel, "a") is None
    visits.forget(visit)
    assert visits.begin("b") is not None


@pytest.mark.parametrize(
    ("place", "asked", "knows"),
    [
        (Place("127.0.0.1", 1), "127.0.0.1:1", True),
        (Place("127.0.0.1", 1), "localhost:1", True),
        (Place("127.0.0.1", 1), "[::1]:1", True),
        (Place("127.0.0.1", 1), "evil.example", False),
        (Place("127.0.0.1", 1), "", False),
        (Place("127.0.0.1", 1), "[", False),
        (Place("127.0.0.1", 1, "https://contest.example.org"), "contest.example.org", True),
        (Place("127.0.0.1", 1, "https://contest.example.org"), "127.0.0.1:1", True),
        (Place("0.0.0.0", 1, "https://contest.example.org"), "evil.example", False),  # noqa: S104
        (Place("0.0.0.0", 1), "any.example", True),  # noqa: S104
    ],
)
def test_a_server_goes_by_its_own_names_only(place: Place, asked: str, knows: bool) -> None:
    assert place.knows(asked) is knows


@pytest.mark.parametrize(
    ("public", "origin", "asked", "own"),
    [
        ("", "http://127.0.0.1:8866", "127.0.0.1:8866", True),
        ("", "http://127.0.0.1:1", "127.0.0.1:8866", False),
        ("", None, "127.0.0.1:8866", False),
        ("https://contest.example.org", "https://contest.example.org", "127.0.0.1:8866", True),
        ("https://contest.example.org/", "https://contest.example.org", "contest.example.org", True),
        ("https://contest.example.org", "https://evil.example", "127.0.0.1:8866", False),
        ("https://contest.example.org", "https://contest.example.org.evil.example", "contest.example.org", False),
    ],
)
def test_only_pages_of_the_server_itself_are_its_own(public: str, origin: str | None, asked: str, own: bool) -> None:
    assert Place("127.0.0.1", 8866, public).is_own_page(origin, asked) is own


def test_over_tls_the_visitors_cookie_cannot_be_set_by_another_name_of_the_domain() -> None:
    assert Place("127.0.0.1", 1, "https://contest.example.org").cookie.startswith("__Host-")
    assert not Place("127.0.0.1", 1).cookie.startswith("__Host-")


def _reports(folder: Path, data: str) -> Path:
    page = Entry("2001/ru/map.html", "map", {"data": "contest.csv"}, {"data": data, "mapping": ""}, "", {}, 1)
    manifest.write(folder, Manifest({page.file: page}))
    return folder


def test_reports_beside_the_server_are_taken_if_they_are_of_the_same_data(tmp_path: Path) -> None:
    records = tmp_path / "contest.csv"
    records.write_text("Год;Проект\n2001;А\n")
    now = inputs.gathered(str(records))
    assert now.data is not None
    assert reports.beside(now, tmp_path) is None
    assert reports.beside(now, _reports(tmp_path, "0" * 64)) is None
    found = reports.beside(now, _reports(tmp_path, now.data))
    assert found is not None
    assert not found.has("2001/ru/map.html")  # listed, and gone
    (tmp_path / "2001" / "ru").mkdir(parents=True)
    (tmp_path / "2001" / "ru" / "map.html").write_text("")
    assert found.has("2001/ru/map.html")
    records.write_text("Год;Проект\n2001;Б\n")
    assert reports.beside(inputs.gathered(str(records)), tmp_path) is None


def test_a_database_has_no_reports_beside_it(tmp_path: Path) -> None:
    assert reports.beside(inputs.gathered("sqlite:///contest.db"), _reports(tmp_path, "")) is None


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory, notebooks: str) -> Iterator[Site]:
    patience = {"alone": 1.0, "idle": 2.5, "look": 0.2}
    with served(tmp_path_factory.mktemp("impatient"), notebooks=notebooks, patience=patience) as site:
        yield site


def test_a_page_that_never_connects_gives_its_kernel_back(impatient: Site) -> None:
    impatient.visitor().open()
    impatient.wait_for_kernels(1)
    impatient.wait_for_kernels(0, seconds=3)


def test_a_closed_tab_gives_its_kernel_back(impatient: Site) -> None:
    opened = impatient.visitor().open()

    async def visit() -> None:
        socket = await opened.connect()
        assert (await asked(socket, "year=2001"))[-1]["last"]

    run(visit())
    impatient.wait_for_kernels(0, seconds=3)
    assert opened.leave().status == 404


def test_an_idle_page_gives_its_kernel_back_and_is_told(impatient: Site) -> None:
    opened = impatient.visitor().open()

    async def visit() -> int | None:
        socket = await opened.connect()
        assert (await asked(socket, "year=2001"))[-1]["last"]
        assert await socket.read_message() is None
        return socket.close_code

    run(visit())
    impatient.wait_for_kernels(0, seconds=1)


def test_a_kernel_that_died_is_forgotten_and_its_page_is_told(impatient: Site) -> None:
    opened = impatient.visitor().open()

    async def visit() -> None:
        socket = await opened.connect()
        await socket.write_message(json.dumps({"n": 1, "query": "die"}))
        assert await socket.read_message() is None

    run(visit())
    impatient.wait_for_kernels(0, seconds=1)


def test_a_visitor_who_leaves_before_the_page_is_made_leaves_no_kernel(impatient: Site) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", impatient.port)) as browser:
        browser.sendall(b"GET /leverage HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        browser.recv(100)
    impatient.wait_for_kernels(0, seconds=5)
