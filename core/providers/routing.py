"""Which way calls leave: straight, or by the proxy that the environment names; and whose certificates are believed.

`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` (names, addresses, networks) count for every client of every house, as do
`SSL_CERT_FILE`, `SSL_CERT_DIR`, `REQUESTS_CA_BUNDLE` and `CURL_CA_BUNDLE` for a company's own certificates. A program on this
machine is asked straight.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
import weakref
from collections.abc import Mapping
from functools import lru_cache
from urllib.request import getproxies

import httpx2

from core.errors import BadSetting, NotAccepted, ProviderMissing
from core.policy import leaves
from core.providers.deadline import clocked
from core.services.local_only import is_here, kept_local, shut
from core.settings import from_environment

_NAMED = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""What the library reads itself."""
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

_FOR_ANYBODY = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "host",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "range",
        "user-agent",
    }
)
"""What goes along to another address that a service sends us on to: nothing that says who asks, in whatever header a key is."""


class Routed(httpx2.BaseTransport):
    """A transport that goes the way that the environment names, with a pool of connections for each way."""

    def __init__(self) -> None:
        self._ways: dict[tuple[str, str, str], httpx2.HTTPTransport] = {}
        self._choosing = threading.Lock()
        weakref.finalize(self, _let_go, self._ways)  # of one that is forgotten, and when the program ends

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, straight or by a proxy.

        Raises `BadSetting` for a proxy or a file of certificates that is none, `NotAccepted` for a service that sends what was
        written to it on to another one.
        """
        _kept_at_home(request)
        proxy = proxy_for(request.url.scheme, request.url.host, request.url.port)
        if proxy and shut():  # also by one on this machine
            raise kept_local()
        named, bundle = (next(filter(None, map(from_environment, names)), "") for names in (_NAMED, _BUNDLES))
        with self._choosing:
            way = self._ways.get((proxy, named, bundle))
            if way is None:
                way = self._ways[proxy, named, bundle] = _way(proxy, trusted(named, bundle))
        if request.method == "POST":
            leaves()
        return way.handle_request(request)

    def close(self) -> None:
        """Lets go of all connections."""
        _let_go(self._ways)


def _let_go(ways: Mapping[tuple[str, str, str], httpx2.HTTPTransport]) -> None:
    for way in ways.values():
        way.close()


def _kept_at_home(request: httpx2.Request) -> None:
    """A service may send us on to another address, but gets no key there and nothing that was meant for the first."""
    home, here = request.extensions.setdefault("home", request.url), request.url
    secured = home.scheme == "http" and here.scheme == "https" and home.host == here.host
    if home.origin == here.origin or secured:
        return
    if request.method not in ("GET", "HEAD"):
        raise NotAccepted(
            f"{home.host} sends what is written to it on to another address, {here.host}.",
            hint="If that is right, put that address into the service; nothing was sent there.",
            unsent=True,
        )
    for name in [name for name in request.headers if name.lower() not in _FOR_ANYBODY]:
        del request.headers[name]


def _way(proxy: str, believed: ssl.SSLContext) -> httpx2.HTTPTransport:
    try:
        return clocked(httpx2.HTTPTransport(verify=believed, proxy=httpx2.Proxy(proxy) if proxy else None))
    except ImportError:
        hint = "Install it with `pip install socksio`."
        raise ProviderMissing("A SOCKS proxy needs the package socksio.", hint=hint, unsent=True) from None
    except ValueError as error:
        raise BadSetting("The address of the proxy cannot be read.", hint="Mend HTTPS_PROXY.") from error


def proxy_for(scheme: str, host: str, port: int | None = None) -> str:
    """The proxy by which an address is reached; empty for the straight way."""
    known = getproxies()
    proxy = known.get(scheme) or known.get("all") or ""
    if not proxy or is_here(host) or any(_spared(host, port, one.strip()) for one in known.get("no", "").split(",")):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _spared(host: str, port: int | None, rule: str) -> bool:
    """Whether a word of `NO_PROXY` means the host: `*`, a name with all below it, an address, a network, each with or without a
    port."""
    rule = rule.lower().rpartition("://")[2]
    if rule == "*":
        return True
    try:
        return bool(rule) and ipaddress.ip_address(host.strip("[]")) in ipaddress.ip_network(rule.strip("[]"), strict=False)
    except ValueError:
        pass
    name, _, only = rule.partition(":") if rule.count(":") == 1 else (rule, "", "")
    name = name.lstrip("*").lstrip(".")
    host = host.lower().rstrip(".")
    return bool(name) and (host == name or host.endswith(f".{name}")) and (not only or only == str(port or ""))


@lru_cache(maxsize=4)
def trusted(named: str, bundle: str) -> ssl.SSLContext:
    """Whose certificates are believed: the machine's, those in what `SSL_CERT_FILE` or `SSL_CERT_DIR` `named`, and those of a
    `bundle`. One for all clients, for it takes a while to make."""
    try:
        context = httpx2.create_ssl_context()
        if bundle and not named:  # what is named counts alone
            context.load_verify_locations(cafile=bundle)
    except (OSError, ssl.SSLError) as error:
        raise BadSetting(
            "The file of certificates that the environment names cannot be read.",
            hint="Mend SSL_CERT_FILE or REQUESTS_CA_BUNDLE.",
        ) from error
    return context
