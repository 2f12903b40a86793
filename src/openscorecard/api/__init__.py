"""The door for programs: what pages show as JSON, CSV and Parquet, read only."""
