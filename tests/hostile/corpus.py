"""Files made to hurt: bombs, tricks, forgeries and wrecks of every kind, each with what must come of it. Nothing here is stored."""

import zipfile
import zlib
from dataclasses import dataclass

from hostile import seeds
from hostile.outlook_file import compound_file, outlook_message
from hostile.seeds import WORDS

SECRET = "SECRET-OF-ANOTHER-FILE"
REMOTE = "https://tracker.example/pixel"


@dataclass(frozen=True)
class Hostile:
    """A file; `says` is a pattern of the sentence it must get, or None where its words must be read; `never` must not be in them."""

    name: str
    data: bytes
    says: str | None = None
    never: tuple[str, ...] = ()
    holds: str = "Izyum"


def corpus(*, secret_path="/nowhere/secret.txt"):
    """All of them. `secret_path` is a file that some try to take into their text."""
    return [
        *bombs(),
        *archives(),
        *documents(secret_path),
        *pages(secret_path),
        *portable(),
        *rich_texts(),
        *mails(),
        *outlooks(),
        *texts(),
        *wrecks(),
    ]


def archives():
    """Bombs, ways up, archives in archives, locked and lying ones."""
    yield Hostile("overlap.zip", overlapping(), says="lie in one another|is damaged|damaged ZIP archive|None of the")
    yield Hostile("many.zip", seeds.zipped({f"{n}.xml": b"" for n in range(10_001)}), says="has 10,001 parts")
    inner = seeds.zipped({"a.txt": WORDS})
    for _ in range(20):
        inner = seeds.zipped({"inner.zip": inner})
    yield Hostile("nested.zip", inner, says="is an archive in an archive and was not opened")
    yield Hostile("disguised.zip", seeds.zipped({"a.docx": seeds.zipped({"a.txt": WORDS})}), says="is an archive in an archive")
    escaping = {"../../../../tmp/up.txt": WORDS, "/etc/absolute.txt": WORDS, "C:\\Windows\\drive.txt": WORDS, "..\\..\\back.txt": WORDS}
    yield Hostile(
        "escaping.zip", seeds.zipped(escaping | {"turned\u202etxt.exe.txt": WORDS, "a\x00b.txt": WORDS, ("d/" * 400) + "deep.txt": WORDS})
    )
    yield Hostile("locked.zip", locked(seeds.zipped({"a.txt": WORDS})), says="a.txt in locked.zip is locked by a password")
    yield Hostile("empty.zip", seeds.zipped({}), says="holds no reports|is empty")
    yield Hostile("pictures.zip", seeds.zipped({"a.png": b"x"}), says="holds no reports")
    yield Hostile(
        "sheet.xlsx", seeds.zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), says="is a spreadsheet, which cannot be read"
    )
    yield Hostile("one-bad.zip", seeds.zipped({"a.txt": WORDS, "b.pdf": b"%PDF-1.4 broken", "c.docx": b"PK\x03\x04broken"}))
    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    yield Hostile("link.zip", seeds.zipped({"a.txt": WORDS, linked: "/etc/passwd"}), never=("root:",))
    wrong = bytearray(seeds.zipped({"a.txt": WORDS * 50}))
    wrong[60:70] = b"\xff" * 10
    yield Hostile("wrong-sum.zip", bytes(wrong), says="is damaged")


def overlapping():
    """Two hundred entries that all lie over one and the same compressed part."""
    data = bytearray(seeds.zipped({"0.txt": bytes(1024 * 1024)}))
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    entry = bytes(data[start:end])
    folder = b"".join(entry.replace(b"0.txt", f"{n:05}"[-1:].encode() + b".txt") for n in range(200))
    tail = bytearray(data[end:])
    tail[8:12] = (200).to_bytes(2, "little") * 2
    tail[12:16] = len(folder).to_bytes(4, "little")
    return bytes(data[:start]) + folder + bytes(tail)


def locked(data):
    """The same archive with the marks of a password on each part."""
    made = bytearray(data)
    at = -1
    while (at := made.find(b"PK\x03\x04", at + 1)) >= 0:
        made[at + 6] |= 1
    at = -1
    while (at := made.find(b"PK\x01\x02", at + 1)) >= 0:
        made[at + 8] |= 1
    return bytes(made)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def laughing(root):
    """A document type whose entities multiply to a hundred billion words."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{LAUGHS}]>'


def outside(root, path):
    """A document type that takes another file in."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{path}"><!ENTITY y SYSTEM "{REMOTE}">]>'


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0"'


