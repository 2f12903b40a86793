"""Archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_STAMP = (2000, 1, 1, 0, 0, 0)


def repacked(data: bytes, *, leave_out: tuple[str, ...] = ()) -> bytes:
    """The archive `data` with fixed times and without folders and members named as in `leave_out`."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            if name.startswith(leave_out) or name.endswith("/"):
                continue
            member = ZipInfo(name, _STAMP)
            member.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(name))
    return buffer.getvalue()
