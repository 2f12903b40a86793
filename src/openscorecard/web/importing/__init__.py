"""Import: an upload, its preview with differences, and storing it."""
