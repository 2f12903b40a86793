"""Where a SUSHI service is, which report is fetched, and within what bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from openscorecard.connectors.counter.header import REPORTS
from openscorecard.connectors.faults import UnfitSource
from openscorecard.connectors.fetching.getting import Bounds
from openscorecard.domain.measures.periods import Period

_MASTERS = {"5": "Data_Type|Access_Method", "5.1": "Access_Method"}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class SushiSettings:
    """One report of one service.

    `url` is the address before `/reports` (release 5) or `/r51/reports` (5.1). `customer_id`, `requestor_id`,
    `api_key` and `platform` are sent where they are not empty, and `extra`, which are further parameters. `first` is
    the first month to fetch. `platforms` leads names of platforms to the library's codes. `patience` bounds all waiting
    for a service that asks to come back later (seconds, for one harvest). `called` is what sentences call the source.
    `recheck` is how many months that were told before are asked for again, since vendors mend their figures. Raises
    UnfitSource.
    """

    url: str
    report: str
    customer_id: str
    first: Period
    bounds: Bounds
    release: str = "5.1"
    requestor_id: str = ""
    api_key: str = field(default="", repr=False)
    platform: str = ""
    platforms: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    patience: float = 60.0
    recheck: int = 0
    called: str = ""

    def __post_init__(self) -> None:
        if self.release not in _MASTERS:
            raise UnfitSource(item="release", reason="5, 5.1")
        if self.report.upper() not in REPORTS:
            raise UnfitSource(item="report", reason=", ".join(sorted(REPORTS)))
        if not self.customer_id.strip():
            raise UnfitSource(item="customer_id", reason="∅")
        if self.first.grain != "month":
            raise UnfitSource(item="first", reason="2025-01")
        if urlsplit(self.url).query or urlsplit(self.url).fragment:
            raise UnfitSource(item="url", reason="?, #")
        for name, value in self._sent().items():
            if len(value) > _LONGEST or not value.isprintable():
                raise UnfitSource(item=name, reason=f"> {_LONGEST}")

    @property
    def name(self) -> str:
        """The service and report in a sentence, without anything secret."""
        return self.called or f"{urlsplit(self.url).hostname or self.url} {self.report.upper()}"

    def list_address(self) -> str:
        """Where the service says which reports it has."""
        return f"{self._root()}/reports?{urlencode(self._sent())}"

    def report_address(self, month: Period) -> str:
        """Where the report of one month is."""
        sent = self._sent() | {"begin_date": str(month.first_day), "end_date": str(month.last_day)}
        if "_" not in self.report:
            sent["attributes_to_show"] = _MASTERS[self.release]
        return f"{self._root()}/reports/{self.report.lower()}?{urlencode(sent | dict(self.extra))}"

    def _root(self) -> str:
        root = self.url.rstrip("/")
        if self.release == "5.1" and not root.endswith("/r51"):
            return f"{root}/r51"
        return root

    def _sent(self) -> dict[str, str]:
        said = {
            "customer_id": self.customer_id,
            "requestor_id": self.requestor_id,
            "api_key": self.api_key,
            "platform": self.platform,
        }
        return {name: value for name, value in said.items() if value}
