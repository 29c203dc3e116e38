"""What all tables are made with: names of constraints, the shared base, and checks for words, codes and counts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Date, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase

from analyst_app.storage.packing import Moment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """A column holds one of these words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(v)) for v in values)})", name=column)


def code_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """A column holds the place of a word in this list."""
    return CheckConstraint(f"{column} BETWEEN 0 AND {len(values) - 1}", name=column)


def estimate(name: str) -> CheckConstraint:
    """Three columns hold a count, or none."""
    return CheckConstraint(
        f"({name}_best IS NULL AND {name}_low IS NULL AND {name}_high IS NULL)"
        f" OR ({name}_best IS NOT NULL AND {name}_best >= 0 AND coalesce({name}_low, 0) BETWEEN 0 AND {name}_best"
        f" AND coalesce({name}_high, {name}_best) >= {name}_best)",
        name=name,
    )


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), datetime: Moment(), date: Date(), dict[str, Any]: JSON(none_as_null=True)}


DERIVED = {"info": {"derived": True}}
"""Marks tables that are made from other tables and can be made again: no copy, comparison or salvage needs them."""


GROWING = {"sqlite_autoincrement": True}
"""Ids of the table are never given out twice."""


def table_of(record: type[Base]) -> Table:
    """The table behind a mapped class, for statements that need no objects."""
    return Base.metadata.tables[record.__tablename__]
