"""Every command and option is in the README, and every Make target that people are told of exists."""

import re
from pathlib import Path

from analyst_app.cli.parsing import COMMANDS, build_parser

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme():
    assert len(COMMANDS) > 5
    missing = [name for name in COMMANDS if not re.search(rf"`analyst-app {name}\b", README) and name != "window"]
    assert not missing


def test_every_command_explains_itself():
    for name in COMMANDS:
        sub = build_parser()._subparsers._group_actions[0].choices[name]
        assert sub.description
        silent = [a.dest for a in sub._actions if not a.help and not a.choices and a.dest != "help"]
        assert not [s for s in silent if s not in {"format", "out", "backup", "name", "file"}], name


def test_make_targets_that_the_texts_name_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    for text in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^ {4})make ([a-z]+)\b", (ROOT / text).read_text(encoding="utf-8"), flags=re.MULTILINE))
        assert named, text
        assert named <= targets, text
