"""What is served: the package's pages, what they load, the reports beside them, and nothing else."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Iterator
from html import unescape

import pytest
from dashboards import Site, asked, run, served

from partnerlab.catalogue import topic

EVIL = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
MARK = '"><script>alert(1)</script>'


def test_a_page_is_framed_at_once_and_filled_when_its_kernel_has_answered(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as browser:
        browser.sendall(b"GET /leverage?language=en HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        first = browser.recv(65536).decode()
        while 'id="content"' not in first:
            first += browser.recv(65536).decode()
        assert "A page that talks" not in first
        whole = first
        while more := browser.recv(65536):
            whole += more.decode()
    assert '<html lang="en">' in first
    assert f"<title>{topic('leverage').title}</title>" in unescape(first)
    assert whole.index('class="pl-skeleton"') < whole.index("A page that talks") < whole.index('id="pl-talk"')


def test_the_page_is_in_the_language_of_its_address(site: Site) -> None:
    assert '<html lang="ru">' in site.get("/leverage?language=ru").text
    assert '<html lang="en">' in site.get("/leverage?language=en").text
    assert '<html lang="ru">' in site.get("/leverage?language=xx").text


def test_every_question_and_the_other_language_are_reached_with_the_same_state(site: Site) -> None:
    page = site.get("/leverage?year=2003&language=en&district=kirovsky").text
    assert 'href="/leverage?year=2003&amp;language=en&amp;district=kirovsky"' in page
    assert 'href="/leverage?year=2003&amp;language=ru&amp;district=kirovsky"' in page
    assert 'href="/?year=2003&amp;language=en&amp;district=kirovsky"' in page


def test_an_old_address_leads_to_the_page(site: Site) -> None:
    answer = site.get("/voila/render/leverage.ipynb?year=2001&language=ru")
    assert (answer.status, answer.headers["Location"]) == (302, "/leverage?year=2001&language=ru")
    assert site.get("/year_report?year=2001").headers["Location"] == "/?year=2001"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/voila/render/nothing.ipynb",
        "/voila/render/../../pyproject.toml",
        "/voila/files/leverage.ipynb",
        "/voila/tree",
        "/voila/tree/",
        "/voila/api/contents/",
        "/voila/api/contents/leverage.ipynb",
        "/voila/api/themes/",
        "/voila/api/shutdown/00000000-0000-0000-0000-000000000000",
        "/voila/static/voila.js",
        "/voila/templates/lab/static/voila.js",
        "/voila/labextensions/anywidget/package.json",
        "/api/kernels",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/api/kernelspecs",
        "/static/base/js/main.js",
        "/login",
        "/logout",
        "/leverage.ipynb",
        "/assets/",
        "/assets/0000/page.css",
        "/assets/../app.py",
    ],
)
def test_nothing_else_is_there(site: Site, method: str, path: str) -> None:
    answer = site.get(path + "?language=en", method=method, body="" if method in ("POST", "PUT") else None)
    assert answer.status in ((404,) if method == "GET" else (403, 404, 405))
    assert method != "GET" or "There is no such page" in answer.text


def test_asking_for_the_headers_alone_starts_no_kernel(site: Site) -> None:
    before = len(site.kernels())
    assert site.get("/leverage", method="HEAD").status == 200
    assert len(site.kernels()) == before


@pytest.mark.parametrize(
    "query",
    [f"theme={EVIL}", f"template={EVIL}", "template=none", f"year={EVIL}", f"district={EVIL}", f"{EVIL}={EVIL}"],
)
def test_no_script_and_no_template_comes_in_by_the_address(site: Site, query: str) -> None:
    for path in ("/leverage", "/nothing", "/", f"/{EVIL}"):
        page = site.get(f"{path}?language=en&{query}").text
        assert MARK not in page
        assert "alert(1)<" not in page


def test_every_answer_shuts_the_page_off(site: Site) -> None:
    page = site.get("/leverage").text
    root = page.split('data-assets="')[1].split('"')[0]
    for path in ("/leverage", "/nothing", f"{root}page.css", "/voila/render/leverage.ipynb", "/reports/index.html"):
        headers = site.get(path).headers
        policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
        assert (
            policy["default-src"] == policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
        )
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Server"] == "partnerlab"
        assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_holds_no_script_of_its_own_and_names_nothing_outside(site: Site) -> None:
    page = site.get("/leverage").text
    scripts = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert all(' src="/assets/' in script for script in scripts)
    assert len(scripts) == 6  # they draw, place, connect and download; plotly.js is loaded after the first painting
    assert "http://" not in page
    assert "https://" not in page


def test_what_pages_load_is_packed_once_and_kept_for_a_year(site: Site) -> None:
    root = site.get("/leverage").text.split('data-assets="')[1].split('"')[0]
    plain, packed = site.get(f"{root}plotly.min.js"), site.get(f"{root}plotly.min.js", Accept_Encoding="gzip, br")
    assert gzip.decompress(packed.raw) == plain.raw
    assert len(packed.raw) < len(plain.raw) / 2.5
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert packed.headers["Vary"] == "Accept-Encoding"
    again = site.get(f"{root}plotly.min.js", Accept_Encoding="gzip", If_None_Match=packed.headers["Etag"])
    assert (again.status, again.raw) == (304, b"")
    font = site.get(f"{root}fonts/golos-text-cyrillic-wght-normal.woff2", Accept_Encoding="gzip")
    assert font.headers["Content-Type"] == "font/woff2"
    assert "Content-Encoding" not in font.headers


def test_a_page_is_packed_too(site: Site) -> None:
    page = site.get("/leverage", Accept_Encoding="gzip")
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"A page that talks" in gzip.decompress(page.raw)


def test_the_visitors_secret_is_kept_from_scripts_and_from_other_sites(site: Site) -> None:
    visitor = site.visitor()
    visitor.open()
    before = dict(visitor.cookies)
    assert len(before["partnerlab_visitor"]) == 43
    again = visitor.open()
    assert visitor.cookies["partnerlab_visitor"] == before["partnerlab_visitor"]
    assert "HttpOnly" in again.answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in again.answer.headers["Set-Cookie"]
    visitor.cookies["partnerlab_visitor"] = "chosen by somebody else"
    visitor.open()
    assert len(visitor.cookies["partnerlab_visitor"]) == 43


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory, notebooks: str) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("impatient")
    patience = {"alone": 6.0, "idle": 6.0, "look": 0.2}
    told = {"notebooks": notebooks, "patience": patience, "cell_seconds": 4, "page_seconds": 30, "visitors": 3}
    (folder / "reports" / "2001" / "en").mkdir(parents=True)
    (folder / "reports" / "2001" / "en" / "leverage.html").write_text("<h1>A report</h1>")
    (folder / "reports" / "2001" / "en" / "not_listed.html").write_text("<h1>A secret</h1>")
    (folder / "reports" / "2001" / "en" / "linked.html").symlink_to(folder / "secret")
    (folder / "reports" / "linked").symlink_to(folder)
    (folder / "reports" / "assets").mkdir()
    (folder / "reports" / "assets" / "page.css").write_text("p {}")
    (folder / "reports" / "assets" / "secret").symlink_to(folder / "secret")
    (folder / "reports" / "index.html").write_text("<h1>All reports</h1>")
    (folder / "reports" / ".partnerlab").mkdir()
    (folder / "reports" / ".partnerlab" / "log.jsonl").write_text("{}")
    (folder / "secret").write_text("a secret")
    names = [
        "2001/en/leverage.html",
        "2001/en/linked.html",
        "../secret",
        "linked/secret",
        "2001/en.html",
        "2001/en/gone.html",
    ]
    (folder / "reports" / "2001" / "en.html").write_text("<h1>For mail</h1>")
    listed = [
        {
            "file": name,
            "notebook": "leverage",
            "parameters": {},
            "inputs": {},
            "sha256": "",
            "versions": {},
            "seconds": 1,
        }
        for name in names
    ]
    (folder / "reports" / "manifest.json").write_text(json.dumps({"reports": listed}))
    with served(folder, reports=str(folder / "reports"), **told) as site:
        yield site


def test_a_cell_that_fails_is_told_in_a_sentence_without_values(impatient: Site) -> None:
    impatient.wait_for_kernels(0)
    page = impatient.get("/failing?language=ru").text
    assert "A page that talks" in page
    assert "Страницу не удалось показать." in page
    assert "inside" not in page
    assert "Traceback" not in page
    assert "data-socket" not in page
    impatient.wait_for_kernels(0)


@pytest.mark.parametrize("name", ["dying", "hanging"])
def test_a_kernel_that_dies_or_hangs_is_told_in_a_sentence(impatient: Site, name: str) -> None:
    impatient.wait_for_kernels(0)
    page = impatient.get(f"/{name}?language=en").text
    assert "This page could not be shown." in page
    assert page.rstrip().endswith("</html>")
    assert "data-socket" not in page
    impatient.wait_for_kernels(0)


def test_a_page_that_is_left_ends_its_kernel_only_with_its_token(impatient: Site) -> None:
    impatient.wait_for_kernels(0)
    opened = impatient.visitor().open()
    impatient.wait_for_kernels(1)
    assert opened.leave("").status == 403
    assert opened.leave("2|00000000|00000000000000000000000000000000|0").status == 403
    assert len(impatient.kernels()) == 1
    before = time.monotonic()
    assert opened.leave().status == 204
    impatient.wait_for_kernels(0)
    assert time.monotonic() - before < 1


def test_more_visitors_than_there_is_room_for_are_led_to_the_report(impatient: Site) -> None:
    impatient.wait_for_kernels(0)
    tabs = [impatient.visitor().open() for _ in range(3)]
    answer = impatient.get("/leverage?year=2001&language=en")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "there is no room for one more" in answer.text
    assert 'href="/reports/2001/en/leverage.html"' in answer.text
    assert "Сейчас эти страницы смотрит очень много людей" in impatient.get("/leverage?language=ru").text
    tabs[0].leave()
    impatient.wait_for_kernels(2)
    until = time.monotonic() + 10  # the room is given back a moment after the process has ended
    while (tab := impatient.visitor().open()).answer.status == 503 and time.monotonic() < until:
        time.sleep(0.1)
    assert tab.answer.status == 200
    tabs[0] = tab
    for tab in tabs:
        tab.leave()
    impatient.wait_for_kernels(0)


def test_reports_are_linked_where_there_is_one(impatient: Site) -> None:
    impatient.wait_for_kernels(0)
    assert (
        'href="/reports/2001/en/leverage.html">'
        in impatient.visitor().open("/leverage?year=2001&language=en").answer.text
    )
    other = impatient.visitor().open("/leverage?year=2002&language=en").answer.text
    assert 'class="pl-report" href="" hidden>' in other


def test_a_page_that_was_changed_links_the_report_of_what_it_shows_now(impatient: Site) -> None:
    impatient.wait_for_kernels(0)
    opened = impatient.visitor().open("/leverage?year=2001&language=en")

    async def ask() -> list[str]:
        socket = await opened.connect()
        return [(await asked(socket, query))[-1]["report"] for query in ("listed", "unlisted")]

    assert run(ask()) == ["/reports/2001/en/leverage.html#district=Кировский", ""]
    opened.leave()
    impatient.wait_for_kernels(0)


@pytest.mark.parametrize("path", ["2001/en/leverage.html", "", "index.html", "assets/page.css"])
def test_listed_reports_and_what_they_share_are_served(impatient: Site, path: str) -> None:
    answer = impatient.get(f"/reports/{path}")
    assert answer.status == 200
    assert "script-src 'self' 'sha256-" in answer.headers["Content-Security-Policy"]


def test_a_file_for_mail_is_saved_and_not_opened(impatient: Site) -> None:
    assert impatient.get("/reports/2001/en.html").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "2001/en/not_listed.html",
        "2001/en/linked.html",
        "2001/en/gone.html",
        "manifest.json",
        ".partnerlab/log.jsonl",
        "assets/../.partnerlab/log.jsonl",
        "assets/../manifest.json",
        "assets/secret",
        "assets/",
        "assets",
        "../secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "linked/secret",
        "/etc/passwd",
        "2001/en/leverage.html%00.css",
        "assets/..%5c..%5csecret",
        "assets/%2e%2e/%2e%2e/secret",
        "2001/en/leverage.html/",
    ],
)
def test_nothing_else_below_the_reports_is_served(impatient: Site, path: str) -> None:
    answer = impatient.get(f"/reports/{path}")
    assert answer.status == 404
    assert "a secret" not in answer.text.lower()


def test_a_server_without_reports_serves_none(site: Site) -> None:
    assert site.get("/reports/index.html").status == 404
