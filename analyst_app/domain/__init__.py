"""The subject: what a report, an event and a count are. Standard library only; frozen dataclasses and pure functions."""
