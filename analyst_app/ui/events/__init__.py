"""The events of all reports in one table."""
