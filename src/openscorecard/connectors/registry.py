"""All kinds of sources, in the order their forms are offered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from openscorecard.connectors.faults import UnfitSource
from openscorecard.connectors.kinds import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by name. None of them imports its driver before it is opened."""
    from openscorecard.connectors.address.kind import KIND as address
    from openscorecard.connectors.database.kind import KIND as database
    from openscorecard.connectors.koha.kind import KIND as koha
    from openscorecard.connectors.sip2.kind import KIND as sip2
    from openscorecard.connectors.sushi.kind import KIND as sushi

    return {kind.name: kind for kind in (koha, sip2, sushi, database, address)}


def kind_named(name: str) -> Kind:
    """One kind. Raises UnfitSource."""
    found = kinds().get(name)
    if found is None:
        raise UnfitSource(item="kind", reason=name)
    return found
