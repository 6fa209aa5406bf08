"""A company's proxy and its certificates: every client goes by them, what is spared goes straight, local only shuts all."""

from __future__ import annotations

import datetime
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import google_server
import heygen_server
import huggingface_server
import openai_server
import pytest
import stock_server
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from loopback import KEY
from provider_samples import BRIEF, DRAFT, PACE, THRICE, TWICE

from core.errors import KeptLocal, NoConnection
from core.film import Aspect
from core.providers.connection import Connection
from core.providers.houses import seated
from core.providers.routing import proxy_for
from core.services.entries import Entry, Fill, KeyReference
from core.services.keys import Keys
from core.services.roster import Services

NAME = "service.example"
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
BUNDLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
HOUSES: dict[str, tuple[Any, str, str, str]] = {
    "openai": (openai_server, "Writer", "m", "/v1"),
    "huggingface": (huggingface_server, "Writer", "own/model", "/endpoint/text"),
    "google": (google_server, "Writer", "m", ""),
    "pexels": (stock_server, "Stock", "photos", ""),
    "pixabay": (stock_server, "Stock", "photos", ""),
    "heygen": (heygen_server, "Presenter", "someone", ""),
}


@dataclass
class Proxy:
    """A proxy on loopback, and what it led to."""

    port: int
    certificates: Path
    target: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def issued(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A company's own authority, and a server's end of TLS with a certificate of it."""
    now, authority, own = (
        datetime.datetime.now(datetime.UTC),
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    day = datetime.timedelta(days=1)

    def certificate(name: str, key: ec.EllipticCurvePrivateKey, ca: bool) -> x509.Certificate:
        made = x509.CertificateBuilder().subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        made = made.issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A company")])).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)
        made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name.replace(" ", "-"))]), critical=False)
        return made.sign(authority, hashes.SHA256())

    bundle, both = folder / "company.pem", folder / "server.pem"
    bundle.write_bytes(certificate("A company", authority, True).public_bytes(serialization.Encoding.PEM))
    private = own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    both.write_bytes(private + certificate(NAME, own, False).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return bundle, context


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    bundle, context = issued(tmp_path_factory.mktemp("certificates"))

    class Answering(BaseHTTPRequestHandler):
        """Leads every name to one service; looks into TLS by a certificate of its own, as companies' proxies do."""

        def do_CONNECT(self) -> None:
            there.asked.append(f"CONNECT {self.path}")
            self.send_response(200)
            self.end_headers()
            self.wfile.flush()
            try:
                self.connection = context.wrap_socket(self.connection, server_side=True)
            except ssl.SSLError:  # the client does not believe it, and says so
                self.close_connection = True
                return
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")  # type: ignore[assignment]
            self.handle_one_request()
            self.close_connection = True

        def do_GET(self) -> None:
            there.asked.append(f"{self.command} {self.path}")
            size = int(self.headers.get("content-length") or 0)
            onward = HTTPConnection(there.target.removeprefix("http://"), timeout=30)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            onward.request(self.command, self.path.removeprefix(f"http://{NAME}"), self.rfile.read(size), headers)
            answer = onward.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers.get("content-type", ""))
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
            onward.close()

        do_POST = do_GET

        def finish(self) -> None:
            super().finish()
            self.connection.close()  # the one that was looked into

        def log_message(self, *told: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    there = Proxy(server.server_port, bundle)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield there
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, *BUNDLES):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(params=HOUSES)
def asking(request: pytest.FixtureRequest, proxy: Proxy, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Asks a house's service, at a name that only the proxy knows, for the least that it does."""
    house = request.param
    server, port, model, path = HOUSES[house]
    with server.running() as service:
        service.reply = lambda body: json.dumps(DRAFT)
        proxy.target, proxy.asked = service.url.removesuffix("/v1"), []

        def ask(scheme: str) -> None:
            fill = Fill(port=port, model=model)
            entry = Entry(id="mine", house=house, base_url=f"{scheme}://{NAME}{path}", key=KeyReference(source="studio"),
                          fills=(fill,), policy=THRICE)  # fmt: skip
            Keys(tmp_path / "p", tmp_path / "s").enter("mine", KEY)
            provider = seated(Connection(entry, port, tmp_path / "p", tmp_path / "s", fresh=scheme))
            if port == "Writer":
                provider.write(BRIEF, PACE)
            elif port == "Stock":
                provider.search("a lighthouse", Aspect.WIDE)
            else:
                (tmp_path / "take.wav").write_bytes(b"RIFF")
                provider._sent(tmp_path / "take.wav")

        yield ask


def test_every_house_goes_by_the_proxy_and_believes_the_companys_certificates(
    asking: Callable[[str], None], proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    asking("http")
    assert proxy.asked
    assert all(one.split()[1].startswith(f"http://{NAME}/") for one in proxy.asked)
    with pytest.raises(NoConnection):
        asking("https")  # nobody said that the company's certificates are to be believed
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(proxy.certificates))
    asking("https")
    assert f"CONNECT {NAME}:443" in proxy.asked


def test_local_only_shuts_the_way_by_a_proxy_on_this_machine_too(
    asking: Callable[[str], None], proxy: Proxy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    services = Services(tmp_path / "root", tmp_path / "s")
    services.keep_local(True)
    try:
        with pytest.raises(KeptLocal):
            asking("http")
        assert proxy.asked == []
    finally:
        services.keep_local(False)
    asking("http")
    assert proxy.asked


def test_a_program_on_this_machine_is_asked_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "proxy.example:3128")
    assert proxy_for("https", NAME) == "http://proxy.example:3128"
    for here in ("localhost", "127.0.0.1", "::1"):
        assert proxy_for("http", here, 11434) == ""


@pytest.mark.parametrize(
    ("rule", "host", "port", "spared"),
    [
        ("*", NAME, None, True),
        ("example", NAME, None, True),
        (".example", NAME, None, True),
        ("*.example", NAME, None, True),
        ("ample", NAME, None, False),
        ("service.example:8080", NAME, 8080, True),
        ("service.example:8080", NAME, 443, False),
        ("10.0.0.0/8", "10.1.2.3", None, True),
        ("10.0.0.0/8", "11.1.2.3", None, False),
        ("fd00::/8", "fd00::1", None, True),
        (" , other.example", NAME, None, False),
        ("elsewhere, SERVICE.example", NAME, None, True),
    ],
)
def test_what_no_proxy_names_is_reached_straight(
    rule: str, host: str, port: int | None, spared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", rule)
    assert (proxy_for("https", host, port) == "") == spared


@given(rule=st.text(max_size=20).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_whatever_no_proxy_says_it_is_read(rule: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
        patch.setenv("NO_PROXY", rule)
        assert proxy_for("https", NAME) in ("", "http://proxy.example:3128")


def test_a_proxy_that_is_not_there_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    fill = Fill(port="Stock", model="photos")
    entry = Entry(id="mine", house="pexels", label="Pexels", base_url=f"https://{NAME}", fills=(fill,), policy=TWICE)
    with pytest.raises(NoConnection, match="Pexels"):
        seated(Connection(entry, "Stock", tmp_path / "p", tmp_path / "s")).search("sea", Aspect.WIDE)
