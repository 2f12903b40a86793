"""Django's SQLite store, with connections that last over requests."""
