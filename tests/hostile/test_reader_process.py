"""The reader process can be killed, hung, filled and taken over: the program tells of it in a line, and reads the next file."""

import os
import signal
import sys
import threading
from pathlib import Path

import psutil
import pytest

from analyst_app.domain.errors import InputError
from analyst_app.readers import Copied, Reader, read_file
from analyst_app.readers.apart.messages import Answer, Outcome, packed, unpacked
from analyst_app.readers.apart.process import Ended, ReaderProcess
from analyst_app.readers.apart.reader import Allowance
from analyst_app.readers.desk import Listed
from hostile import seeds

SLOW = seeds.page(f"<p>{'<b>word</b> ' * 600_000}</p>")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system's own limits are those of Linux")


@pytest.fixture(scope="module")
def reader():
    reading = Reader()
    yield reading
    reading.close()


@pytest.fixture
def files(tmp_path):
    for name, data in seeds.sound().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def children():
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def process_of(reader):
    return psutil.Process(reader._process._process.pid)


@pytest.mark.parametrize("name", sorted(seeds.sound()))
def test_a_file_read_apart_gives_what_it_gives_here(reader, files, name):
    assert reader.read(files / name, key="mon/daily") == read_file(files / name, key="mon/daily")


def test_texts_are_read_without_a_process_and_the_others_share_one(files):
    reader = Reader()
    before = len(children())
    for name in ("a.txt", "a.md", "a.jsonl"):
        assert reader.read(files / name).reports
    assert len(children()) == before
    reader.read(files / "a.docx")
    first = process_of(reader).pid
    for name in ("a.pdf", "a.html", "a.zip", "a.msg"):
        reader.read(files / name)
    assert process_of(reader).pid == first
    reader.close()
    assert len(children()) == before


def test_a_killed_process_is_replaced(reader, files):
    reader.read(files / "a.docx")
    reader._process._process.kill()
    reader._process._process.join()
    assert reader.read(files / "a.docx").reports[0].title == "Daily report"


def test_a_process_makes_room_after_many_files(files, monkeypatch):
    monkeypatch.setattr("analyst_app.readers.apart.reader._MOST_FILES", 2)
    reader = Reader()
    try:
        pids = []
        for _ in range(4):
            reader.read(files / "a.rtf")
            pids.append(process_of(reader).pid)
        assert pids[0] == pids[1] != pids[2] == pids[3]
    finally:
        reader.close()


def test_a_file_that_takes_too_much_memory_is_a_line_and_the_next_is_read(tmp_path, files):
    reader = Reader(Allowance(memory=300 * 1024 * 1024))
    try:
        big = tmp_path / "big.odt"
        big.write_bytes(seeds.odt(*(["x" * 100] * 10), **{"content.xml": seeds.page(f"<p>{'<b>x</b>' * 4_000_000}</p>")}))
        with pytest.raises(InputError, match=r"big\.odt (?:could not be read: .*memory|is a damaged OpenDocument)"):
            reader.read(big)
        assert reader.read(files / "a.odt").reports
    finally:
        reader.close()


@LINUX
def test_the_process_has_limits_of_the_system_before_it_reads_anything():
    process = ReaderProcess(memory=1 << 30)
    try:
        limits = limits_of(process)
        assert limits["Max address space"] == str(1 << 30)
        assert limits["Max core file size"] == limits["Max file size"] == "0"
        assert limits["Max cpu time"].isdigit()
    finally:
        process.stop()


def limits_of(process):
    process.send({"task": "pasted", "form": "html", "seconds": 5, "with_data": True}, b"x")  # confined before it answers
    process.answer(within=20)
    lines = Path(f"/proc/{process._process.pid}/limits").read_text().splitlines()[1:]
    return {line[:26].strip(): line[26:47].strip() for line in lines}


