"""Tables for programs as files that other tools read."""
