"""What each paper says: a pure function from contents to blocks; no form of file is known here."""
