"""The README's configuration in a real nginx before a real server: TLS, login, packing, websocket, limits."""

from __future__ import annotations

import base64
import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from dashboards import CONNECTED, asked, free_port, run, served
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

README = Path(__file__).parents[2] / "README.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
LOGIN = "Basic " + base64.b64encode(b"council:a password").decode()


@dataclass
class Proxy:
    port: int
    plain: int
    trust: ssl.SSLContext

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes, list[str]]:
        connection = HTTPSConnection("127.0.0.1", self.port, context=self.trust, timeout=60)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        cookies = answer.headers.get_all("Set-Cookie") or []
        read = answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read(), cookies
        connection.close()
        return read


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, notebooks: str) -> Iterator[Proxy]:
    if NGINX is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs nginx: install the system's package «nginx»")
        pytest.skip("no nginx on this machine: install the system's package «nginx»")
    folder = tmp_path_factory.mktemp("proxy")
    tls, plain = free_port(), free_port()
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "contest.key"), "-out", str(folder / "contest.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(made, check=True, capture_output=True)
    word = subprocess.run(["openssl", "passwd", "-apr1", "a password"], check=True, capture_output=True, text=True)
    (folder / "contest.htpasswd").write_text(f"council:{word.stdout}")
    with served(folder, notebooks=notebooks, public=f"https://127.0.0.1:{tls}") as site:
        (folder / "nginx.conf").write_text(_filled_in(folder, tls=tls, plain=plain, server=site.port))
        command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        nginx = subprocess.Popen([*command, "-g", "daemon off;"])
        try:
            for _ in range(100):
                with socket.socket() as trial:
                    if trial.connect_ex(("127.0.0.1", tls)) == 0:
                        break
                assert nginx.poll() is None, (folder / "errors").read_text()
                time.sleep(0.1)
            yield Proxy(tls, plain, ssl.create_default_context(cafile=str(folder / "contest.pem")))
        finally:
            nginx.terminate()
            nginx.wait(30)


def _filled_in(folder: Path, *, tls: int, plain: int, server: int) -> str:
    """The configuration as the README has it, with the places of this test."""
    told = re.search(
        r"<!-- configuration: nginx -->\n```nginx\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL
    )
    assert told, "README.md has no configuration of nginx"
    places = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{tls} ssl;",
        "server_name contest.example.org;": "server_name 127.0.0.1;",
        "/etc/ssl/certs/": f"{folder}/",
        "/etc/ssl/private/": f"{folder}/",
        "/etc/nginx/": f"{folder}/",
        "/var/cache/nginx/": f"{folder}/cache-",
        "http://127.0.0.1:8866": f"http://127.0.0.1:{server}",
    }
    configuration = told[1]
    for written, place in places.items():
        assert written in configuration, written
        configuration = configuration.replace(written, place)
    own = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return f"{user}pid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{own}{configuration}}}\n"


def test_nobody_gets_in_without_the_login(proxy: Proxy) -> None:
    assert proxy.get("/leverage")[0] == 401
    assert proxy.get("/assets/0/page.css")[0] == 401
    assert proxy.get("/reports/index.html")[0] == 401
    assert proxy.get("/leverage", Authorization=LOGIN)[0] == 200


def test_a_page_comes_over_tls_with_cookies_that_stay_on_it(proxy: Proxy) -> None:
    status, headers, body, cookies = proxy.get("/leverage?language=en", Authorization=LOGIN, Accept_Encoding="gzip")
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert b"A page that talks" in gzip.decompress(body)
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert any(cookie.startswith("__Host-partnerlab_visitor=") for cookie in cookies)
    assert all("; Secure" in cookie and "; HttpOnly" in cookie for cookie in cookies)


def test_who_comes_without_tls_is_sent_to_it(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.plain), timeout=10) as browser:
        browser.sendall(b"GET /map?year=2003 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"Location: https://127.0.0.1/map?year=2003" in browser.recv(4096)


def test_what_pages_load_is_packed_and_kept_by_the_proxy(proxy: Proxy) -> None:
    page = proxy.get("/leverage", Authorization=LOGIN)[2].decode()
    root = page.split('data-assets="')[1].split('"')[0]
    for _ in range(2):  # from the server, then from what the proxy has kept
        packed = proxy.get(f"{root}plotly.min.js", Authorization=LOGIN, Accept_Encoding="gzip")
        plain = proxy.get(f"{root}plotly.min.js", Authorization=LOGIN)
        assert packed[1]["content-encoding"] == "gzip"
        assert "immutable" in packed[1]["cache-control"]
        assert gzip.decompress(packed[2]) == plain[2]


def test_a_change_goes_through_the_proxys_websocket(proxy: Proxy) -> None:
    _, _, body, cookies = proxy.get("/leverage?language=en", Authorization=LOGIN)
    told = {name: unescape(value) for name, value in re.findall(r'data-(socket|end|token)="([^"]*)"', body.decode())}
    cookie = "; ".join(one.split(";")[0] for one in cookies)

    async def visit(origin: str, cookie: str) -> list[dict[str, object]]:
        headers = {"Cookie": cookie, "Origin": origin}
        address = f"wss://127.0.0.1:{proxy.port}{told['socket']}"
        line = await websocket_connect(HTTPRequest(address, headers=headers, ssl_options=proxy.trust))
        CONNECTED.append(line)
        return await asked(line, "year=2003&language=ru", n=7)

    own = f"https://127.0.0.1:{proxy.port}"
    assert run(visit(own, cookie))[0] == {"n": 7, "parts": [{"id": "card-1", "html": "year=2003&language=ru"}]}
    for origin, given, status in (("https://evil.example", cookie, 403), (own, "", 404)):
        with pytest.raises(HTTPClientError) as answer:
            run(visit(origin, given))
        assert answer.value.code == status


def test_who_asks_for_too_many_pages_at_once_is_slowed_down(proxy: Proxy) -> None:
    statuses = [proxy.get("/nothing", Authorization=LOGIN)[0] for _ in range(60)]
    assert set(statuses) == {404, 429}
    assert statuses.index(429) >= 10
