"""SUSHI: COUNTER reports fetched from a vendor's service, month by month."""
