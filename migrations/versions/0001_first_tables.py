"""The first tables: reports, what was extracted from them, decisions, the journal behind undo, and the full-text index.

Revision 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BLOCKS = tuple(
    # A block is what its rows are or it is not there: no writer can forget it.
    f"""CREATE TRIGGER {table}_block_{moment} AFTER {what} ON {table} BEGIN
        DELETE FROM {table}_block WHERE id = {row}.id >> 10; END"""  # noqa: S608 - names of our own tables
    for table, columns in (("event", ""), ("report", " OF source_id, published, title, deleted, superseded_by_id, second_of_id"))
    for moment, what, row in (("insert", "INSERT", "new"), ("update", f"UPDATE{columns}", "new"), ("delete", "DELETE", "old"))
)

SEARCH = (
    # The words themselves stay in `report`; the index is kept level by triggers, so no writer can forget it.
    """CREATE VIRTUAL TABLE report_search USING fts5(
        title, text, content='report', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER report_search_insert AFTER INSERT ON report BEGIN
        INSERT INTO report_search (rowid, title, text) VALUES (new.id, new.title, new.text); END""",
    """CREATE TRIGGER report_search_delete AFTER DELETE ON report BEGIN
        INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END""",
    """CREATE TRIGGER report_search_update AFTER UPDATE OF title, text ON report BEGIN
        INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO report_search (rowid, title, text) VALUES (new.id, new.title, new.text); END""",
)


def upgrade() -> None:
    _act()
    _extraction_run()
    _journal_command()
    _meta()
    _source()
    _journal_change()
    _report()
    _about_reports()
    _entity()
    _event()
    _place()
    _external()
    _columns()
    for statement in (*SEARCH, *BLOCKS):
        op.execute(statement)


def _act() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sqlite_autoincrement=True,
    )


def _extraction_run() -> None:
    op.create_table(
        "extraction_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("lexicons", sa.Text(), nullable=False),
        sa.Column("gazetteer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extraction_run")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_extraction_run_versions", "extraction_run", ["program", "model", "lexicons", "gazetteer"], unique=True)


def _journal_command() -> None:
    op.create_table(
        "journal_command",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("analyst", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(of_id IS NULL) = (kind IN ('command', 'batch'))", name=op.f("ck_journal_command_of_id")),
        sa.CheckConstraint("kind IN ('command', 'batch', 'undo', 'redo')", name=op.f("ck_journal_command_kind")),
        sa.CheckConstraint("state IN ('done', 'undone', 'abandoned')", name=op.f("ck_journal_command_state")),
        sa.ForeignKeyConstraint(["of_id"], ["journal_command.id"], name=op.f("fk_journal_command_of_id_journal_command")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_command")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_journal_command_of_id"), "journal_command", ["of_id"], unique=False)
    op.create_index("ix_journal_command_state_kind", "journal_command", ["state", "kind"], unique=False)


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("reliability", sa.Text(), nullable=True),
        sa.Column("rhythm_days", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("rhythm_days > 0", name=op.f("ck_source_rhythm_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
        sqlite_autoincrement=True,
    )


def _journal_change() -> None:
    op.create_table(
        "journal_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint('"before" IS NOT NULL OR "after" IS NOT NULL', name=op.f("ck_journal_change_images")),
        sa.ForeignKeyConstraint(["command_id"], ["journal_command.id"], name=op.f("fk_journal_change_command_id_journal_command")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_journal_change_command_id"), "journal_change", ["command_id"], unique=False)
    op.create_index(op.f("ix_journal_change_event_id"), "journal_change", ["event_id"], unique=False)


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("char_count", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("cursor", sa.Integer(), nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_reason", sa.Text(), nullable=True),
        sa.Column("second_of_id", sa.Integer(), nullable=True),
        sa.Column("coder", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('new', 'in_review', 'reviewed')", name=op.f("ck_report_state")),
        sa.CheckConstraint("deleted IN (0, 1)", name=op.f("ck_report_deleted")),
        sa.CheckConstraint("superseded_by_id <> id", name=op.f("ck_report_superseded_by")),
        sa.CheckConstraint("second_of_id <> id AND (second_of_id IS NULL) = (coder IS NULL)", name=op.f("ck_report_second_of")),
        sa.ForeignKeyConstraint(["batch_id"], ["journal_command.id"], name=op.f("fk_report_batch_id_journal_command")),
        sa.ForeignKeyConstraint(["run_id"], ["extraction_run.id"], name=op.f("fk_report_run_id_extraction_run")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_report_source_id_source")),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["report.id"], name=op.f("fk_report_superseded_by_id_report")),
        sa.ForeignKeyConstraint(["second_of_id"], ["report.id"], name=op.f("fk_report_second_of_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_batch_id"), "report", ["batch_id"], unique=False)
    op.create_index(op.f("ix_report_key"), "report", ["key"], unique=False)
    op.create_index("ix_report_published", "report", ["published"], unique=False)
    listed = sa.text("deleted = 0 AND second_of_id IS NULL")
    columns = ["published", "id", "state", "source_id", "superseded_by_id", "imported_at"]
    op.create_index("ix_report_listed", "report", columns, unique=False, sqlite_where=listed)
    op.create_index("ix_report_deleted", "report", ["id"], unique=False, sqlite_where=sa.text("deleted = 1"))
    op.create_index(op.f("ix_report_run_id"), "report", ["run_id"], unique=False)
    op.create_index("ix_report_second_of_id", "report", ["second_of_id"], unique=False, sqlite_where=sa.text("second_of_id IS NOT NULL"))
    op.create_index(op.f("ix_report_source_id"), "report", ["source_id"], unique=False)
    op.create_index(
        "ix_report_superseded_by_id", "report", ["superseded_by_id"], unique=False, sqlite_where=sa.text("superseded_by_id IS NOT NULL")
    )
    op.create_index(op.f("ix_report_text_sha256"), "report", ["text_sha256"], unique=False)


def _about_reports() -> None:
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("modified", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_file_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_file_path"), "report_file", ["path"], unique=False)
    op.create_index(op.f("ix_report_file_report_id"), "report_file", ["report_id"], unique=False)
    op.create_table(
        "report_likeness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("alike", sa.Double(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.CheckConstraint("alike BETWEEN 0 AND 1", name=op.f("ck_report_likeness_alike")),
        sa.CheckConstraint("verdict IN ('open', 'kept', 'skipped', 'replaces')", name=op.f("ck_report_likeness_verdict")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_likeness_report_id_report")),
        sa.ForeignKeyConstraint(["other_id"], ["report.id"], name=op.f("fk_report_likeness_other_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_likeness")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_likeness_open", "report_likeness", ["report_id"], unique=False, sqlite_where=sa.text("verdict = 'open'"))
    op.create_index(op.f("ix_report_likeness_other_id"), "report_likeness", ["other_id"], unique=False)
    op.create_index(op.f("ix_report_likeness_report_id"), "report_likeness", ["report_id"], unique=False)
    op.create_table(
        "report_band",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("band", "report_id", name=op.f("pk_report_band")),
        sqlite_with_rowid=False,
    )


def _entity() -> None:
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("origin", sa.Integer(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("label BETWEEN 0 AND 7", name=op.f("ck_entity_label")),
        sa.CheckConstraint("origin BETWEEN 0 AND 1", name=op.f("ck_entity_origin")),
        sa.CheckConstraint("state BETWEEN 0 AND 1", name=op.f("ck_entity_state")),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_entity_span")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_entity_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entity_report_id"), "entity", ["report_id"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("count_low", sa.Integer(), nullable=True),
        sa.Column("count_best", sa.Integer(), nullable=True),
        sa.Column("count_high", sa.Integer(), nullable=True),
        sa.Column("places_count", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("disputed_by", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_best", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("injured_low", sa.Integer(), nullable=True),
        sa.Column("injured_best", sa.Integer(), nullable=True),
        sa.Column("injured_high", sa.Integer(), nullable=True),
        sa.Column("reported_by", sa.Text(), nullable=True),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("field_confidence", sa.Text(), nullable=True),
        sa.Column("proposed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("analyst", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("origin IN ('machine', 'analyst')", name=op.f("ck_event_origin")),
        sa.CheckConstraint("state IN ('proposed', 'confirmed', 'rejected')", name=op.f("ck_event_state")),
        sa.CheckConstraint("status IN ('occurred', 'attempted', 'repelled', 'planned', 'denied')", name=op.f("ck_event_status")),
        sa.CheckConstraint(
            "type IN ('airstrike', 'drone_strike', 'missile_strike', 'shelling', 'ground_assault', 'clash', 'explosion', 'attack',"
            " 'interception', 'territory_change', 'evacuation', 'casualties', 'equipment_loss', 'detention')",
            name=op.f("ck_event_type"),
        ),
        sa.CheckConstraint(
            "(count_best IS NULL AND count_low IS NULL AND count_high IS NULL)"
            " OR (count_best IS NOT NULL AND count_best >= 0 AND coalesce(count_low, 0) BETWEEN 0 AND count_best"
            " AND coalesce(count_high, count_best) >= count_best)",
            name=op.f("ck_event_count"),
        ),
        sa.CheckConstraint(
            "(injured_best IS NULL AND injured_low IS NULL AND injured_high IS NULL)"
            " OR (injured_best IS NOT NULL AND injured_best >= 0 AND coalesce(injured_low, 0) BETWEEN 0 AND injured_best"
            " AND coalesce(injured_high, injured_best) >= injured_best)",
            name=op.f("ck_event_injured"),
        ),
        sa.CheckConstraint(
            "(killed_best IS NULL AND killed_low IS NULL AND killed_high IS NULL)"
            " OR (killed_best IS NOT NULL AND killed_best >= 0 AND coalesce(killed_low, 0) BETWEEN 0 AND killed_best"
            " AND coalesce(killed_high, killed_best) >= killed_best)",
            name=op.f("ck_event_killed"),
        ),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_event_date")),
        sa.CheckConstraint("part_of_id <> id", name=op.f("ck_event_part_of")),
        sa.CheckConstraint("places_count >= 0", name=op.f("ck_event_places_count")),
        sa.CheckConstraint("preferred IN (0, 1) AND (preferred = 0 OR act_id IS NOT NULL)", name=op.f("ck_event_preferred")),
        sa.CheckConstraint("trigger_start >= 0 AND trigger_start < trigger_end", name=op.f("ck_event_trigger")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_event_act_id_act")),
        sa.ForeignKeyConstraint(["part_of_id"], ["event.id"], name=op.f("fk_event_part_of_id_event")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_event_report_id_report")),
        sa.ForeignKeyConstraint(["run_id"], ["extraction_run.id"], name=op.f("fk_event_run_id_extraction_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_act_id", "event", ["act_id"], unique=False, sqlite_where=sa.text("act_id IS NOT NULL"))
    op.create_index("ix_event_part_of_id", "event", ["part_of_id"], unique=False, sqlite_where=sa.text("part_of_id IS NOT NULL"))
    op.create_index("ix_event_waiting", "event", ["report_id", "confidence"], unique=False, sqlite_where=sa.text("state = 'proposed'"))
    op.create_index("uq_event_preferred", "event", ["act_id"], unique=True, sqlite_where=sa.text("preferred = 1"))
    op.create_index("uq_event_report_id_key", "event", ["report_id", "key"], unique=True)


def _place() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("geo_precision", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('settlement', 'facility', 'community', 'district', 'region', 'direction', 'area', 'water', 'country', 'unknown')",
            name=op.f("ck_place_kind"),
        ),
        sa.CheckConstraint(
            "(lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_place_lat_lon")
        ),
        sa.CheckConstraint("geo_precision BETWEEN 1 AND 3", name=op.f("ck_place_geo_precision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_place_text"), "place", ["text"], unique=False)


def _external() -> None:
    op.create_table(
        "external_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.CheckConstraint("layout IN ('acled', 'ucdp', 'csv')", name=op.f("ck_external_series_layout")),
        sa.CheckConstraint("deleted IN (0, 1)", name=op.f("ck_external_series_deleted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_series")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "external_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("ident", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "type IN ('airstrike', 'drone_strike', 'missile_strike', 'shelling', 'ground_assault', 'clash', 'explosion', 'attack',"
            " 'interception', 'territory_change', 'evacuation', 'casualties', 'equipment_loss', 'detention')",
            name=op.f("ck_external_event_type"),
        ),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_external_event_date")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_external_event_number")),
        sa.CheckConstraint("killed >= 0", name=op.f("ck_external_event_killed")),
        sa.ForeignKeyConstraint(["series_id"], ["external_series.id"], name=op.f("fk_external_event_series_id_external_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_external_event_series_id_date_end", "external_event", ["series_id", "date_end"], unique=False)


def _columns() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("words", name=op.f("uq_term_words")),
    )
    for table, columns in (("event_block", ("counted", "said")), ("report_block", ("columns",))):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("stamp", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in columns),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_id_stamp", table, ["id", "stamp"], unique=False)
