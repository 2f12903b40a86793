"""Machines that know tables: where source rows lie, and how they are counted. The one room with DuckDB and Arrow."""
