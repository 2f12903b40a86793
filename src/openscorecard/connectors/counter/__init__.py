"""COUNTER reports of releases 5 and 5.1, as JSON and as tables, to rows of the dataset `eresource_usage`."""
