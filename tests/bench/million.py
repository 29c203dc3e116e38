"""A database of a million events over four years, from a seed: what the benches of storage and charts ask. Made once, kept in `build/`.

Written straight into the tables, in the mix of the annotated reports: totals with their parts, several sources a day that tell the
same, five entities and seven passages of evidence to an event, most of it confirmed.
"""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from hashlib import blake2b, sha256
from itertools import accumulate, batched
from pathlib import Path
from random import Random

from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.storage.database import Database
from analyst_app.storage.migrate import HEAD
from analyst_app.storage.packing import Coded, Confidences, Passages
from analyst_app.storage.tables import Base, EntityRecord, EventRecord, PlaceRecord, ReportRecord, table_of

EVENTS = 1_000_000
IN_A_REPORT = 10
FIRST_DAY = date(2022, 2, 24)
DAYS = 1461
SOURCES = 40
PLACES = 3000
SEED = 20240224

TYPES = {
    "shelling": ("shellings", 30), "drone_strike": ("drones", 18), "airstrike": ("airstrikes", 14), "ground_assault": ("assaults", 14),
    "missile_strike": ("missiles", 6), "clash": ("clashes", 6), "attack": ("attacks", 4), "explosion": ("explosions", 2),
    "interception": ("interceptions", 3), "casualties": ("casualties", 2), "evacuation": ("evacuations", 1),
}  # fmt: skip
ACTORS = [("Russia", "Russian forces"), ("Ukraine", "Ukrainian forces"), (None, "Unknown forces")]
STATUSES = ["occurred"] * 80 + ["repelled"] * 12 + ["attempted"] * 4 + ["planned"] * 2 + ["denied"] * 2
STATES = ["confirmed"] * 75 + ["proposed"] * 20 + ["rejected"] * 5
DAYS_TOLD = [1] * 70 + [0] * 27 + [9] * 3
"""How many days before its last one an event begins."""
MADE_AT = "2026-01-01T12:00:00.000000+00:00"
NAMES = ["Kup", "Bakh", "Lym", "Vov", "Sloviansk", "Avd", "Mar", "Rob", "Toret", "Ori", "Huli", "Nova ", "Velyka ", "Mala "]
ENDS = ["ivka", "iansk", "ne", "ove", "hirka", "mut", "pole", "sk", "yn", "ets"]


def database(folder: Path, *, events: int = EVENTS) -> Path:
    """The database, made where `folder` does not hold the newest one yet."""
    made_of = "".join(Path(file).read_text(encoding="utf-8") for file in (__file__, *_SHAPING))
    mark = blake2b(made_of.encode(), digest_size=6).hexdigest()
    path = folder / f"million-{events}-{HEAD}-{mark}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"million-{events}-*"):
            old.unlink()
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        Database.open(part).close()
        with closing(sqlite3.connect(part, isolation_level=None)) as raw:
            raw.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN")
            # Nothing is there yet that the triggers of blocks could take out.
            made = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%block%'").fetchall()
            for name, _ in made:
                raw.execute(f"DROP TRIGGER {name}")
            _Writer(raw, Random(SEED), events).write()
            assert raw.execute("SELECT count(*) FROM event").fetchone() == (events,)
            for _, sql in made:
                raw.execute(sql)
            raw.execute("COMMIT")
        with closing(Database.open(part)) as opened:
            opened.settle()
        part.rename(path)
    return path


