"""One sound file of each kind, each written by another writer than the reader's library or by hand."""

import io
import json
import zipfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage

import docx
import odfdo

from hostile.outlook_file import outlook_message

WORDS = "Two drones struck Izyum on 9 November 2023; 16 airstrikes and 559 attacks within the last 24 hours."


def pdf(*pages, catalog="", encrypt=False):
    """A PDF by hand: each page a list of lines."""
    objects = {1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()}
    kids = []
    number = 4
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = zlib.compress(f"BT /F1 11 Tf 50 780 Td {shown} ET".encode("cp1252"))
        objects[number] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream"
        used = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number} 0 R"
        objects[number + 1] = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {used} >>".encode()
        kids.append(f"{number + 1} 0 R")
        number += 2
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects[number] = b"<< /Title (Daily report) /Author (Anna Bell) /CreationDate (D:20231110060000Z) >>"
    return assembled(objects, info=number, encrypt=encrypt)


def assembled(objects, *, info, encrypt=False):
    """Numbered objects as a file, with the table of where they are."""
    made = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        made += b"%010d 00000 n \n" % places.get(number, 0)
    locked = b" /Encrypt << /Filter /Standard /V 9 /R 9 /O (x) /U (y) /P -4 >>" if encrypt else b""
    return made + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, info, locked, table)


def word(*paragraphs, **parts):
    """A Word document; `parts` replaces or adds parts by name."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Daily report", "Anna Bell"
    for words in paragraphs or (WORDS,):
        document.add_paragraph(words)
    document.add_paragraph("16 airstrikes", "List Bullet")
    document.add_table(1, 2).cell(0, 0).text = "tanks"
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue(), parts)


def odt(*paragraphs, **parts):
    """An OpenDocument text."""
    document = odfdo.Document("odt")
    document.body.clear()
    document.meta.title, document.meta.creator = "Daily report", "Anna Bell"
    document.body.append(odfdo.Header(1, "Past day"))
    for words in paragraphs or (WORDS,):
        document.body.append(odfdo.Paragraph(words))
    document.body.append(odfdo.List(["16 airstrikes", "559 attacks"]))
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue(), parts)


def repacked(data, parts):
    """The same archive with some parts others."""
    if not parts:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = {item.filename: archive.read(item) for item in archive.infolist()}
    return zipped({**old, **parts})


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    """An archive of names and contents; an OpenDocument's kind comes first, as it must."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            archive.writestr(name, parts[name], zipfile.ZIP_STORED if name == "mimetype" else method)
    return file.getvalue()


def page(body=None, head=""):
    """A web page."""
    inside = body or f"<article><h1>Past day</h1><p>{WORDS}</p><ul><li>16 airstrikes</li><li>559 attacks</li></ul></article>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Daily report</title><meta name="author" content="Anna Bell">{head}</head>'
        f"<body>{inside}</body></html>"
    ).encode()


def saved_page(body=None):
    """The same as a browser saves it, with a picture beside it."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.daily.example/2023/report"
    message["Subject"] = "Daily report"
    message["Date"] = "Fri, 10 Nov 2023 06:00:00 +0200"
    message.set_content(page(body).decode(), subtype="html", cte="quoted-printable")
    message.add_related(b"GIF89a" + bytes(40), "image", "gif", cid="<pixel>")
    return message.as_bytes()


def mail(body=WORDS, *, html=None, attached=()):
    """An e-mail."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Daily report", '"Kharkiv Desk" <desk@example.org>'
    message["Date"] = "Fri, 10 Nov 2023 06:00:00 +0200"
    if body is not None:
        message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def outlook(**changed):
    """An Outlook message."""
    made = {
        "subject": "Daily report",
        "body": WORDS,
        "sender": "Kharkiv Desk",
        "address": "desk@example.org",
        "sent": datetime(2023, 11, 10, 4, tzinfo=UTC),
    }
    return outlook_message(**made | changed)


def rich():
    """A rich text file."""
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Calibri;}}{\info{\title Daily report}{\author Anna Bell}{\revtim\yr2023\mo11\dy10}}"
        rf"\f0 {WORDS}\par{{\pntext\f1\'B7\tab}}16 airstrikes\par}}"
    ).encode()


def lines():
    """A file of many reports."""
    return "".join(json.dumps({"id": n, "text": f"{WORDS} {n}"}) + "\n" for n in range(3)).encode()


def sound():
    """Name and bytes of one sound file of each kind."""
    files = {
        "a.txt": WORDS.encode(),
        "a.md": f"# Past day\n\n- {WORDS}\n".encode(),
        "a.html": page(),
        "a.mht": saved_page(),
        "a.docx": word(),
        "a.odt": odt(),
        "a.rtf": rich(),
        "a.pdf": pdf([WORDS[:44], WORDS[44:]]),
        "a.eml": mail(html=f"<p>{WORDS}</p>"),
        "a.msg": outlook(),
        "a.jsonl": lines(),
    }
    return files | {"a.zip": zipped({name: data for name, data in files.items() if name != "a.md"})}
