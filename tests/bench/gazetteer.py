"""The gazetteer against what is asked of it: 15 MB, loaded in 0.3 s, 100 MB of memory, 20,000 look-ups a second."""

import resource
import time

from analyst_app.gazetteer import Gazetteer
from analyst_app.resources import resource as shipped
from bench.measure import Figure, best_of

MEGABYTE = 1_000_000
NAMES = 20_000


def figures():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield Figure("gazetteer", "from nothing to the first answer", best_of(5, first_answer), "s", 0.3, 1.0)
    # Every name is asked for once, so that no answer comes from what was kept of an earlier one.
    parts = iter(parts_of_names())
    for what in ("lookup", "resolve"):
        spent = []
        for part in (next(parts), next(parts)):
            with Gazetteer.open() as gazetteer:
                ask = getattr(gazetteer, what)
                start = time.process_time()
                for name in part:
                    ask(name)
                spent.append((time.process_time() - start) / len(part))
        yield Figure("gazetteer", f"{what} by name", 1 / min(spent), "1/s", 20_000, 1.0 if what == "lookup" else None, more_is_better=True)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Figure("gazetteer", "memory", grown, "MB", 100, 1.0)
    files = [path for folder in ("gazetteer", "basemap") for path in shipped(folder).iterdir() if path.suffix != ".csv"]
    yield Figure("gazetteer", "size of the shipped files", sum(path.stat().st_size for path in files) / MEGABYTE, "MB", 15, 1.0)


def first_answer():
    with Gazetteer.open() as gazetteer:
        gazetteer.resolve("Kupiansk direction")


def parts_of_names():
    """Names of all sorts and sizes in four parts that share none."""
    with Gazetteer.open() as gazetteer:
        (file,) = gazetteer._files
        query = "SELECT DISTINCT name FROM places ORDER BY (id * 7919) % 100003 LIMIT ?"
        names = [name for (name,) in file._connection.execute(query, (4 * NAMES,))]
    return [names[at::4] for at in range(4)]
