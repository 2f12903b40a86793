"""Forecasts of figures that are scored."""
