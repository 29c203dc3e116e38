"""Text to entities and proposed events. The only place that imports spaCy; no database, no window."""

from analyst_app.extraction.model.threads import ask_for_one_thread

# Before any module of this package imports spaCy, and numpy with it.
ask_for_one_thread()
