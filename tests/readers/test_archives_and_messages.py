"""OpenDocument texts, saved pages, Outlook messages and archives: their words, what they say of themselves, or one sentence."""

import io
import zipfile
from datetime import UTC, date, datetime

import odfdo
import pytest

from analyst_app.domain.errors import InputError
from analyst_app.readers import collect, read_file
from hostile import seeds
from hostile.outlook_file import compound_file, outlook_message

DAMAGED = {
    "a.odt": "damaged OpenDocument",
    "a.zip": "damaged ZIP",
    "a.msg": "damaged Outlook|no Outlook",
    "a.mht": "damaged saved|holds no page",
}


def only(path):
    (report,) = read_file(path).reports
    return report


class TestOpenDocument:
    def odt(self, file, *blocks, **about):
        document = odfdo.Document("odt")
        document.body.clear()
        for name, value in about.items():
            setattr(document.meta, name, value)
        for block in blocks:
            document.body.append(block)
        written = io.BytesIO()
        document.save(written)
        return file("daily.odt", written.getvalue())

    def test_headings_paragraphs_lists_and_tables_in_reading_order(self, file):
        table = odfdo.Table("t", width=2, height=2)
        table.set_values([["Direction", "Assaults"], ["Kupiansk", "3"]])
        inner = odfdo.List(["of them 3 by drones"])
        item = odfdo.ListItem("16 airstrikes")
        item.append(inner)
        outer = odfdo.List()
        outer.append(item)
        outer.append(odfdo.ListItem("559 attacks"))
        report = only(
            self.odt(
                file,
                odfdo.Header(1, "Past day"),
                odfdo.Paragraph("Two drones\nstruck\tIzyum."),
                outer,
                table,
                odfdo.Paragraph("End."),
                title="Daily report",
                creator="Anna Bell",
            )
        )
        assert report.text == (
            "Past day\n\nTwo drones\nstruck\tIzyum.\n\n• 16 airstrikes\n◦ of them 3 by drones\n• 559 attacks\n\n"
            "Direction\tAssaults\nKupiansk\t3\n\nEnd."
        )
        assert (report.key, report.title, report.author, report.published) == ("daily", "Daily report", "Anna Bell", None)

    def test_the_day_of_saving_counts_only_where_the_text_names_none(self, file):
        about = {"generator": "LibreOffice/24.2", "date": datetime(2023, 11, 10, 6, 0, tzinfo=UTC).replace(tzinfo=None)}
        assert only(self.odt(file, odfdo.Paragraph("Izyum was hit."), **about)).published == date(2023, 11, 10)
        assert only(self.odt(file, odfdo.Paragraph("Izyum was hit on 9 November."), **about)).published is None

    def test_deleted_words_and_notes_are_not_read(self, file):
        paragraph = odfdo.Paragraph("Fifteen died.")
        paragraph.append(odfdo.Element.from_tag("<office:annotation><text:p>Ask again</text:p></office:annotation>"))
        assert only(self.odt(file, paragraph)).text == "Fifteen died."

    def test_a_document_without_words_is_a_sentence(self, file):
        with pytest.raises(InputError, match="has no text"):
            read_file(self.odt(file))


class TestOutlook:
    def test_subject_sender_day_and_the_plain_body(self, file):
        message = outlook_message(
            subject="Щоденне зведення",
            body="Two drones struck Ізюм.\r\n",
            sender="Kharkiv Desk",
            address="desk@example.org",
            sent=datetime(2023, 11, 8, 23, 30, tzinfo=UTC),
        )
        report = only(file("m.msg", message))
        assert report.text == "Two drones struck Ізюм.\n"
        assert (report.title, report.source, report.published) == ("Щоденне зведення", "Kharkiv Desk", date(2023, 11, 8))

    def test_the_day_is_that_of_the_header_where_it_was_sent(self, file):
        headers = "Date: Thu, 09 Nov 2023 01:30:00 +0200\nFrom: Desk <d@example.org>\n\n"
        sent = datetime(2023, 11, 8, 23, 30, tzinfo=UTC)
        report = only(file("m.msg", outlook_message(body="Izyum was hit.", headers=headers, sent=sent)))
        assert (report.published, report.source) == (date(2023, 11, 9), "Desk")

    def test_its_moment_is_known_with_its_zone(self, file):
        sent = datetime(2023, 11, 8, 23, 30, tzinfo=UTC)
        assert only(file("m.msg", outlook_message(body="Izyum was hit.", sent=sent))).moment == sent

    def test_a_body_of_markup_alone_gives_its_words(self, file):
        markup = b'<p>Izyum was <b>hit</b>.</p><img src="https://tracker.example/p.png"><ul><li>16 airstrikes</ul>'
        assert only(file("m.msg", outlook_message(html=markup))).text == "Izyum was hit.\n\n• 16 airstrikes"

    def test_an_attached_report_is_named_and_not_passed_over(self, file):
        result = read_file(
            file("m.msg", outlook_message(body="See the report.", attached=[("daily.pdf", b"%PDF"), ("logo.gif", b"GIF89a")]))
        )
        assert result.problems == ("m.msg: the attachment daily.pdf was not read. Save it and open it by itself.",)
        assert len(result.reports) == 1

    def test_what_office_made_of_old_and_what_it_locks_is_told(self, file):
        with pytest.raises(InputError, match="is a document of an old Office version"):
            read_file(file("a.doc", compound_file({"WordDocument": bytes(5000)})))
        with pytest.raises(InputError, match=r"a\.docx is locked by a password"):
            read_file(file("a.docx", compound_file({"EncryptedPackage": bytes(5000)})))


