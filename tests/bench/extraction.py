"""The full extraction against plain `nlp.pipe` of the same model on the same texts."""

import resource
from dataclasses import replace

from analyst_app.domain.reports import Report
from analyst_app.services.extracting import ExtractionEngine
from analyst_app.services.library import sample_reports
from analyst_app.services.settings import ExtractionSettings
from bench.measure import Figure, best_of

COPIES = 10


def figures():
    engine = ExtractionEngine(ExtractionSettings())
    extractor = engine.extractor()
    reports = [Report(path.stem, path.read_text(encoding="utf-8")) for path in sample_reports()]
    many = [replace(report, key=f"{report.key}-{n}") for n in range(COPIES) for report in reports]
    words = sum(len(report.text.split()) for report in many)
    list(extractor.extract_many(many[:4]))
    full = best_of(3, lambda: list(extractor.extract_many(many)))
    plain = best_of(3, lambda: list(extractor.nlp.pipe(report.text for report in many)))
    yield Figure("extraction", "full extraction against nlp.pipe", words / full, "words/s", words / plain, 0.8, more_is_better=True)
    one = best_of(5, lambda: extractor.extract(reports[0]))
    bare = best_of(5, lambda: extractor.nlp(reports[0].text))
    yield Figure("extraction", "one report", one, "s", bare, 2.0)
    yield Figure("extraction", "peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    engine.close()
