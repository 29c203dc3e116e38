"""Word, PDF, rich text and e-mail files give the words an analyst sees, and a sentence where there are none."""

import io
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage

import docx
import pypdf
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from analyst_app.domain.errors import InputError
from analyst_app.readers import read_file

PARAGRAPHS = (
    (
        "Russia carried out 16 airstrikes and launched 559 attacks on Ukrainian positions within the last 24 hours, the eastern command of "
        "the army said on Thursday, and three assaults were attempted in the Kupiansk direction."
    ),
    "The authorities consider the evacuation of more than 11,000 residents from 53 settlements along the front line before the winter.",
)


def word_file(path, fill):
    document = docx.Document()
    document.core_properties.title = "Daily report"
    document.core_properties.author = "Anna Bell"
    fill(document)
    document.save(path)
    return path


def printed(path, *pages):
    """A PDF as a word processor prints it, with lines broken at the margin."""
    writer = QPdfWriter(str(path))
    writer.setTitle("Microsoft Word - Daily report.docx")
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, QMarginsF(15, 15, 15, 15)))
    painter = QPainter(writer)
    for number, paragraphs in enumerate(pages):
        if number:
            writer.newPage()
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setTextWidth(writer.width())
        document.setHtml("".join(f"<p>{words}</p>" for words in paragraphs))
        document.drawContents(painter)
    painter.end()
    return path


class TestWord:
    def test_paragraphs_and_tables_in_reading_order(self, tmp_path):
        def fill(document):
            document.add_paragraph(PARAGRAPHS[0])
            table = document.add_table(2, 2)
            for cell, words in zip(
                [cell for row in table.rows for cell in row.cells], ("Direction", "Assaults", "Kupiansk", "3"), strict=True
            ):
                cell.text = words
            document.add_paragraph(PARAGRAPHS[1])

        (report,) = read_file(word_file(tmp_path / "daily.docx", fill)).reports
        assert report.text == f"{PARAGRAPHS[0]}\n\nDirection\tAssaults\nKupiansk\t3\n\n{PARAGRAPHS[1]}"
        assert (report.key, report.title, report.author, report.published) == ("daily", "Daily report", "Anna Bell", None)
        # None, because the day is that of python-docx's own template

    def test_insertions_links_and_controls_are_read_and_deletions_are_not(self, tmp_path):
        def fill(document):
            paragraph = document.add_paragraph("Fifteen ")
            space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            for markup in (
                f"<w:del {space}><w:r><w:delText>fell</w:delText></w:r></w:del>",
                f"<w:ins {space}><w:r><w:t>drones</w:t></w:r></w:ins>",
                f'<w:hyperlink {space}><w:r><w:t xml:space="preserve"> struck</w:t></w:r></w:hyperlink>',
                f'<w:sdt {space}><w:sdtContent><w:r><w:t xml:space="preserve"> Izyum</w:t></w:r></w:sdtContent></w:sdt>',
            ):
                paragraph._p.append(docx.oxml.parse_xml(markup))

        assert read_file(word_file(tmp_path / "a.docx", fill)).reports[0].text == "Fifteen drones struck Izyum"

    def test_a_merged_cell_is_told_once(self, tmp_path):
        def fill(document):
            table = document.add_table(1, 3)
            table.cell(0, 0).merge(table.cell(0, 1)).text = "16 airstrikes"

        assert read_file(word_file(tmp_path / "a.docx", fill)).reports[0].text.strip() == "16 airstrikes"

    def test_the_content_tells_a_document_under_another_name(self, tmp_path):
        path = word_file(tmp_path / "a.docx", lambda document: document.add_paragraph("Izyum was hit."))
        assert read_file(path.rename(tmp_path / "a.txt")).reports[0].text == "Izyum was hit."

    @pytest.mark.parametrize("kept", [0.3, 0.6, 0.98])
    def test_a_document_that_is_cut_off_is_damaged(self, tmp_path, kept):
        path = word_file(tmp_path / "a.docx", lambda document: document.add_paragraph("Izyum was hit."))
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * kept)])
        with pytest.raises(InputError, match="damaged Word document"):
            read_file(path)

    def test_a_document_with_broken_markup_is_damaged(self, tmp_path):
        path = rewritten(word_file(tmp_path / "a.docx", lambda document: document.add_paragraph("x")), b"<w:document><unclosed>")
        with pytest.raises(InputError, match="damaged Word document"):
            read_file(path)

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path):
        path = rewritten(word_file(tmp_path / "a.docx", lambda document: document.add_paragraph("x")), bytes(300 * 1024 * 1024))
        assert path.stat().st_size < 1_000_000
        with pytest.raises(InputError, match=r"unpacks to 30. MB, more than any report"):
            read_file(path)

    def test_entities_that_multiply_are_not_followed(self, tmp_path):
        bomb = b'<!DOCTYPE w [<!ENTITY a "boom">' + b"".join(
            f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">'.encode() for n in range(1, 12)
        )
        path = word_file(tmp_path / "a.docx", lambda document: document.add_paragraph("REPLACE"))
        with zipfile.ZipFile(path) as archive:
            body = archive.read("word/document.xml")
        head, _, rest = body.partition(b"?>")
        rewritten(path, head + b"?>" + bomb + b"]>" + rest.replace(b"REPLACE", b"Izyum &l; was hit"))
        try:
            text = read_file(path).reports[0].text
        except InputError:
            return
        assert len(text) < 100

    def test_items_of_lists_have_the_marks_that_the_page_shows(self, tmp_path):
        def fill(document):
            document.add_heading("Past day")
            document.add_paragraph("16 airstrikes", "List Bullet")
            document.add_paragraph("559 attacks", "List Bullet")
            document.add_paragraph("First", "List Number")
            document.add_paragraph("Second", "List Number")
            document.add_paragraph("End of the day.")

        text = read_file(word_file(tmp_path / "a.docx", fill)).reports[0].text
        assert text == "Past day\n\n• 16 airstrikes\n• 559 attacks\n1. First\n2. Second\n\nEnd of the day."

    def test_the_day_of_saving_counts_only_where_the_text_names_none(self, tmp_path):
        def saved(words):
            def fill(document):
                document.core_properties.modified = datetime(2023, 11, 10, 6, 0, tzinfo=UTC)
                document.add_paragraph(words)

            return read_file(word_file(tmp_path / "a.docx", fill)).reports[0].published

        assert saved("Izyum was hit.") == date(2023, 11, 10)
        for named in ("9 November", "on November 9th", "09.11.2023", "2023-11-09", "9 листопада"):
            assert saved(f"Izyum was hit, {named}.") is None

    def test_words_that_word_hides_are_not_read(self, tmp_path):
        def fill(document):
            paragraph = document.add_paragraph("Izyum was hit.")
            paragraph.add_run(" Fifty died.").font.hidden = True

        assert read_file(word_file(tmp_path / "a.docx", fill)).reports[0].text == "Izyum was hit."

    def test_a_document_without_words_is_a_sentence(self, tmp_path):
        with pytest.raises(InputError, match="has no text"):
            read_file(word_file(tmp_path / "a.docx", lambda _: None))


