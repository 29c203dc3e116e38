"""Migrations: the ladder from every released revision, the tables that they make, and what a failing one leaves behind."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from storage.samples import an_extraction, at, dump

from analyst_app import __version__, resources
from analyst_app.domain.errors import DatabaseError
from analyst_app.domain.review import ReviewState
from analyst_app.storage import queries
from analyst_app.storage.backup import check
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.migrate import HEAD, revision_of, upgrade
from analyst_app.storage.tables import Base
from analyst_app.storage.undo import redo, undo, undo_status
from support import plain_events

RUNGS = Path(__file__).parent / "databases"
SEARCH_TABLES = "report_search"


def scripts():
    config = Config()
    config.set_main_option("script_location", str(resources.migrations()))
    return ScriptDirectory.from_config(config)


def schema(path):
    with closing(connect(path)) as connection:
        return sorted(
            (kind, name, " ".join((sql or "").split()))
            for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")
        )


def test_the_program_works_with_the_newest_revision():
    assert scripts().get_current_head() == HEAD


def test_every_revision_says_why_and_has_a_rung():
    for step in scripts().walk_revisions():
        assert step.doc, f"migration {step.revision} says nothing of its reason"
        assert (RUNGS / f"rev_{step.revision}.sqlite").exists(), f"make_rung.py was not run before {step.revision} was released"


@pytest.mark.parametrize("rung", sorted(RUNGS.glob("*.sqlite")), ids=lambda rung: rung.stem)
def test_an_old_file_comes_up_the_ladder_with_everything_in_it(rung, template, tmp_path):
    path = Path(shutil.copy(rung, tmp_path / "old.sqlite"))
    with closing(Database.open(path)) as database:
        with database.reading() as reader:
            rows = {row.stored.id: row for row in plain_events.list_events(reader)}
            assert len(queries.list_reports(reader)) == 2
        assert len(rows) == 6
        assert rows[1].same_as == ("b:e1",)
        assert rows[2].stored.event.actor == "Ukraine"
        assert [c.field for c in rows[2].stored.corrections] == ["actor", "places"]
        assert {n for n, row in rows.items() if row.stored.state is ReviewState.CONFIRMED} == {1, 2, 4}
        assert undo_status(database).redo == "Remove"
        redo(database)
        for _ in range(5):
            undo(database)
        with database.reading() as reader:
            assert queries.count_reports(reader) == 0
    assert schema(path) == schema(template)
    assert check(path) == ()


def test_the_tables_of_a_file_are_those_of_the_program(path):
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _parents: not (kind == "table" and name.startswith(SEARCH_TABLES))}
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True, **options})
        assert compare_metadata(context, Base.metadata) == []
        plain = create_engine("sqlite://")
        Base.metadata.create_all(plain)
        # Alembic does not compare these.
        for table in Base.metadata.tables:
            mine, theirs = inspect(plain), inspect(connection)
            checks = [{c["name"]: "".join(c["sqltext"].split()) for c in one.get_check_constraints(table)} for one in (mine, theirs)]
            assert checks[0] == checks[1]
            indexes = [
                {
                    (i["name"], i["unique"], *i["column_names"], *map(str, i.get("dialect_options", {}).values()))
                    for i in one.get_indexes(table)
                }
                for one in (mine, theirs)
            ]
            assert indexes[0] == indexes[1]
        plain.dispose()
    engine.dispose()


@pytest.fixture
def populated(path):
    with closing(Database.open(path)) as database, database.unit_of_work("Import") as uow:
        uow.reports.add(an_extraction().report, an_extraction(), imported_at=at(9))
    return path


@pytest.fixture
def planted(tmp_path):
    """Our migrations with one more, whose `upgrade` has the given lines."""
    folder = tmp_path / "migrations"
    shutil.copytree(resources.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))

    def plant(*lines):
        body = "\n    ".join(lines)
        source = f'"""Planted."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "0002"\ndown_revision = "{HEAD}"\n\n\n'
        (folder / "versions" / "0002_planted.py").write_text(f"{source}def upgrade():\n    {body}\n", encoding="utf-8")
        return folder

    return plant


def picture(path):
    return schema(path), dump(path, journal=True), revision_of(path)


def test_a_step_that_fails_leaves_the_file_as_it_was_and_a_copy(populated, planted, tmp_path):
    before = picture(populated)
    folder = planted(
        'op.execute("UPDATE event SET actor = NULL")',
        'with op.batch_alter_table("report") as batch:',
        '    batch.drop_column("author")',
        'op.create_table("more", sa.Column("id", sa.Integer()))',
        'raise ZeroDivisionError("planted")',
    )
    with pytest.raises(ZeroDivisionError):
        upgrade(populated, backups=tmp_path / "backups", scripts=folder)
    assert picture(populated) == before
    (kept,) = (tmp_path / "backups").iterdir()
    assert picture(kept) == before


def test_rebuilding_a_table_keeps_the_rows_below_it(populated, planted, tmp_path):
    """With foreign keys on, rebuilding a parent empties its children or fails; populated tables alone can show it."""
    before = dump(populated)
    folder = planted(
        'with op.batch_alter_table("report") as batch:',
        '    batch.alter_column("author", nullable=False, existing_type=sa.Text())',
        'with op.batch_alter_table("event") as batch:',
        '    batch.alter_column("note", nullable=True, existing_type=sa.Text())',
    )
    kept = upgrade(populated, backups=tmp_path / "backups", scripts=folder)
    assert revision_of(populated) == "0002"
    assert dump(populated) == before
    assert revision_of(kept) == HEAD
    assert upgrade(populated, backups=tmp_path / "backups", scripts=folder) is None


def test_a_step_that_breaks_links_is_refused(populated, planted, tmp_path):
    before = picture(populated)
    with pytest.raises(DatabaseError, match="rows of entity, event point to rows that are not there"):
        upgrade(populated, backups=tmp_path / "backups", scripts=planted('op.execute("DELETE FROM report")'))
    assert picture(populated) == before


def test_an_older_file_is_brought_up_on_opening_and_the_copy_is_named(populated, planted, monkeypatch):
    folder = planted('op.add_column("act", sa.Column("more", sa.Text()))')
    monkeypatch.setattr(resources, "migrations", lambda: folder)
    monkeypatch.setattr("analyst_app.storage.migrate.HEAD", "0002")
    with closing(Database.open(populated)) as database:
        assert database.migrated_from.parent.parent == populated.parent / "backups"
        assert revision_of(database.migrated_from) == HEAD
    with closing(Database.open(populated)) as database:
        assert database.migrated_from is None


def test_a_file_of_a_newer_program_is_refused_with_both_versions(populated):
    with closing(connect(populated)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.execute("UPDATE meta SET value = '9.8.7' WHERE name = 'program'")
    before = dump(populated)
    with pytest.raises(DatabaseError) as caught:
        Database.open(populated)
    for words in ("9.8.7", "0999", __version__, HEAD, "newer"):
        assert words in str(caught.value)
    assert dump(populated) == before
    assert not (populated.parent / "backups").exists()


def test_the_file_says_which_program_made_it(path):
    with closing(connect(path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'program'").fetchone() == (__version__,)


def test_two_programs_that_open_an_old_file_at_once_bring_it_up_once(populated, planted, tmp_path):
    """The second finds the work done once the first lets go of the file."""
    folder = planted('op.add_column("act", sa.Column("more", sa.Text()))')
    upgrade(populated, backups=tmp_path / "backups", scripts=folder)
    with closing(connect(populated)) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
