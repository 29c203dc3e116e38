"""Text to entities and proposed events. The only place that imports spaCy; no database, no window."""
