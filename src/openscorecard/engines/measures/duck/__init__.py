"""DuckDB counts: rows grouped once at the finest level that all tasks need, then rolled up."""
