"""A host name looked up once: the one address that is then connected to, private networks refused unless listed."""

from __future__ import annotations

import ipaddress
import socket
import threading

from openscorecard.connectors.faults import SourceTooSlow, SourceUnreachable, UnfitSource

Address = tuple[str, int]


def pinned(host: str, port: int, *, private: bool = False, seconds: float = 10.0) -> Address:
    """The first address of `host`, in figures. Any answer that is not public refuses all, unless `private`.

    Raises SourceUnreachable, SourceTooSlow, UnfitSource.
    """
    found = _looked_up(host, port, seconds)
    strange = [address for address in found if not is_public(address)]
    if strange and not private:
        raise UnfitSource(item="hosts", reason=f"{host} → {strange[0]}")
    return found[0], port


def is_public(address: str) -> bool:
    """Whether an address lies in the open network: neither this machine, nor a private or reserved range."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if isinstance(found, ipaddress.IPv6Address) and found in _NAT64:
        inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of `host`; a thread of its own, since looking up knows no bound of time."""
    found: list[str] = []
    wrong: list[str] = []

    def look() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, UnicodeError) as error:
            wrong.append(getattr(error, "strerror", None) or type(error).__name__)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(seconds)
    if looking.is_alive():
        raise SourceTooSlow(source=host, seconds=f"{seconds:g}")
    if not found:
        raise SourceUnreachable(source=host, reason=wrong[0] if wrong else "DNS")
    return found
