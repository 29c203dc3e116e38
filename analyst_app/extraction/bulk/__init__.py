"""Many reports, in one process or several; nothing here knows how a report is read."""
