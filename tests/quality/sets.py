"""The annotated reports, in sets: where each lies, and whether anyone may see what was read wrongly in it."""

from dataclasses import dataclass
from pathlib import Path

from quality.gold import Json, read_all

TESTS = Path(__file__).parents[1]
BESIDE = TESTS.parents[1] / "shared" / "eval"
"""Where the contract's own scorer and its first report may lie beside the checkout."""


@dataclass(frozen=True, slots=True)
class ReportSet:
    """One set of annotated reports. Of a `closed` one only figures are shown: it measures, and nobody learns from it."""

    name: str
    title: str
    folder: Path
    size: int
    closed: bool = False
    beside: Path | None = None

    def read(self) -> list[Json]:
        """The gold of every report of the set that is at hand; none where the folder is missing."""
        reports = list(read_all(self.folder))
        if self.beside is not None and self.beside.is_dir():
            known = {report["id"] for report in reports}
            reports += [report for report in read_all(self.beside) if report["id"] not in known]
        return sorted(reports, key=lambda report: report["id"])


def _kept(name: str, title: str, *, size: int, closed: bool = False) -> ReportSet:
    return ReportSet(name, title, TESTS / "data" / "reports" / name, size, closed)


SETS = (
    ReportSet("development", "the reports that the rules were written with", TESTS / "data" / "gold", size=28, beside=BESIDE / "gold"),
    _kept("other-styles", "ten reports in styles that the development set lacks", size=10),
    _kept("practice", "further reports of the kinds that the development set has", size=14),
    _kept("practice-wars", "reports of other wars", size=14),
    _kept("second", "a second helping of the same kinds, in another hand", size=16),
    _kept("third", "plain press-service and agency reports, kept for calibration: no rule is learned from them", size=16, closed=True),
    _kept("held-out", "reports that nobody has looked into: they measure, and nothing is learned from them", size=18, closed=True),
)
BY_NAME = {each.name: each for each in SETS}
