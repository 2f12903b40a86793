"""What a person may ask: reads that answer with frozen objects, never with table rows."""
