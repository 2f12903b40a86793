"""One bounded GET: to a listed host, at the one address its name stood for, within limits of time and size."""
