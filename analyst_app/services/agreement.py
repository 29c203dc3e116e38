"""Two analysts code one report independently: the second coding is made here, and compared with the first.

Also how often the machine's own proposals were right, by field.
"""

from dataclasses import dataclass

from analyst_app.analysis.agreement import event_agreement, span_agreement
from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.comparing import Agreement, Comparison, CorrectionRate, RatesBy, Relation, SecondCoding
from analyst_app.domain.errors import UserError
from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.reports import Report
from analyst_app.domain.review import ReviewState
from analyst_app.services.bulk import extract_each
from analyst_app.services.intake import Incoming
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.review import open_report
from analyst_app.services.workbench import Workbench
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.queries import comparing as asked


@dataclass(frozen=True, slots=True)
class CodedAgain:
    """The new second coding, and what changed."""

    report_id: int
    changes: ChangeSet


def code_again(workbench: Workbench, *, report_id: int, coder: str = "", progress: Progress = unwatched) -> CodedAgain:
    """Make a second coding of a report: fresh proposals that the coder reviews without seeing what the first one decided.

    The coder is the analyst unless another one is named. It is in no list and no count. Undo takes it away.

    Raises:
        Cancelled: where `progress` asks to stop.
        Stale: where the report is no longer there.
        UserError: where this coder has begun one already, or the report cannot be read again.
    """
    named = coder.strip() or workbench.analyst
    first = open_report(workbench, report_id=report_id)
    if first.row.second_of is not None:
        raise UserError("This is a second coding itself. Code the report that it belongs to.")
    if any(coding.coder == named for coding in second_codings(workbench, report_id=report_id)):
        raise UserError(f"{named} codes this report a second time already. Open that coding in Compare, or choose another analyst first.")
    row = first.row
    report = Report(row.key, first.text, row.published, row.title, row.source, row.author)
    ((_, result),) = extract_each(workbench.engine, [Incoming(row.title, report)], progress=progress, total=1)
    if result.extraction is None:
        raise UserError(result.problem)
    coded = NewReport(
        Report(f"{row.key}~{named}", first.text, row.published, f"{row.title} · second coding by {named}", row.source, row.author),
        result.extraction,
        row.file_name,
        second_of=report_id,
        coder=named,
    )
    with workbench.database.unit_of_work(f"Code “{row.title}” a second time", analyst=workbench.analyst) as uow:
        (made,) = uow.reports.add_many([coded], imported_at=workbench.clock())
    return CodedAgain(made, uow.changes)


def second_codings(workbench: Workbench, *, report_id: int | None = None) -> tuple[SecondCoding, ...]:
    """The second codings of a report, or of all, with how far each is."""
    with workbench.database.reading() as reader:
        return asked.second_codings(reader, first_id=report_id)


def agreement_of(comparison: Comparison) -> Agreement:
    """How far two codings agree, out of their comparison.

    Raises:
        UserError: where the two are reports of their own.
    """
    if comparison.relation is not Relation.CODING:
        raise UserError("Agreement is told of two codings of one report.")
    left, right = comparison.left, comparison.right
    entities = ([row.entity for row in side.entities] for side in (left, right))
    return Agreement(
        span_agreement(left.text, *entities),
        event_agreement(comparison.pairs),
        *(sum(event.state is ReviewState.PROPOSED for event in side.events) for side in (left, right)),
    )


def correction_rates(workbench: Workbench, *, by: RatesBy = RatesBy.MONTH) -> tuple[CorrectionRate, ...]:
    """How often the machine's values were right, by field: over all (group "") and for each month or source.

    Of accepted events each field was right or corrected; the fields of rejected ones are counted as rejected. Events that nobody has
    decided about, and those that an analyst added, are left out.
    """
    with workbench.database.reading() as reader:
        groups = asked.decided_proposals(reader, by=by)
    found = [
        CorrectionRate(name, one, of.confirmed - of.changed.get(one, 0), of.changed.get(one, 0), of.rejected)
        for name, of in groups.items()
        for one in RATED
    ]
    every = [
        CorrectionRate(
            "", one, *(sum(getattr(rate, part) for rate in found if rate.field == one) for part in ("right", "changed", "rejected"))
        )
        for one in RATED
    ]
    # A report without a source is of none, and none is not all of them.
    return (*every, *(rate for rate in found if rate.group))


RATED = tuple(name for name in EVENT_FIELDS if name != "note")
"""The fields that the machine fills."""
