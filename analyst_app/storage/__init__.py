"""SQLite: tables, queries, unit of work, journal, migrations, search. The only place that imports SQLAlchemy."""
