"""Where and when an event happened, by its clause, its sentence, its section, the report."""