def test_a_file_that_hangs_is_a_line(tmp_path, files):
    reader = Reader(Allowance(seconds=0, seconds_a_megabyte=0, patience=1))
    try:
        with pytest.raises(InputError, match=r"a\.docx could not be read: reading it took too long\. Open it in the program that made it"):
            reader.read(files / "a.docx")
        with pytest.raises(InputError, match="took too long"):
            reader.read(files / "a.pdf")
        assert reader.read(files / "a.txt").reports
    finally:
        reader.close()


def test_of_an_archive_only_the_member_that_breaks_it_is_lost(files, tmp_path, monkeypatch):
    reader = Reader()
    try:
        asked = reader._exchange
        broken = []

        def breaking(order, data, **of):
            if order.get("number") == 1 and not broken:
                broken.append(order)
                reader._running()._process.kill()
            return asked(order, data, **of)

        monkeypatch.setattr(reader, "_exchange", breaking)
        archive = tmp_path / "three.zip"
        archive.write_bytes(seeds.zipped({"a.txt": seeds.WORDS, "b.html": seeds.page(), "c.txt": seeds.WORDS}))
        result = reader.read(archive)
        assert [report.key for report in result.reports] == ["three/a", "three/c"]
        assert [problem.split(":")[0] for problem in result.problems] == ["b.html could not be read"]
    finally:
        reader.close()


def test_closing_ends_what_is_being_read(files, tmp_path):
    reader = Reader()
    slow = tmp_path / "slow.html"
    slow.write_bytes(SLOW)
    told = []

    def read():
        try:
            reader.read(slow)
        except InputError as sentence:
            told.append(str(sentence))

    reader.read(files / "a.docx")
    pid = process_of(reader).pid
    reading = threading.Thread(target=read)
    reading.start()
    reader.close()
    reading.join(30)
    assert not reading.is_alive()
    assert not psutil.pid_exists(pid)
    assert told
    assert "clos" in told[0]


def test_whoever_waits_for_a_file_can_have_it_ended(files, tmp_path):
    class Enough(Exception):
        pass

    def enough():
        raise Enough

    reader = Reader()
    slow = tmp_path / "slow.html"
    slow.write_bytes(SLOW)
    try:
        with pytest.raises(Enough):
            reader.read(slow, watch=enough)
        assert reader.read(files / "a.docx", watch=lambda: None).reports
    finally:
        reader.close()


def test_what_is_copied_is_read_apart_and_falls_back_to_its_plain_form(reader):
    html = b"<ul><li>16 airstrikes<li>559 attacks</ul>"
    assert reader.pasted(Copied("16 airstrikes\n559 attacks", ("html", html))) == "• 16 airstrikes\n• 559 attacks"
    assert reader.pasted(Copied("16 airstrikes", ("rtf", rb"{\rtf1 \u9999999999999?"))) == "16 airstrikes"
    assert reader.pasted(Copied("16 airstrikes")) == "16 airstrikes"


PROBES = {
    "socket": "import socket; socket.socket()",
    "program": "import os; os.posix_spawn('/bin/true', ['true'], dict())",
    "writing": "open({path!r}, 'w')",
    "removing": "import os; os.remove({there!r})",
    "folder": "import os; os.mkdir({path!r})",
}


@pytest.mark.parametrize("probe", PROBES)
def test_python_in_the_process_reaches_nothing(probe, tmp_path):
    there = tmp_path / "there.txt"
    there.write_text("x")
    assert _probed(PROBES[probe].format(path=str(tmp_path / "new"), there=str(there))) == "Forbidden"
    assert [item.name for item in tmp_path.iterdir()] == ["there.txt"]


NATIVE = {
    # By the C library itself, which asks no one but the system.
    "socket": ("c.socket(2, 1, 0)", "killed"),
    "local socket": ("c.socket(1, 1, 0)", "killed"),
    "program": ("c.execv(b'/bin/true', None)", "killed"),
    "process": ("c.syscall(57)" if os.uname().machine == "x86_64" else "c.syscall(220, 17, 0, 0, 0, 0)", "killed"),
    "writing": ("c.open({path!r}.encode(), 0o101, 0o600)", "-1"),
    "removing": ("c.unlink({there!r}.encode())", "-1"),
    "reading": ("c.open({there!r}.encode(), 0) > 0", "True"),
}


