"""Highlights of a report as an analyst changes them: mark, relabel, move borders, split, unmark, mark every mention.

Each function is one step of undo, named with the words it is about. Reads what it needs, never a whole report's entities
where one is asked for, so that a step takes as long in a long report as in a short one.
"""

import re

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.rows import EntityRow, ReportDetail
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services.review import start_review
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries

LONG_TEXT = 40_000
"""Characters: the text of a longer report is shown before its entities are read."""
_GONE = "This report is no longer in the library. Undo brings a removed report back."
_LONGEST_NAME = 30
"""Characters of quoted words in the name of a step."""


def open_text(workbench: Workbench, *, report_id: int) -> ReportDetail:
    """One report to be shown at once: entities of a text longer than `LONG_TEXT` are left out, for `list_entities` to bring.

    Raises:
        Stale: where the report is no longer there.
    """
    with workbench.database.reading() as session:
        detail = queries.report_detail(session, report_id=report_id, entities_up_to=LONG_TEXT)
    if detail is None:
        raise Stale(_GONE)
    return detail


def list_entities(workbench: Workbench, *, report_id: int) -> tuple[EntityRow, ...]:
    """The entities of one report, in the order of the text; none where the report is gone."""
    with workbench.database.reading() as session:
        return queries.report_entities(session, report_id=report_id)


def mark_entity(workbench: Workbench, *, report_id: int, span: Span, label: Label) -> ChangeSet:
    """Label words; what they overlap gives way, as the layer has no overlaps.

    Raises:
        UserError: where the span holds no words of the report.
        Stale: where the report is gone.
    """
    words = span.of(_text(workbench, report_id))
    if not words.strip() or len(words) < span.end - span.start:
        raise UserError("Select the words to mark first.")
    with workbench.database.unit_of_work(f"Mark “{_short(words)}” as {label.lower()}", analyst=workbench.analyst) as uow:
        for entity_id in uow.entities.overlapping(report_id, span):
            uow.entities.remove(entity_id)
        uow.entities.add(report_id, Entity(span, label, words))
        start_review(uow, report_id)
    return uow.changes


def relabel_entity(workbench: Workbench, *, entity_id: int, label: Label) -> ChangeSet:
    """Give an entity another label.

    Raises:
        Stale: where it is gone.
    """
    _, stored = _find(workbench, entity_id)
    with workbench.database.unit_of_work(f"Relabel “{_short(stored.text)}” as {label.lower()}", analyst=workbench.analyst) as uow:
        uow.entities.relabel(entity_id, label)
    return uow.changes


def resize_entity(workbench: Workbench, *, entity_id: int, span: Span) -> ChangeSet:
    """Move an entity's borders.

    Raises:
        UserError: where it would overlap another, or hold nothing but space.
        Stale: where it is gone.
    """
    _, stored = _find(workbench, entity_id)
    if span == stored.span:
        raise UserError("The entity holds exactly these words already. Select other words, or leave it.")
    verb = "Extend" if span.covers(stored.span) else "Shrink" if stored.span.covers(span) else "Move"
    with workbench.database.unit_of_work(f"{verb} “{_short(stored.text)}”", analyst=workbench.analyst) as uow:
        uow.entities.resize(entity_id, span)
    return uow.changes


def split_entity(workbench: Workbench, *, entity_id: int, position: int) -> ChangeSet:
    """Make two entities of one, before and from a position of the text; both keep the label, and no space at their ends.

    Raises:
        UserError: where one side would hold no words.
        Stale: where it is gone.
    """
    report_id, stored = _find(workbench, entity_id)
    at = position - stored.span.start
    first, second = stored.text[: max(0, at)].rstrip(), stored.text[max(0, at) :].lstrip()
    if not first or not second:
        raise UserError("Put the caret between two words of the entity, then split it.")
    before = Span(stored.span.start, stored.span.start + len(first))
    after = Span(stored.span.end - len(second), stored.span.end)
    with workbench.database.unit_of_work(f"Split “{_short(stored.text)}”", analyst=workbench.analyst) as uow:
        uow.entities.resize(entity_id, before)
        uow.entities.add(report_id, Entity(after, stored.label, second))
    return uow.changes


def unmark_entity(workbench: Workbench, *, entity_id: int) -> ChangeSet:
    """Take a label off.

    Raises:
        Stale: where it is off already.
    """
    _, stored = _find(workbench, entity_id)
    with workbench.database.unit_of_work(f"Unmark “{_short(stored.text)}”", analyst=workbench.analyst) as uow:
        uow.entities.remove(entity_id)
    return uow.changes


def mark_mentions(workbench: Workbench, *, entity_id: int) -> ChangeSet:
    """Give every other mention of an entity's words in its report the same label.

    A mention that is marked with exactly these borders is relabelled; one that stands in another entity is left as it is.

    Raises:
        UserError: where there is no other mention to mark.
        Stale: where the entity is gone.
    """
    report_id, stored = _find(workbench, entity_id)
    text = _text(workbench, report_id)
    entities = list_entities(workbench, report_id=report_id)
    mentions = mentions_of(stored.text, text)
    others = {row.entity.span: row for row in entities if row.id != entity_id}
    wrong = [others[span].id for span in mentions if span in others and others[span].entity.label is not stored.label]
    free = _without(mentions, [row.entity.span for row in entities])
    many = len(wrong) + len(free)
    if not many:
        raise UserError(f"No other mention of “{_short(stored.text)}” is left to mark in this report.")
    label = f"Mark {many} {'mention' if many == 1 else 'mentions'} of {_short(stored.text)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        for other_id in wrong:
            uow.entities.relabel(other_id, stored.label, canonical=stored.canonical)
        uow.entities.add_many(report_id, [Entity(span, stored.label, span.of(text), stored.canonical) for span in free])
        start_review(uow, report_id)
    return uow.changes


def mentions_of(words: str, text: str) -> tuple[Span, ...]:
    """Where a text holds the same words as whole words, whatever space or line break stands between them; also in capitals.

    Short words are taken as written only: “us” is not “US”.
    """
    pieces = words.split()
    if not pieces:
        return ()
    ways = [pieces] if len(words) < 4 else [pieces, [piece.upper() for piece in pieces]]
    written = "|".join(r"\s+".join(map(re.escape, way)) for way in ways)
    return tuple(Span(*found.span()) for found in re.finditer(rf"(?<!\w)(?:{written})(?!\w)", text))


def _find(workbench: Workbench, entity_id: int) -> tuple[int, Entity]:
    with workbench.database.reading() as session:
        found = queries.get_entity(session, entity_id=entity_id)
    if found is None:
        raise Stale("This entity is no longer there. Mark it again, or bring it back with Undo.")
    return found[0], found[1].entity


def _text(workbench: Workbench, report_id: int) -> str:
    with workbench.database.reading() as session:
        text = queries.report_text(session, report_id=report_id)
    if text is None:
        raise Stale(_GONE)
    return text


def _without(spans: tuple[Span, ...], taken: list[Span]) -> list[Span]:
    """The spans that overlap none of the taken ones; both come in the order of the text."""
    free: list[Span] = []
    number = 0
    for span in spans:
        while number < len(taken) and taken[number].end <= span.start:
            number += 1
        if number == len(taken) or not taken[number].overlaps(span):
            free.append(span)
    return free


def _short(words: str) -> str:
    in_line = " ".join(words.split())
    return in_line if len(in_line) <= _LONGEST_NAME else f"{in_line[: _LONGEST_NAME - 1]}…"