class TestSavedPage:
    def test_the_page_is_read_as_any_and_the_site_is_its_source(self, file):
        report = only(file("page.mht", seeds.saved_page()))
        assert report.text.startswith(f"Past day\n\n{seeds.WORDS}\n\n• 16 airstrikes\n• 559 attacks")
        assert (report.source, report.author, report.published) == ("daily.example", "Anna Bell", None)

    def test_the_day_of_saving_is_the_last_resort(self, file):
        assert only(file("page.mhtml", seeds.saved_page("<p>Izyum was hit.</p>"))).published == date(2023, 11, 10)

    def test_it_is_told_by_its_content(self, file):
        assert only(file("page.html", seeds.saved_page())).source == "daily.example"
        word = seeds.saved_page().replace(b"From: <Saved by Blink>\n", b"").split(b"\n", 1)[1]
        assert only(file("word.htm", b"MIME-Version: 1.0\n" + word.replace(b"MIME-Version: 1.0\n", b""))).title == "Past day"

    def test_a_text_that_begins_like_a_mail_is_a_text(self, file):
        assert only(file("note.txt", "MIME-Version: 1.0\nIzyum was hit.\n")).text == "MIME-Version: 1.0\nIzyum was hit.\n"


class TestArchive:
    def test_each_report_comes_by_its_path_and_what_is_none_is_passed_over(self, file):
        archive = seeds.zipped({
            "day/one.txt": "Izyum was hit.",
            "day/two.docx": seeds.word("Kupiansk was hit."),
            "three.txt": "Lyman was hit.",
            "three.html": "<p>Lyman was hit again.</p>",
            "README.md": "About the archive.",
            "__MACOSX/day/._one.txt": "rest",
            ".hidden.txt": "rest",
            "photo.jpg": b"\xff\xd8\xff",
            "day/": b"",
        })  # fmt: skip
        result = read_file(file("week.zip", archive))
        assert result.problems == ()
        assert [report.key for report in result.reports] == ["week/day/one", "week/day/two", "week/three.txt", "week/three.html"]
        assert result.many

    def test_what_fails_in_it_is_a_line_and_the_others_are_read(self, file):
        archive = seeds.zipped(
            {"a.txt": "Izyum was hit.", "b.pdf": b"%PDF-1.4", "inner.zip": seeds.zipped({"c.txt": "x"}), "d.docx": "text"}
        )
        result = read_file(file("week.zip", archive))
        assert [report.text for report in result.reports] == ["Izyum was hit."]
        assert len(result.problems) == 3
        assert any("inner.zip in week.zip is an archive in an archive and was not opened" in problem for problem in result.problems)

    def test_reports_with_ids_of_their_own_keep_them_below_the_archive(self, file):
        archive = seeds.zipped({"a.jsonl": seeds.lines(), "b.jsonl": seeds.lines()})
        assert [report.key for report in read_file(file("w.zip", archive)).reports] == [f"w/{name}/{n}" for name in "ab" for n in range(3)]

    def test_names_that_lead_elsewhere_stay_below_the_archive(self, file):
        names = ("../../up.txt", "/etc/root.txt", "C:\\drive.txt", "..\\back.txt", "turned\u202etxt.txt")
        keys = [report.key for report in read_file(file("w.zip", seeds.zipped(dict.fromkeys(names, "Izyum was hit.")))).reports]
        assert sorted(keys) == ["w/C_/drive", "w/back", "w/etc/root", "w/turnedtxt", "w/up"]

    def test_two_files_of_one_name_are_two_reports(self, file):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr("a.txt", "Izyum was hit.")
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("a.txt", "Lyman was hit.")
        assert [report.text for report in read_file(file("w.zip", written.getvalue())).reports] == ["Izyum was hit.", "Lyman was hit."]

    def test_a_folder_is_searched_for_all_of_them(self, tmp_path):
        for name in ("a.zip", "b.odt", "c.msg", "d.mht", "e.mhtml", "f.png"):
            (tmp_path / name).touch()
        assert [path.name for path in collect([tmp_path])] == ["a.zip", "b.odt", "c.msg", "d.mht", "e.mhtml"]


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("kept", [0.1, 0.4, 0.7])
def test_what_is_cut_off_is_a_sentence_or_its_rest(file, name, kept):
    data = seeds.sound()[name]
    told = _told(file(name, data[: int(len(data) * kept)]))
    assert "\n" not in told
    assert name in told or seeds.WORDS[:20] in told


@pytest.mark.parametrize("name", ["a.odt", "a.zip", "a.docx"])
def test_a_locked_file_says_so(file, name):
    from hostile.corpus import locked

    with pytest.raises(InputError, match="locked by a password"):
        read_file(file(name, locked(seeds.sound()[name])))


def _told(path):
    try:
        return read_file(path).reports[0].text.replace("\n", " ")
    except InputError as sentence:
        return str(sentence)
