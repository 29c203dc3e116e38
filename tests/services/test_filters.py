"""Events by who decided about them, in lists, counts and exports alike."""

import csv

from analyst_app.domain.rows import EventFilter
from analyst_app.services import counts, events, exporting, library
from analyst_app.services.review import accept_events, reject_events
from analyst_app.services.workbench import Workbench
from support.invented import extraction, written


def test_events_are_found_by_who_decided_about_them_last(workbench, report_id, database):
    first, second, *_ = (row.stored.id for row in events.list_events(workbench))
    accept_events(workbench, event_ids=[first])
    other = Workbench.open(database, settings=workbench.settings, analyst="Petro")
    accept_events(other, event_ids=[second])
    other.close()

    def decided_by(*names):
        return {row.stored.id for row in events.list_events(workbench, matching=EventFilter(analysts=frozenset(names)))}

    assert decided_by("Vira") == {first}
    assert decided_by("Petro") == {second}
    assert decided_by("Vira", "Petro") == {first, second}
    assert decided_by("Nobody") == set()
    assert {"Vira", "Petro"} <= set(events.filter_choices(workbench).analysts)
    reject_events(workbench, event_ids=[second])
    assert decided_by("Petro") == set()
    assert decided_by("Vira") == {first, second}


def test_counts_and_every_export_take_the_whole_filter(workbench, tmp_path):
    library.import_files(workbench, paths=[written(tmp_path, extraction())], confirm=True)
    near = EventFilter(regions=frozenset({"Kharkiv"}))
    assert {row.best for row in counts.daily_counts(workbench, matching=near).rows} == {3}
    for name in ("csv", "acled"):
        path = tmp_path / f"near.{name}"
        exporting.export_events(workbench, path=path, format=name, matching=near)
        assert len(list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))) == 2, name
    path = tmp_path / "near.jsonl"
    exporting.export_events(workbench, path=path, format="jsonl", matching=near)
    assert path.read_text(encoding="utf-8").count('"ground_assault"') == 1
    assert '"airstrike"' not in path.read_text(encoding="utf-8")
