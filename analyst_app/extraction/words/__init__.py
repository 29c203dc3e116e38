"""The word lists of `resources/lexicons/`, read into tables that the finders ask; no report is known here."""
