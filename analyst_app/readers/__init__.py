"""Bytes to report text, one module a format. Knows nothing of events, databases or windows."""