def word_body(inside, head='<?xml version="1.0"?>'):
    """A Word document with this in its body."""
    return seeds.word(**{"word/document.xml": f"{head}<w:document {W}><w:body>{inside}</w:body></w:document>"})


def odt_body(inside, head='<?xml version="1.0"?>'):
    """An OpenDocument text with this in its body."""
    body = f"<office:body><office:text>{inside}</office:text></office:body>"
    whole = f'{head}<office:document-content {ODF} office:version="1.3">{body}</office:document-content>'
    return seeds.odt(**{"content.xml": whole})


def documents(secret_path):
    """Word and OpenDocument files: entity bombs, files of others, depth, rings, lies about size."""
    words = f"<w:p><w:r><w:t>{WORDS} &l11;</w:t></w:r></w:p>"
    damaged = "is a damaged|has no text"
    yield Hostile("laughs.docx", word_body(words, laughing("w:document")), says="is a damaged Word document")
    yield Hostile("outside.docx", word_body(words.replace("&l11;", "&x; &y;"), outside("w:document", secret_path)), never=(SECRET,))
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 3000
    yield Hostile("deep.docx", word_body(deep), says=damaged)
    tables = "<w:tbl><w:tr><w:tc>" * 60 + f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    yield Hostile("tables.docx", word_body(tables))
    runs = "<w:r><w:t>x</w:t></w:r>" * 50_000
    yield Hostile("runs.docx", word_body(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r>{runs}</w:p>"))
    listed = '<w:p><w:pPr><w:pStyle w:val="Ring"/><w:numPr><w:ilvl w:val="99999999"/><w:numId w:val="-1"/></w:numPr></w:pPr>'
    yield Hostile("lists.docx", word_body(f"{listed}<w:r><w:t>{WORDS}</w:t></w:r></w:p>"))
    yield Hostile("macro.docx", seeds.word(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}))
    yield Hostile("blank.docx", word_body("<w:p/>"), says="has no text")
    yield Hostile(
        "locked.docx", compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)}), says="locked by a password"
    )
    yield Hostile("old.doc", compound_file({"WordDocument": bytes(5000)}), says="is a document of an old Office version")
    paragraph = f"<text:p>{WORDS} &l11;</text:p>"
    yield Hostile("laughs.odt", odt_body(paragraph, laughing("office:document-content")), says="is a damaged OpenDocument text")
    yield Hostile("outside.odt", odt_body(paragraph.replace("&l11;", "&x; &y;"), outside("o", secret_path)), never=(SECRET,))
    yield Hostile(
        "deep.odt",
        odt_body("<text:list><text:list-item>" * 3000 + "<text:p>deep</text:p>" + "</text:list-item></text:list>" * 3000),
        says=damaged,
    )
    yield Hostile("like-lines.odt", odt_body(f"<text:p>{WORDS}</text:p>" * 20_000))
    yield Hostile("blanks.odt", odt_body(f'<text:p>{WORDS}<text:s text:c="999999999"/><text:s text:c="-5"/><text:s text:c="x"/></text:p>'))
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    repeated = f'<table:table><table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row></table:table>'
    yield Hostile("repeated.odt", odt_body(f"<text:p>{WORDS}</text:p>{repeated}"))
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{entry}</manifest:manifest>'
    yield Hostile("locked.odt", seeds.odt(**{"META-INF/manifest.xml": manifest, "content.xml": b"\x93" * 400}), says="locked by a password")
    yield Hostile(
        "sheet.ods",
        seeds.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        says="is no text but another document",
    )


