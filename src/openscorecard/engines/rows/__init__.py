"""The row store: source rows as Parquet under the home folder, read only through a manifest."""
