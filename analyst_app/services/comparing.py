"""Two reports side by side: which to compare, their events aligned, which figure is to count and why. Nothing is deleted."""

from datetime import timedelta

from analyst_app.analysis.alignment import align
from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.comparing import Candidate, Comparison, OtherValue, Relation, Why
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import ReportDetail
from analyst_app.services.acts import link_same_act, unlink_act
from analyst_app.services.review import find_event
from analyst_app.services.superseding import GONE
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.queries import comparing as asked


def candidates(workbench: Workbench, *, report_id: int) -> tuple[Candidate, ...]:
    """The reports that one would compare with this one, the likeliest first.

    What replaces it or is replaced by it, second codings, those of its day and of the days before and after, of its own source first.

    Raises:
        Stale: where the report is no longer there.
    """
    with workbench.database.reading() as reader:
        standing = asked.standing_of(reader, report_id)
        if standing is None:
            raise Stale(GONE)
        first_id = standing.second_of or report_id
        codings = [coding.report_id for coding in asked.second_codings(reader, first_id=first_id)]
        day, source = standing.published, standing.source_id
        groups = (
            (Why.REVISED_BY, [standing.superseded_by]),
            (Why.REVISES, asked.replaced_by(reader, report_id)),
            (Why.CODING, [first_id, *codings]),
            (Why.SAME_DAY, asked.published_on(reader, day, source_id=source)),
            (Why.DAY_BEFORE, asked.published_on(reader, day - timedelta(days=1), source_id=source)),
            (Why.DAY_AFTER, asked.published_on(reader, day + timedelta(days=1), source_id=source)),
        )
        why: dict[int, Why] = {}
        for reason, numbers in groups:
            for number in numbers:
                if number is not None and number != report_id:
                    why.setdefault(number, reason)
        rows = ((queries.get_report(reader, report_id=number), reason) for number, reason in why.items())
        return tuple(Candidate(row, reason) for row, reason in rows if row is not None)


def compare_reports(workbench: Workbench, *, left_id: int, right_id: int) -> Comparison:
    """Two reports with their events aligned; rejected events are left out. Of two codings the first stands on the left.

    Raises:
        Stale: where one of them is no longer there.
        UserError: where a report is held against itself, or a second coding against another report.
    """
    if left_id == right_id:
        raise UserError("Choose two different reports to compare.")
    with workbench.database.reading() as reader:
        found = [queries.report_detail(reader, report_id=number) for number in (left_id, right_id)]
        left, right = found
        if left is None or right is None:
            raise Stale(GONE)
        if left.row.second_of == right.row.id:
            left, right = right, left
        relation = relation_of(left, right)
        events = [[e for e in side.events if e.state is not ReviewState.REJECTED] for side in (left, right)]
        pairs = align(*events, relation=relation, shift=(right.row.published - left.row.published).days)
        acts = {pair.left.act_id for pair in pairs if pair.left is not None and pair.left.act_id is not None and pair.linked}
        return Comparison(left, right, relation, pairs, asked.reasons_of(reader, acts))


def relation_of(left: ReportDetail, right: ReportDetail) -> Relation:
    """How two reports stand to one another.

    Raises:
        UserError: where a second coding is held against another report than the one that it codes.
    """
    one, other = left.row, right.row
    if one.second_of is not None or other.second_of is not None:
        if (one.second_of or one.id) != (other.second_of or other.id):
            raise UserError("A second coding is compared with the first coding of the same report.")
        return Relation.CODING
    if (one.revised_by and one.revised_by.report_id == other.id) or (other.revised_by and other.revised_by.report_id == one.id):
        return Relation.REVISION
    return Relation.SAME_DAY if one.published == other.published else Relation.OTHER_DAY


def other_values(workbench: Workbench, *, event_id: int) -> tuple[OtherValue, ...]:
    """What the reports that an event's own replaces, and the one that replaces it, say of the same act.

    Raises:
        Stale: where the event is no longer there.
    """
    own = find_event(workbench, event_id).report_id
    with workbench.database.reading() as reader:
        standing = asked.standing_of(reader, own)
        older = asked.replaced_by(reader, own)
    pairs = [(number, own, False) for number in older]
    if standing is not None and standing.superseded_by is not None:
        pairs.append((own, standing.superseded_by, True))
    found = []
    for left, right, later in pairs:
        comparison = compare_reports(workbench, left_id=left, right_id=right)
        sides = ((pair.left, pair.right) if later else (pair.right, pair.left) for pair in comparison.pairs)
        other = next((there for mine, there in sides if mine is not None and mine.id == event_id), None)
        found.append(OtherValue((comparison.right if later else comparison.left).row, other, later))
    return tuple(found)


def choose_figure(workbench: Workbench, *, preferred: int, other: int, reason: str = "") -> ChangeSet:
    """Link two events as the same act, and let the preferred one count; the reason is kept with the act.

    Raises:
        Stale: where one of them is no longer there.
    """
    return link_same_act(workbench, event_ids=[preferred, other], preferred=preferred, reason=reason.strip())


def keep_both(workbench: Workbench, *, event_id: int) -> ChangeSet:
    """Let an event that was linked as the same act as another one count by itself again.

    Raises:
        Stale: where it is linked no more.
    """
    return unlink_act(workbench, event_ids=[event_id])
