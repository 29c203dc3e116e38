"""What a command changed, so that each view can tell whether it is stale."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """`label` is the command in the words of the menu ("Reject 16 airstrikes"); the ids are those of the database.

    `external`: a series to compare with came, went or has another name.
    """

    label: str
    report_ids: frozenset[int] = frozenset()
    event_ids: frozenset[int] = frozenset()
    library: bool = False
    entities: bool = False
    external: bool = False