@LINUX
@pytest.mark.parametrize("probe", NATIVE)
def test_native_code_in_the_process_reaches_nothing(probe, tmp_path):
    there = tmp_path / "there.txt"
    there.write_text("x")
    call, expected = NATIVE[probe]
    assert _probed(call.format(path=str(tmp_path / "new"), there=str(there))) == expected
    assert [item.name for item in tmp_path.iterdir()] == ["there.txt"]


def _probed(code):
    """What comes of a line of Python in a process that has confined itself: its value, the kind of its error, or that it was killed."""
    import subprocess

    lines = f"""
import ctypes, os, sys
answer = os.dup(1)
c = ctypes.CDLL(None)
from analyst_app.readers.apart.confinement import attempts, confine
def suppressed(act):
    try:
        act()
    except OSError:
        pass
confine(memory=4 << 30)
try:
    try:
        found = eval(compile({code!r}, "probe", "eval"))
    except SyntaxError:
        exec({code!r})
        found = "done"
except Exception as fault:
    found = type(fault).__name__
os.write(answer, str(found).encode())
"""
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, timeout=60, check=False)
    return "killed" if done.returncode == -31 else done.stdout


ENDS = {
    "SIGSYS": "it tried to reach beyond itself",  # what the system's filter sends
    "SIGXCPU": "reading it took too long",  # what the limit of processor time sends
    "SIGSEGV": "it broke the process that read it",
    "SIGKILL": "perhaps for want of memory",
}


@LINUX
@pytest.mark.parametrize("name", ENDS)
def test_what_ended_the_process_is_told(name):
    process = ReaderProcess(memory=4 << 30)
    try:
        process.send({"task": "pasted", "form": "html", "seconds": 60, "with_data": True}, SLOW)
        os.kill(process._process.pid, getattr(signal, name))
        with pytest.raises(Ended, match=ENDS[name]):
            process.answer(within=60)
    finally:
        process.stop()


def test_an_attempt_that_a_library_swallows_is_noticed(tmp_path):
    line = f"suppressed(lambda: open({str(tmp_path / 'new')!r}, 'w')) or attempts()"
    assert _probed(line) == "('open',)"


def test_answers_are_looked_at_and_not_run():
    answer = Answer(Outcome.LISTED, listed=Listed(("a",), ("b",)))
    assert unpacked(packed(answer)) == answer
    for forged in (
        b"",
        b"[]",
        b"{}",
        b'{"outcome": "own"}',
        b'{"outcome": "read", "words": "", "result": {"reports": [{}]}}',
        b"\x80\x04N.",
    ):
        with pytest.raises(ValueError, match=r".*"):
            unpacked(forged)


def test_a_process_that_cannot_be_started_is_a_sentence(files, monkeypatch):
    reader = Reader()

    def fail(**_):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("analyst_app.readers.apart.reader.ReaderProcess", fail)
    with pytest.raises(InputError, match=r"No process can be started to read the file in: Resource.* Close other programs"):
        reader.read(files / "a.docx")
    assert reader.read(files / "a.txt").reports
    assert reader.pasted(Copied("16 airstrikes", ("html", b"<p>16 airstrikes</p>"))) == "16 airstrikes"
    reader.warm()  # says nothing and breaks nothing


def test_the_process_ends_with_its_program(files):
    process = ReaderProcess(memory=4 << 30)
    pid = process._process.pid
    process._pipe.close()
    process._process.join(20)
    assert not psutil.pid_exists(pid)
    with pytest.raises(Ended):
        process.send({"task": "load"})
    process.stop()