def rewritten(path, body):
    """The same archive with another main part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in (parts | {"word/document.xml": body}).items():
            archive.writestr(name, data)
    return path


class TestPdf:
    def test_lines_broken_by_the_margin_are_joined_again(self, qapp, tmp_path):
        (report,) = read_file(printed(tmp_path / "daily.pdf", PARAGRAPHS)).reports
        assert report.text.replace("\n\n", "\n") == "\n".join(PARAGRAPHS)
        assert report.title == "Daily report"
        assert report.published == datetime.now(UTC).date(), "the file was made today, and the text names no day"

    def test_running_heads_and_page_numbers_go(self, qapp, tmp_path):
        pages = [("Daily of the east", PARAGRAPHS[0], f"Page {number} of 3") for number in (1, 2, 3)]
        (report,) = read_file(printed(tmp_path / "a.pdf", *pages)).reports
        assert report.text == "\n\n".join([PARAGRAPHS[0]] * 3)

    def test_a_file_locked_by_a_password_is_a_sentence(self, qapp, tmp_path):
        path = printed(tmp_path / "a.pdf", PARAGRAPHS)
        writer = pypdf.PdfWriter(clone_from=path)
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(path)
        with pytest.raises(InputError, match="locked by a password"):
            read_file(path)

    def test_a_file_that_only_forbids_printing_is_read(self, qapp, tmp_path):
        path = printed(tmp_path / "a.pdf", PARAGRAPHS)
        writer = pypdf.PdfWriter(clone_from=path)
        writer.encrypt("", "owner", algorithm="RC4-128")
        writer.write(path)
        assert "16 airstrikes" in read_file(path).reports[0].text

    def test_pages_without_text_are_a_sentence(self, tmp_path):
        writer = pypdf.PdfWriter()
        writer.add_blank_page(300, 300)
        writer.write(tmp_path / "scan.pdf")
        with pytest.raises(InputError, match="holds pictures and no text"):
            read_file(tmp_path / "scan.pdf")

    @pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n"])
    def test_a_file_with_nothing_behind_its_head_is_damaged(self, file, content):
        with pytest.raises(InputError, match="damaged PDF"):
            read_file(file("a.pdf", content))

    def test_a_file_that_is_cut_off_is_a_sentence_or_its_rest(self, qapp, tmp_path):
        data = printed(tmp_path / "a.pdf", PARAGRAPHS).read_bytes()
        for kept in range(1, 10):
            (tmp_path / "cut.pdf").write_bytes(data[: len(data) * kept // 10])
            with pytest.raises(InputError, match=r"cut\.pdf (?:is a damaged PDF|holds pictures)"):
                read_file(tmp_path / "cut.pdf")

    def test_more_pages_than_a_report_has_are_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr("analyst_app.readers.pdf.MOST_PAGES", 2)
        writer = pypdf.PdfWriter()
        for _ in range(3):
            writer.add_blank_page(300, 300)
        writer.write(tmp_path / "book.pdf")
        with pytest.raises(InputError, match="more than 2 pages"):
            read_file(tmp_path / "book.pdf")


class TestRichText:
    RTF = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Calibri;}}{\info{\title Daily report}{\author Anna Bell}}"
        r"\f0 16 airstrikes \endash  \ldblquote north\rdblquote\par \u1050?\u1091?\u1087? \'e9t\'e9 \u-10179?\u-9051?\par}"
    )

    def test_words_signs_and_what_the_file_says_of_itself(self, file):
        (report,) = read_file(file("a.rtf", self.RTF)).reports
        assert report.text.rstrip("\n") == "16 airstrikes – “north”\nКуп été 💥 ".rstrip()
        assert (report.title, report.author) == ("Daily report", "Anna Bell")

    def test_of_a_link_the_words_are_read(self, file):
        link = r'{\rtf1 See {\field{\*\fldinst{HYPERLINK "https://x.example/a"}}{\fldrslt{the report}} of today.\par}'
        assert read_file(file("a.rtf", link)).reports[0].text == "See the report of today.\n"

    def test_fields_without_end_are_no_danger(self, file):
        assert read_file(file("a.rtf", r"{\rtf1 Izyum was hit." + r"{\field{\*\fldinst{ x " * 40_000)).reports[0].text == "Izyum was hit."

    def test_it_is_told_by_its_content(self, file):
        assert read_file(file("a.txt", self.RTF)).reports[0].text.startswith("16 airstrikes")

    def test_a_file_without_words_is_a_sentence(self, file):
        with pytest.raises(InputError, match="has no text"):
            read_file(file("a.rtf", r"{\rtf1\ansi }"))


class TestMail:
    def mail(self):
        message = EmailMessage()
        message["Subject"] = "Щоденне зведення: 9 листопада"
        message["From"] = '"Kharkiv Desk, Daily" <desk@example.org>'
        message["Date"] = "Thu, 09 Nov 2023 00:30:00 +0200"
        return message

    def test_subject_sender_day_and_the_plain_body(self, file):
        message = self.mail()
        message.set_content("Two drones struck Ізюм.\n", charset="koi8-u", cte="base64")
        message.add_alternative("<p>Other words.</p>", subtype="html")
        (report,) = read_file(file("m.eml", message.as_bytes())).reports
        assert report.text == "Two drones struck Ізюм.\n"
        assert (report.title, report.source) == ("Щоденне зведення: 9 листопада", "Kharkiv Desk, Daily")
        assert report.published == date(2023, 11, 9), "the day where it was sent, not the day in Greenwich"

    def test_a_body_of_markup_alone_gives_its_words(self, file):
        message = self.mail()
        message.set_content('<p>Izyum was <b>hit</b>.</p><img src="https://tracker.example/p.png">', subtype="html")
        assert read_file(file("m.eml", message.as_bytes())).reports[0].text == "Izyum was hit."

    def test_an_attached_report_is_named_and_not_passed_over(self, file):
        message = self.mail()
        message.set_content("See the report.")
        message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="daily.pdf")
        message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
        result = read_file(file("m.eml", message.as_bytes()))
        assert len(result.reports) == 1
        assert result.problems == ("m.eml: the attachment daily.pdf was not read. Save it and open it by itself.",)

    def test_odd_headers_cost_only_themselves(self, file):
        raw = b"Subject: =?utf-8?q?broken\nFrom: \nDate: yesterday\nContent-Type: text/plain; charset=no-such\n\nIzyum was hit.\n"
        (report,) = read_file(file("m.eml", raw)).reports
        assert report.text == "Izyum was hit.\n"
        assert report.published is None
        assert report.source is None

    def test_what_is_no_mail_is_a_sentence(self, file):
        with pytest.raises(InputError, match=r"is no e-mail.*call it m\.txt"):
            read_file(file("m.eml", "\n\nJust words.\n"))


def test_a_document_may_lie_behind_any_bytes_that_look_like_an_archive(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    with pytest.raises(InputError, match="damaged Word document"):
        read_file(path)
    assert not zipfile.is_zipfile(io.BytesIO(path.read_bytes()))