def pages(secret_path):
    """Web pages: scripts, frames, remote things, depth, size, and what must not be fetched or run."""
    active = (
        f'<script src="{REMOTE}"></script><script>document.write("fifty dead")</script><iframe src="{REMOTE}">fifty dead</iframe>'
        f'<img src="{REMOTE}" onerror="x()"><link rel=stylesheet href="{REMOTE}">'
        f'<style>@import url({REMOTE}); p::after{{content:"fifty dead"}}</style>'
        f'<object data="{REMOTE}">fifty dead</object><embed src="{REMOTE}"><svg><script>x()</script><text>fifty dead</text></svg>'
        f'<base href="{REMOTE}"><meta http-equiv=refresh content="0;url={REMOTE}">'
        f'<form action="{REMOTE}"><button>fifty dead</button></form>'
        f'<p style="display:none">fifty dead</p><p hidden>fifty dead</p><template>fifty dead</template><noscript>fifty dead</noscript>'
    )
    yield Hostile(
        "active.html",
        seeds.page(f"<article><p>{WORDS}</p>{active}<p>{WORDS}</p></article>", head=active),
        never=("fifty dead", "tracker", "x()"),
    )
    yield Hostile(
        "active.mht", seeds.saved_page(f"<article><p>{WORDS}</p>{active}<p>{WORDS}</p></article>"), never=("fifty dead", "tracker")
    )
    yield Hostile(
        "outside.html", (outside("html", secret_path) + f"<html><body><p>{WORDS} &x; &y;</p></body></html>").encode(), never=(SECRET,)
    )
    yield Hostile("laughs.html", (laughing("html") + f"<html><body><p>{WORDS} &l11;</p></body></html>").encode(), never=("hahaha",))
    yield Hostile("deep.html", b"<div>" * 100_000 + WORDS.encode(), says="has no text")
    yield Hostile("items.html", f"<p>{WORDS}</p><ol>{'<li>x' * 20_000}</ol>".encode())
    yield Hostile("lists.html", f"<p>{WORDS}</p>{'<ul><li>x' * 5_000}".encode())
    yield Hostile("attributes.html", f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>{WORDS}</p>".encode())
    yield Hostile("entity.html", f"<p>{WORDS} &#xD800; &#0; &#x202E;reversed &#99999999999;</p>".encode())
    yield Hostile("charset.html", f'<meta charset="utf-7"><p>{WORDS} +ADw-script+AD4-</p>'.encode())
    yield Hostile("comment.html", f"<p>{WORDS}</p><!--{'-' * 200_000}".encode())
    yield Hostile("open.html", f"<p>{WORDS}</p>{'<' * 200_000}".encode())
    yield Hostile("rows.html", f"<p>{WORDS}</p><table>{'<tr><td>1<td>2' * 20_000}</table>".encode())
    yield Hostile("links.html", f"<p>{WORDS}</p>{'<a href=/x>y</a> ' * 20_000}".encode())
    yield Hostile("dates.html", f"<p>{WORDS} {'2023-11-09 9 November 2023 ' * 4_000}</p>".encode())
    yield Hostile("json.html", f'<script type="application/ld+json">{"[" * 100_000}</script><p>{WORDS}</p>'.encode())
    yield Hostile(
        "nothing.mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/gif\n\nx\n--x--\n",
        says="holds no page",
    )
    yield Hostile("text.mht", b"\n\nJust words.", says="is no saved web page")


EITHER = "damaged PDF|more than any report|holds pictures and no text|took more memory|more text than any report|has more than"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def made(**objects):
    """A PDF of one page whose objects (o2 the pages, o3 the font, o4 the page, o5 its content) are others."""
    numbered = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", 3: FONT, 4: PAGE}
    return seeds.assembled({**numbered, **{int(name[1:]): body for name, body in objects.items()}}, info=9)


def stream(data, extra=b"/Filter /FlateDecode"):
    """The content of an object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def bombs():
    """Files that are small and unpack to hundreds of megabytes, and some that are large as they are."""
    nothing = bytes(40 * 1024 * 1024)
    big = seeds.zipped({f"{n}.txt": nothing for n in range(8)})
    yield Hostile("bomb.zip", big, says="unpacks to 320 MB, more than any report")
    yield Hostile("bomb-inside.zip", seeds.zipped({"a.txt": WORDS, "bomb.txt": nothing}))
    yield Hostile("bomb.odt", odt_body(f"<text:p>{'a' * 60_000_000}</text:p>"), says="is a damaged OpenDocument|more text than any report")
    yield Hostile("bomb.pdf", made(o5=stream(zlib.compress(bytes(100_000_000), 1))), says=EITHER)
    twice = zlib.compress(zlib.compress(bytes(100_000_000), 1), 1)
    yield Hostile("twice.pdf", made(o5=stream(twice, b"/Filter [/FlateDecode /FlateDecode]")), says=EITHER)
    yield Hostile("line.txt", WORDS.encode() + b"x" * 5_000_000)
    yield Hostile("lines.txt", WORDS.encode() + b"\n" * 5_000_000)


def portable():
    """PDFs: scripts, launches, rings, bombs, locks, scans."""
    launch = (
        "/OpenAction << /S /Launch /F (calc.exe) >> /AA << /WC << /S /JavaScript /JS (app.launchURL\\('https://tracker.example'\\)) >> >>"
    )
    yield Hostile("launch.pdf", seeds.pdf([WORDS], catalog=launch), never=("calc", "tracker", "app."))
    embedded = "/Names << /EmbeddedFiles << /Names [(evil.exe) << /Type /Filespec /F (evil.exe) /EF << /F 3 0 R >> >>] >> >>"
    yield Hostile("embedded.pdf", seeds.pdf([WORDS], catalog=embedded), never=("evil",))
    yield Hostile("scan.pdf", seeds.pdf([]), says="holds pictures and no text")
    yield Hostile("ring.pdf", made(o2=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), says=EITHER)
    yield Hostile("parent.pdf", made(o4=b"<< /Type /Page /Parent 4 0 R /Contents 4 0 R >>"), says=EITHER)
    yield Hostile("run.pdf", made(o5=stream(b"\x81" * 100_000, b"/Filter /RunLengthDecode")), says=EITHER)
    yield Hostile("deep.pdf", made(o5=stream(b"[" * 100_000 + b"]" * 100_000, b"")), says=EITHER)
    yield Hostile("nested.pdf", made(o4=b"<< /Type /Page /A " + b"<< /A " * 5_000 + b">>" * 5_000 + b" >>"), says=EITHER)
    yield Hostile("count.pdf", made(o2=b"<< /Type /Pages /Kids [4 0 R] /Count 2000000000 >>", o5=stream(b"BT (Izyum) Tj ET", b"")))
    many = b"<< /Type /Pages /Kids [" + b"4 0 R " * 3_000 + b"] /Count 3000 >>"
    yield Hostile("pages.pdf", made(o2=many, o5=stream(b"BT (x) Tj ET", b"")), says="has more than 2000 pages")
    form = b"<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
    yield Hostile("form.pdf", made(o4=PAGE.replace(b"/Font <<", b"/XObject << /X 5 0 R >> /Font <<"), o5=form), says=EITHER)
    lines = b" ".join(b"(Izyum %d) Tj 0 -14 Td" % n for n in range(10_000))
    yield Hostile("lines.pdf", made(o5=stream(b"BT /F1 9 Tf 50 780 Td " + lines + b" ET", b"")))
    cmap = stream(b"begincmap\n1 beginbfrange\n<0000> <FFFFFFFF> <0000>\nendbfrange\nendcmap", b"")
    yield Hostile(
        "cmap.pdf",
        made(o3=FONT.replace(b">>", b"/ToUnicode 6 0 R >>"), o5=stream(b"BT /F1 9 Tf (x) Tj ET", b""), o6=cmap),
        says=EITHER,
    )
    yield Hostile("xref.pdf", seeds.pdf([WORDS]).replace(b"startxref\n", b"startxref\n9999999"))
    yield Hostile("far.pdf", seeds.pdf([WORDS]).replace(b"startxref\n", b"startxref\n99999999999999999999"), says=EITHER)
    yield Hostile("previous.pdf", seeds.pdf([WORDS]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9 "))
    yield Hostile("unknown-lock.pdf", seeds.pdf([WORDS], encrypt=True), says="damaged PDF|locked by a password|is encrypted")


def rich_texts():
    """Rich texts: depth, objects, numbers without end, what word processors once tripped over."""
    yield Hostile("deep.rtf", rb"{\rtf1 " + WORDS.encode() + b"{" * 200_000)
    yield Hostile(
        "object.rtf", rb"{\rtf1 " + WORDS.encode() + rb"{\object\objocx{\*\objdata " + b"41" * 50_000 + rb"}}\par}", never=("4141",)
    )
    yield Hostile("picture.rtf", rb"{\rtf1 " + WORDS.encode() + rb"{\pict\wmetafile8 " + b"00ff" * 50_000 + rb"}\par}", never=("00ff",))
    yield Hostile(
        "number.rtf",
        rb"{\rtf1 " + WORDS.encode() + rb"\u99999999999999999999?\uc99999999 \bin999999999 " + b"x" * 1000 + b"}",
        says="is a damaged rich text file",
    )
    yield Hostile(
        "remote.rtf",
        rb'{\rtf1 {\field{\*\fldinst INCLUDEPICTURE "https://tracker.example/p"}{\fldrslt }}' + WORDS.encode() + b"}",
        never=("tracker",),
    )
    yield Hostile("template.rtf", rb"{\rtf1{\*\template https://tracker.example/t.dotm}" + WORDS.encode() + b"}", never=("tracker",))
    yield Hostile("hidden-marks.rtf", rb"{\rtf1 " + WORDS.encode() + b"{\\v \\a\\b\\c " * 30_000)
    yield Hostile("marks.rtf", rb"{\rtf1 " + WORDS.encode() + rb"{\pntext " * 40_000)
    yield Hostile("hidden.rtf", rb"{\rtf1 " + WORDS.encode() + rb"{\v fifty dead}}", never=("fifty dead",))
    yield Hostile("backslashes.rtf", rb"{\rtf1 " + WORDS.encode() + b"\\" * 200_000)


def mails():
    """E-mails: attachments, parts without end, headers that lie, encodings that are none."""
    files = [("report.pdf", b"%PDF-1.4"), ("evil.exe", b"MZ"), ("../../up.txt", b"x"), ("turned\u202etxt.pdf", b"x")]
    yield Hostile("attached.eml", seeds.mail(attached=files))
    yield Hostile("page.eml", seeds.mail(None, html=f'<p>{WORDS}</p><img src="{REMOTE}"><script>x()</script>'), never=("tracker", "x()"))
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(2_000))
    yield Hostile("parts.eml", b"Subject: x\nMIME-Version: 1.0\n" + parts, says="has more parts than any e-mail")
    yield Hostile(
        "messages.eml",
        b"Subject: x\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3_000,
        says="damaged e-mail|has no text|is no e-mail",
    )
    yield Hostile("header.eml", b"Subject: " + b"=?utf-8?q?=41?= " * 200_000 + b"\n\n" + WORDS.encode())
    yield Hostile(
        "long.eml", b"Subject: " + b"x" * 500_000 + b"\nFrom: " + b"<" * 200_000 + b"\nDate: " + b"(" * 200_000 + b"\n\n" + WORDS.encode()
    )
    many = b"--x\nContent-Disposition: attachment; filename=a.txt\n\nhi\n"
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n" + WORDS.encode() + b"\n"
    yield Hostile("attachments.eml", head + many * 2_000)
    yield Hostile("more-attachments.eml", head + many * 20_000, says="has more parts than any e-mail")
    yield Hostile("first-year.eml", b"Date: Mon, 01 Jan 0001 00:00:00 +1400\n\n" + WORDS.encode())
    yield Hostile("last-year.eml", b"Date: Fri, 31 Dec 9999 23:59:59 -1200\n\n" + WORDS.encode())
    yield Hostile("addresses.eml", b"From: " + b"a@b.example, " * 200_000 + b"\n\n" + WORDS.encode())
    yield Hostile(
        "charset.eml", b'Subject: x\nContent-Type: text/plain; charset="../../x"\nContent-Transfer-Encoding: nothing\n\n' + WORDS.encode()
    )
    yield Hostile("nul.eml", b'Subject: x\nContent-Type: text/plain; charset="ut\0f-8"\n\n\xe9' + WORDS.encode())
    yield Hostile("escape.eml", b"Subject: x\nContent-Type: text/plain; charset=unicode-escape\n\n\xe9" + WORDS.encode())
    yield Hostile("codec.eml", b"Subject: x\nContent-Type: text/plain; charset=zlib\n\n\xff" + WORDS.encode())
    yield Hostile(
        "base64.eml", b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + b"!" * 1000, says="has no text|holds no text|encoding"
    )
    yield Hostile("types.eml", b"Subject: x\nContent-Type: " + b"a/b;" * 300_000 + b"\n\n" + WORDS.encode(), says=None, holds="")


def outlooks():
    """Outlook messages: rings in the table of sectors, lies about lengths, wrong encodings."""
    yield Hostile("attached.msg", seeds.outlook(attached=[("report.pdf", b"x"), ("evil.exe", b"MZ"), ("../up.docx", b"x")]))
    yield Hostile("page.msg", seeds.outlook(body=None, html=f'<p>{WORDS}</p><img src="{REMOTE}">'.encode()), never=("tracker",))
    yield Hostile("encoding.msg", seeds.outlook(body=None, html=f"<p>{WORDS} ’</p>".encode("cp1252"), code_page=65001))
    yield Hostile("page-code.msg", seeds.outlook(code_page=99999), says=None, holds="")
    yield Hostile("time.msg", outlook_message(body=WORDS, subject="x"), holds="Izyum")
    sound = bytearray(seeds.outlook(body=WORDS * 200))
    table = bytearray(sound)
    at = 512 * (int.from_bytes(sound[76:80], "little") + 1)
    table[at : at + 400] = (0).to_bytes(4, "little") * 100
    yield Hostile("ring.msg", bytes(table), says="damaged Outlook message")
    for place in (44, 64, 72):
        lying = bytearray(sound)
        lying[place : place + 4] = (2**31).to_bytes(4, "little")
        yield Hostile(f"counts-{place}.msg", bytes(lying), says="damaged Outlook message")
    folder = bytearray(sound)
    at = 512 * (int.from_bytes(sound[48:52], "little") + 1)
    for entry in range(4):
        folder[at + entry * 128 + 68 : at + entry * 128 + 80] = (1).to_bytes(4, "little") * 3
    yield Hostile("folder.msg", bytes(folder), says="damaged Outlook message|has no text|old Office")
    yield Hostile("head.msg", bytes(sound[:512]), says="damaged Outlook message")
    yield Hostile("empty.msg", seeds.outlook(body=None), says="has no text")
    yield Hostile("text.msg", WORDS.encode(), says="is no Outlook message inside")


def texts():
    """Plain texts: what is invisible, what turns, what cannot be stored, what is something else."""
    yield Hostile("turned.txt", f"{WORDS} \u202emuyzI\u202c \u200bhid\u2060den\ufeff \u2066x\u2069 a\u200db".encode())
    yield Hostile("halves.txt", WORDS.encode() + "\ud800 \udfff".encode("utf-8", "surrogatepass"), says=None, holds="")
    yield Hostile("nuls.txt", WORDS.encode() + b"\0" + b"x" * 300)
    yield Hostile("comments.txt", b"<!---->" * 400 + WORDS.encode())
    yield Hostile("comments.html", b"<!---->" * 40_000 + WORDS.encode())
    yield Hostile("nul.txt", bytes(1_000_000), says="is empty|holds no text")
    yield Hostile("mixed.txt", WORDS.encode() + "Ж".encode("cp1251") * 1000 + "Ж".encode() * 1000, says=None, holds="")
    yield Hostile("deep.jsonl", b'{"id": 1, "text": "' + WORDS.encode() + b'"}\n' + b"[" * 200_000 + b"\n", holds="Izyum")
    yield Hostile(
        "first-year.jsonl", b'{"id": 1, "text": "x", "published": "0001-01-01T00:00:00+14:00"}', says="no day that a report can be of"
    )
    yield Hostile("number.jsonl", b'{"id": 1, "text": "x", "n": ' + b"9" * 100_000 + b"}\n", says="not JSON|no text")
    yield Hostile("text-of.pdf", b"A text that speaks of %PDF-1.7 and of Izyum.", says="damaged PDF|is no PDF")
    yield Hostile("speaks.txt", b"%% A text that speaks of %PDF-1.7 and of Izyum.")
    yield Hostile("both.pdf", seeds.pdf([WORDS]) + seeds.zipped({"a.txt": "fifty dead"}), never=("fifty",))
    yield Hostile("both.zip", seeds.zipped({"a.txt": WORDS}) + seeds.pdf(["fifty dead"]), never=("fifty",))
    yield Hostile("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(200), says="is a picture, which cannot be read")
    yield Hostile("program.txt", b"MZ\x90\x00" + bytes(200), says="is a program, which cannot be read")


def wrecks():
    """Every sound file cut off, and with a hole in it."""
    for name, data in seeds.sound().items():
        stem, suffix = name.split(".")
        for share in (0.02, 0.2, 0.5, 0.9, 0.99):
            yield Hostile(f"{stem}-cut-{share}.{suffix}", data[: int(len(data) * share)], says="?", holds="")
        middle = len(data) // 2
        yield Hostile(f"{stem}-hole.{suffix}", data[:middle] + bytes(40) + data[middle + 40 :], says="?", holds="")
