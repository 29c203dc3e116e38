"""Questions about reports that look like earlier ones."""

from collections.abc import Collection

from sqlalchemy import Connection, select
from sqlalchemy import text as sql

from analyst_app.domain.likeness import Lookalike, Verdict
from analyst_app.storage.tables import LikenessRecord, ReportRecord, SourceRecord, table_of


def lookalikes(reader: Connection, *, report_ids: Collection[int] | None = None) -> tuple[Lookalike, ...]:
    """The pairs that nobody has decided about, of these reports or of all, the most alike first; removed reports are left out."""
    pairs = table_of(LikenessRecord)
    new, old = table_of(ReportRecord).alias("new"), table_of(ReportRecord).alias("old")
    new_source, old_source = table_of(SourceRecord).alias("new_source"), table_of(SourceRecord).alias("old_source")
    joined = (
        pairs.join(new, new.c.id == pairs.c.report_id)
        .join(old, old.c.id == pairs.c.other_id)
        .outerjoin(new_source, new_source.c.id == new.c.source_id)
        .outerjoin(old_source, old_source.c.id == old.c.source_id)
    )
    query = (
        select(
            pairs.c.id,
            pairs.c.alike,
            *(
                side.c[name].label(f"{prefix}_{name}")
                for prefix, side in (("new", new), ("old", old))
                for name in ("id", "title", "published")
            ),
            new_source.c.name.label("new_source"),
            old_source.c.name.label("old_source"),
        )
        .select_from(joined)
        # In the words of the index.
        .where(sql("report_likeness.verdict = 'open'"), ~new.c.deleted, ~old.c.deleted)
        .order_by(pairs.c.alike.desc(), pairs.c.id)
    )
    wanted = None if report_ids is None else set(report_ids)
    return tuple(
        Lookalike(
            id=row.id,
            report_id=row.new_id,
            title=row.new_title,
            source=row.new_source,
            published=row.new_published,
            other_id=row.old_id,
            other_title=row.old_title,
            other_source=row.old_source,
            other_published=row.old_published,
            alike=row.alike,
            verdict=Verdict.OPEN,
        )
        for row in reader.execute(query)
        if wanted is None or row.new_id in wanted
    )
