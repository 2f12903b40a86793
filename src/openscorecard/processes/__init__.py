"""Processes of our own that are bound in time and memory: how they are started, limited, ended and understood."""
