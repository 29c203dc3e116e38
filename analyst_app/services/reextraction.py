"""Reading reports again after a new version, lexicon, rule or gazetteer: first what would change, then the proposals made anew.

No decision is touched: what is confirmed, rejected, corrected, linked or made by the analyst stays as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import batched

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Cancelled, Stale, UserError
from analyst_app.domain.renewal import CONFIDENCE, WHOLE, WORDS, Renewal
from analyst_app.domain.reports import Extraction, Versions
from analyst_app.services.bulk import extract_each
from analyst_app.services.intake import Incoming
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.review import name_event
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries

CHUNK = 20
"""Reports renewed in one transaction: the analyst's own decision waits no longer than these take."""

MOST_AT_ONCE = 2_000
"""Reports whose readings are kept in memory, about 100 MB."""

_SAID = {CONFIDENCE: "how sure it is", WORDS: "its words", WHOLE: "what it is part of", "type": "kind", "places_count": "number of places"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What reading one report again would change; `lines` say it in words, "+" what is new, "−" what goes, "~" what changes."""

    report_id: int
    title: str
    renewal: Renewal
    lines: tuple[str, ...]
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Previews:
    """The reports that would change, and those (`same`) of which only the `versions` would be put down; `failed` (title, reason).

    `left` is how many more reports are due, where more than `MOST_AT_ONCE` are.
    """

    changing: tuple[Preview, ...] = ()
    same: tuple[int, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    versions: Versions | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many reports were renewed, what changed, and whether the work was stopped before its end."""

    reports: int
    changes: ChangeSet
    stopped: bool = False


def outdated_reports(workbench: Workbench, *, report_ids: Collection[int] | None = None) -> tuple[int, ...]:
    """The reports that another version, lexicon, rule or gazetteer has read, of the named ones or of all, the earliest first."""
    versions = workbench.engine.extractor().versions
    with workbench.database.reading() as reader:
        return queries.outdated_reports(reader, versions, report_ids=report_ids)


def preview_renewal(workbench: Workbench, *, report_ids: Sequence[int], progress: Progress = unwatched) -> Previews:
    """Read reports again and tell what would change; nothing is stored. Stopped, it tells of what it has read by then.

    Of many reports the first `MOST_AT_ONCE` are read, since all their readings are kept until the analyst has decided.
    """
    wanted = report_ids[:MOST_AT_ONCE]
    changing: list[Preview] = []
    same: list[int] = []
    versions: Versions | None = None
    failed: list[tuple[str, str]] = []
    order: list[tuple[int, str]] = []
    stopped = False
    try:
        results = extract_each(workbench.engine, _incoming(workbench, wanted, order), progress=progress, total=len(wanted))
        for at, (_, result) in enumerate(results):
            report_id, title = order[at]
            if result.extraction is None:
                failed.append((title, result.problem))
                continue
            versions = result.extraction.versions
            with workbench.database.reading() as reader:
                change = queries.renewal_of(reader, report_id, result.extraction)
            if change:
                changing.append(Preview(report_id, title, change, _in_words(workbench, change), result.extraction))
            else:
                same.append(report_id)
    except Cancelled:
        stopped = True
    return Previews(tuple(changing), tuple(same), tuple(failed), stopped, versions, len(report_ids) - len(wanted))


def renew_reports(
    workbench: Workbench, *, previews: Previews, accepted: Collection[int] | None = None, progress: Progress = unwatched
) -> Renewed:
    """Renew the proposals of the `accepted` reports of a preview, or of all, by the readings made for it, as one step of undo.

    What was decided since the preview stays, too. Reports that would not change are put down as read by the new versions.
    Stopped, it leaves the reports that are not done as they were.

    Raises:
        UserError: where there is no report to renew.
    """
    chosen = [one for one in previews.changing if accepted is None or one.report_id in accepted]
    if not chosen and not previews.same:
        raise UserError("Choose at least one report to renew.")
    total = len(chosen) + len(previews.same)
    label = f"Read {total} report{'' if total == 1 else 's'} again"
    work: list[Preview | int] = [*chosen, *previews.same]
    batch: int | None = None
    done = 0
    changes = ChangeSet(label)
    for chunk in batched(work, CHUNK):
        try:
            progress(done, total, label)
        except Cancelled:
            return Renewed(done, changes, stopped=True)
        with workbench.database.unit_of_work(label, analyst=workbench.analyst, batch_id=batch) as uow:
            uow.begin_batch()
            batch = uow.command_id
            for one in chunk:
                # One that was removed meanwhile costs no other: it is told before anything is written.
                with suppress(Stale):
                    if isinstance(one, Preview):
                        uow.renewals.renew(one.report_id, one.extraction)
                    elif previews.versions is not None:
                        uow.renewals.mark_read(one, previews.versions)
        done += len(chunk)
        changes = _together(label, changes, uow.changes)
    return Renewed(done, changes)


def _together(label: str, one: ChangeSet, other: ChangeSet) -> ChangeSet:
    return ChangeSet(label, one.report_ids | other.report_ids, one.event_ids | other.event_ids, library=True, entities=True)


def _incoming(workbench: Workbench, report_ids: Sequence[int], order: list[tuple[int, str]]) -> Iterator[Incoming]:
    """The reports as they are taken; `order` grows with what has been handed out. One that has gone meanwhile is left out."""
    for report_id in report_ids:
        with workbench.database.reading() as reader:
            report = queries.report_to_read(reader, report_id)
        if report is not None:
            order.append((report_id, report.title or report.key))
            yield Incoming(report.title or report.key, report)


def _in_words(workbench: Workbench, change: Renewal) -> tuple[str, ...]:
    ontology = workbench.ontology
    lines = [f"+ {name_event(event, ontology)}" for event in change.new]
    lines += [f"− {name_event(stored.event, ontology)}" for stored in change.gone]
    for one in change.changed:
        before, after = name_event(one.before.event, ontology), name_event(one.after, ontology)
        said = ", ".join(_SAID.get(name, name.replace("_", " ")) for name in one.fields)
        lines.append(f"~ {before} → {after} ({said})" if before != after else f"~ {before} ({said})")
    marks = [(len(change.new_entities), "new"), (len(change.gone_entities), "gone")]
    if any(number for number, _ in marks):
        lines.append("Highlights: " + ", ".join(f"{number} {what}" for number, what in marks if number))
    return tuple(lines)
