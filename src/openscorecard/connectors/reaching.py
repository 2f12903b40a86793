"""Where connectors may go: hosts and folders that are listed; a name is resolved once, and its address kept."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openscorecard.connectors.faults import FolderNotListed, HostNotListed, PrivateAddress, SourceUnreachable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Reach:
    """`hosts` are names (`*.` stands for any part before), addresses and networks; `folders` may be read with all
    that is below them."""

    hosts: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()

    def address(self, host: str, port: int) -> str:
        """The address to connect to, and to no other, for `host`.

        A name must be listed, and where it leads into a private network that network too: whoever answers for the
        name may not open our inside. Raises HostNotListed, PrivateAddress, SourceUnreachable.
        """
        literal = _literal(host)
        if not literal and not self._named(host):
            raise HostNotListed(source=host, host=host)
        found = [literal] if literal else _resolved(host, port)
        for address in found:
            if self._within(address) or (not literal and _public(address)):
                return address
        if literal and _public(literal):
            raise HostNotListed(source=host, host=host)
        raise PrivateAddress(source=host, host=host, address=found[0])

    def _named(self, host: str) -> bool:
        wanted = host.lower().rstrip(".")
        return any(
            wanted == name or (name.startswith("*.") and wanted.endswith(name[1:]))
            for name in (one.lower().rstrip(".") for one in self.hosts)
        )

    def _within(self, address: str) -> bool:
        ip = _plain(address)
        return any(ip.version == network.version and ip in network for network in _networks(self.hosts))

    def folder(self, named: str) -> Path:
        """The folder or file itself, links followed; raises FolderNotListed where it lies outside those listed."""
        path = Path(named).expanduser().resolve()
        allowed = [one.resolve() for one in self.folders]
        if not Path(named).expanduser().is_absolute() or not any(path.is_relative_to(one) for one in allowed):
            raise FolderNotListed(source=named, folder=named, allowed="、".join(map(str, allowed)))
        return path


def _networks(hosts: Iterable[str]) -> list[Network]:
    found = []
    for one in hosts:
        try:
            found.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            continue  # a name
    return found


def _plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address; of one that is wrapped in IPv6, the one inside."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (ip.ipv4_mapped or ip) if isinstance(ip, ipaddress.IPv6Address) else ip


def _public(address: str) -> bool:
    ip = _plain(address)
    return ip.is_global and not ip.is_multicast


def _literal(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return ""


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnreachable(source=host, reason=getattr(error, "strerror", None) or error) from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))
