"""Whole documents in and out: text, YAML and office files, without Django."""
