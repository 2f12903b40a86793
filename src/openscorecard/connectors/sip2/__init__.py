"""SIP2: the self-check side of circulation from the logs of machines or of their server."""
