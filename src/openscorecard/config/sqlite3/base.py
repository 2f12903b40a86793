"""The connection to the SQLite store: kept while its file is the one that stands at its path.

Opening the file and setting its pragmas costs more than most questions asked of it. A file that was put in place of
another under the same name, as a restored copy is, must not go on being read and written where nobody finds it.
The module's name is Django's: it looks for `base` in the room that ENGINE names.
"""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper; `is_usable` is asked once a request, before its first question (CONN_HEALTH_CHECKS)."""

    _file: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """An open connection, and which file it is open on."""
        connection = super().get_new_connection(conn_params)
        self._file = self._standing()
        return connection

    def is_usable(self) -> bool:
        """Whether the connection is open on the file that stands at the path; True in memory."""
        return self.is_in_memory_db() or self._file == self._standing()

    def _standing(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:  # a database in memory, or a file taken away
            return None
        return found.st_dev, found.st_ino
