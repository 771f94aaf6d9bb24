"""Nothing the tests run reaches for a network: the program has none. This PC itself (a printer's test port) is allowed.

An audit hook sees every socket of Python, whichever library opens it; it cannot be taken off again, nor need it be.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address

HERE = {"", "localhost", None}


def is_here(host: object) -> bool:
    """Whether an address is this PC's own."""
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return name in HERE or ip_address(str(name)).is_loopback
    except ValueError:
        return False


def watch(event: str, values: tuple[object, ...]) -> None:
    """Raise RuntimeError for a socket that leaves this PC."""
    if event == "socket.getaddrinfo":
        host = values[0]
    elif event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(values[1], tuple):
        host = values[1][0]
    else:
        return
    if not is_here(host):
        raise RuntimeError(f"a test reaches for the network: {host!r}")


sys.addaudithook(watch)
