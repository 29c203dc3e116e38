"""How the benchmarks measure: best of several runs, beside a floor measured in the same run, since machines are noisy."""

import dataclasses
import time
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing. `ratio` is value over floor (floor over value where more is better); `ok` where it keeps the bar."""

    group: str
    name: str
    value: float
    unit: str
    floor: float | None = None
    bar: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        return None if not self.floor else self.value / self.floor

    @property
    def ok(self) -> bool | None:
        if self.bar is None or self.ratio is None:
            return None
        return self.ratio >= self.bar if self.more_is_better else self.ratio <= self.bar

    def row(self) -> dict:
        return {
            "group": self.group,
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "bar": self.bar,
            "ok": self.ok,
        }


def best_of(times: int, act: Callable[[], object]) -> float:
    """The shortest run, in seconds: what the machine can do when nothing else disturbs it."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return min(spent)
