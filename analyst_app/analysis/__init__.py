"""Numbers from rows: daily counts, comparison. numpy allowed; no database, no window."""