_STORAGE = Path(__file__).parents[2] / "analyst_app" / "storage"
_SHAPING = [_STORAGE / name for name in ("tables.py", "packing.py", "blocks.py")] + sorted(
    (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py")
)
"""What decides how a file looks."""


class _Writer:
    def __init__(self, raw, random, events):
        self.raw, self.random, self.events = raw, random, events
        self.confidences = [
            Confidences().process_bind_param({field: random.randint(500, 990) / 1000 for field in sorted(EVENT_FIELDS)[:13]}, None)
            for _ in range(200)
        ]
        self.targets = [None, "Ukrainian positions", "critical infrastructure", "a farm", "residential buildings", "Ukraine", "Russia"]
        self.rows = {table_of(record).name: [] for record in (ReportRecord, EventRecord, EntityRecord)}
        label = table_of(EntityRecord).c.label.type
        assert isinstance(label, Coded)
        self.label = {word: n for n, word in enumerate(label.words)}

    def write(self):
        self.raw.execute("INSERT INTO extraction_run VALUES (1, '0.1.0', 'en_core_web_sm 3.8.0', '1', '1')")
        self.raw.execute("INSERT INTO journal_command VALUES (1, 'Import', 'bench', ?, 'batch', 'done', NULL)", (MADE_AT,))
        self.insert("source", [(n, f"Source {n:02}", None, None, None, "") for n in range(1, SOURCES + 1)])
        self.places()
        for chunk in batched(range(self.events // IN_A_REPORT), 2000):
            for number in chunk:
                self.report(number)
            for table, rows in self.rows.items():
                self.insert(table, rows)
                rows.clear()
        self.acts()

    def insert(self, table, rows):
        columns = Base.metadata.tables[table].columns.keys()
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        self.raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def places(self):
        random = self.random
        kinds = random.choices(["settlement", "region", "direction", "facility"], [80, 8, 8, 4], k=PLACES)
        self.names = [f"{random.choice(NAMES)}{random.choice(ENDS)} {n}" for n in range(PLACES)]
        rows = [
            (n + 1, name, name, kind, "UA", f"Oblast {n % 24}", f"District {n % 136}", 46 + n % 60 / 10, 30 + n % 90 / 10, 1, f"ua-{n}")
            for n, (name, kind) in enumerate(zip(self.names, kinds, strict=True))
        ]
        self.insert(table_of(PlaceRecord).name, rows)
        # A few places are in the news every day, most once in a while.
        self.weights = list(accumulate(1 / (n + 20) for n in range(PLACES)))

    def report(self, number):
        random = self.random
        day = FIRST_DAY + timedelta(days=number * DAYS * IN_A_REPORT // self.events)
        said, at = [f"Report {number} of {day}.\n"], 0
        at = len(said[0])
        total = random.random() < 0.5
        kinds = random.choices(list(TYPES), [weight for _, weight in TYPES.values()], k=IN_A_REPORT)
        actors = random.choices(ACTORS, [82, 12, 6], k=IN_A_REPORT)
        places = random.choices(range(PLACES), cum_weights=self.weights, k=IN_A_REPORT)
        first = number * IN_A_REPORT + 1
        for n in range(IN_A_REPORT):
            kind, actor, place, whole = kinds[n], actors[n], places[n], None
            if total and n < 4:
                actor = actors[0]
                kind, place, whole = ("attack", None, None) if n == 0 else (kind, place, first)
            elif random.random() < 0.12:
                place = None
            at += self.event(number, first + n, n, day, at, said, kind, actor, place, whole)
        text = "".join(said)
        source = 1 + number % SOURCES
        self.rows["report"].append((
            number + 1, f"r{number}", f"Summary of {day}, source {source}", source, None, day.isoformat(), text,
            sha256(text.encode()).hexdigest(), len(text), MADE_AT, f"r{number}.txt", "reviewed", 0, 1, 1, None, None, None, None, None,
        ))  # fmt: skip

    def event(self, report, number, position, day, at, said, kind, actor, place, whole):  # noqa: PLR0917 - one line of a table
        random = self.random
        count = None if random.random() < 0.25 else random.randint(40, 200) if position == 0 and kind == "attack" else random.randint(1, 12)
        noun = TYPES[kind][0]
        words = f"{actor[1]} carried out {'several' if count is None else count} {noun}"
        spans = {"actor": (at, at + len(actor[1]))}
        start = at + len(actor[1]) + 13
        if count is not None:
            spans["count"] = (start, start + len(str(count)))
        spans["type"] = (at + len(words) - len(noun), at + len(words))
        if place is not None:
            spans["places"] = (at + len(words) + 6, at + len(words) + 6 + len(self.names[place]))
            words += f" near {self.names[place]}"
        spans["date"] = (at + len(words) + 1, at + len(words) + 10)
        words += " overnight on the front.\n"
        said.append(words)
        days = DAYS_TOLD[int(random.random() * 100)]
        status = "occurred" if position == 0 else STATUSES[int(random.random() * 100)]
        state = STATES[int(random.random() * 100)]
        decided = state != "proposed"
        least = count if random.random() < 0.9 else None
        passages = [[field, *span] for field, span in spans.items()] + [["status", *spans["type"]], ["target", *spans["date"]]]
        self.rows["event"].append((
            number, report + 1, 1, f"e{position + 1}", position, kind, status, least, count, count if least is not None else None,
            random.randint(1, 5) if random.random() < 0.03 else None, actor[0], self.targets[number % 7], None,
            (day - timedelta(days=days)).isoformat(), day.isoformat(), None, None, None, None, None, None,
            "General Staff" if random.random() < 0.3 else None, whole, *spans["type"], "", state, "machine",
            (500 + number % 490) / 1000, self.confidences[number * 7 % 200], None,
            None if place is None else json.dumps([place + 1]), Passages().process_bind_param(passages, None), None, 0,
            "bench" if decided else None, MADE_AT if decided else None,
        ))  # fmt: skip
        self.entities(report, number, spans, actor[0], place)
        return len(words)

    def entities(self, report, number, spans, actor, place):
        labels = {"actor": "ACTOR", "count": "QUANTITY", "type": "ATTACK", "places": "LOCATION", "date": "DATE"}
        canonical = {"actor": actor, "places": None if place is None else self.names[place]}
        for n, (field, (start, end)) in enumerate(spans.items()):
            row = (number * 5 + n, report + 1, start, end, self.label[labels[field]], canonical.get(field), 0, 0, None)
            self.rows["entity"].append(row)

    def acts(self):
        """Two of a hundred events tell the same act as one of the next report."""
        pairs = [(n, n + IN_A_REPORT) for n in range(6, self.events - IN_A_REPORT, 100)]
        self.insert("act", [(n, "") for n in range(1, len(pairs) + 1)])
        linked = [(act, preferred, event) for act, pair in enumerate(pairs, 1) for preferred, event in enumerate(pair)]
        self.raw.executemany("UPDATE event SET act_id = ?, preferred = ? WHERE id = ?", linked)
