"""Keeps the browser of a run at its site: whatever a page tries, it reaches no other host and no other port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from flows.site.browsers import Engine
from flows.site.client import is_loopback

PORTS = {"http": 80, "https": 443}
LOOPBACK = "127.0.0.1"


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port of this machine that refuses every connection, and that nothing else can listen on meanwhile."""
    with socket.socket() as holder:
        holder.bind((LOOPBACK, 0))
        yield holder.getsockname()[1]


def launch_options(engine: Engine, base_url: str, refusing: int) -> dict[str, Any]:
    """Playwright's options for launching a browser that reaches only ``base_url``.

    Its proxy for everything else, other ports of this machine included, is the port ``refusing``, so names are not
    looked up either. WebRTC, which uses none, is off, or restricted to proxies. There are no options for WebKit.
    """
    parts = urlsplit(base_url)
    site = parts.netloc if parts.port else f"{parts.netloc}:{PORTS[parts.scheme]}"
    if engine == "chromium":
        return {
            "args": [
                f"--proxy-server=http://{LOOPBACK}:{refusing}",
                # Chromium makes exceptions for loopback addresses, unless told otherwise before any other exception.
                f"--proxy-bypass-list=<-loopback>;{parts.scheme}://{site}",
                # The hosts of TURN servers are looked up all the same.
                f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {parts.hostname}",
                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            ]
        }
    if engine == "firefox":
        return {
            "firefox_user_prefs": {
                "network.proxy.type": 1,  # a proxy set by hand
                "network.proxy.http": LOOPBACK,
                "network.proxy.http_port": refusing,
                "network.proxy.ssl": LOOPBACK,
                "network.proxy.ssl_port": refusing,
                "network.proxy.no_proxies_on": site,
                "network.proxy.allow_hijacking_localhost": True,  # loopback addresses are no exception
                # Firefox's own requests would do without a proxy that does not answer.
                "network.proxy.failover_direct": False,
                "network.proxy.allow_bypass": False,
                "network.dns.disabled": is_loopback(parts.hostname or ""),
                "datareporting.healthreport.uploadEnabled": False,
                "toolkit.telemetry.shutdownPingSender.enabled": False,  # a program of its own, which uses no proxy
                "media.peerconnection.enabled": False,  # WebRTC uses no proxy
                "network.webtransport.enabled": False,  # it sends datagrams to the site's host and port
            }
        }
    return {}
