"""Reports with their entity spans as a spaCy DocBin, to train a pipeline on reviewed reports. The one exporter that knows spaCy."""

from collections.abc import Iterable
from pathlib import Path

from analyst_app.domain.reports import Extraction
from analyst_app.exporters.atomic import replacing
from analyst_app.exporters.result import ExportSetting, Written


def write_spacy(path: Path, extractions: Iterable[Extraction], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """One document a report, entities in `doc.ents`, the report's id and day in `doc.user_data`.

    An entity that ends inside one of spaCy's tokens cannot be told in this format and is left out, as the result says.
    A DocBin is one compressed block, so the reports are held in memory until the end.

    Raises:
        UserError: where the file cannot be written.
    """
    import spacy  # noqa: PLC0415 - half a second that no other export should wait for
    from spacy.tokens import DocBin  # noqa: PLC0415 - the same

    blank = spacy.blank("en")
    blank.max_length = 10**9
    reports = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
    written = missed = 0
    for extraction in extractions:
        doc = blank.make_doc(extraction.report.text)
        spans = [doc.char_span(e.span.start, e.span.end, label=e.label.value) for e in extraction.entities]
        doc.set_ents([span for span in spans if span is not None])
        doc.user_data.update({"id": extraction.report.key, "published": extraction.published.isoformat()})
        missed += spans.count(None)
        reports.add(doc)
        written += 1
    with replacing(path) as part:
        part.write_bytes(reports.to_bytes())
    return Written.counted(written, {"entities that end inside a token": missed} if missed else {})
