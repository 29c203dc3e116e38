"""Reports that look like earlier ones: which there are, and what the analyst decides about them. Both stay until somebody does."""

from collections.abc import Collection, Mapping

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.domain.likeness import Lookalike, Verdict
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries

LABELS = {
    Verdict.KEPT: "Keep both of two similar reports",
    Verdict.SKIPPED: "Leave out a report that is there already",
    Verdict.REPLACES: "Let a report replace a similar one",
}

# A report that is left out is gone for the decisions after it; one that was replaced, or replaces another, can still be left out.
_ORDER = {verdict: place for place, verdict in enumerate((Verdict.OPEN, Verdict.KEPT, Verdict.REPLACES, Verdict.SKIPPED))}


def list_lookalikes(workbench: Workbench, *, report_ids: Collection[int] | None = None) -> tuple[Lookalike, ...]:
    """The pairs that wait for a decision, of these newer reports or of all; the most alike first."""
    with workbench.database.reading() as reader:
        return queries.lookalikes(reader, report_ids=report_ids)


def decide_lookalikes(workbench: Workbench, *, verdicts: Mapping[Lookalike, Verdict]) -> ChangeSet:
    """Keep both, leave the newer one out, or let it replace the earlier one; all of it one step of undo.

    A report that is left out goes as one that is removed; of one that is replaced the events count nowhere, and stay to be seen.

    Raises:
        UserError: where nothing is decided.
        Stale: where one of the reports has gone.
    """
    decided = {pair: verdict for pair, verdict in verdicts.items() if verdict is not Verdict.OPEN}
    if not decided:
        raise UserError("Choose what to do with at least one of the reports.")
    kinds = set(decided.values())
    label = LABELS[next(iter(kinds))] if len(decided) == 1 else f"Decide about {len(decided)} similar reports"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        for pair, verdict in sorted(decided.items(), key=lambda one: _ORDER[one[1]]):
            newer, earlier = uow.likenesses.decide(pair.id, verdict)
            if verdict is Verdict.SKIPPED:
                uow.reports.remove([newer])
            elif verdict is Verdict.REPLACES:
                uow.reports.supersede([earlier], by=newer, reason=f"a later version, {percent(pair.alike)} alike")
    return uow.changes


def percent(alike: float) -> str:
    """A likeness in whole per cent, cut and not rounded, so that 100 % is said of the same words alone."""
    return f"{int(alike * 100 + 1e-9)} %"
