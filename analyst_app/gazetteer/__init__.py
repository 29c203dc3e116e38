"""Place names to places: look up, disambiguate. Reads one compiled, read-only file."""
