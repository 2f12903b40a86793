"""Forecasts in pure Python: what a series will come to, how wide that is, and the probability of meeting a target."""
