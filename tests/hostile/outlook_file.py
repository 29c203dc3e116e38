"""Outlook messages and other compound files, written byte by byte by the specification (MS-CFB, MS-OXMSG) and by no library."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, SMALL, CUT_OFF = 512, 64, 4096
END, FREE, NONE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD
TEXT, BINARY, TIME, NUMBER = 0x001F, 0x0102, 0x0040, 0x0003
SUBJECT, BODY, HTML, SENDER, ADDRESS, SENT, HEADERS, CODE_PAGE = 0x0037, 0x1000, 0x1013, 0x0C1A, 0x0C1F, 0x0039, 0x007D, 0x3FDE
FILE_NAME, METHOD, CONTENT = 0x3707, 0x3705, 0x3701


@dataclass
class _Node:
    name: str
    kind: int  # 1 a folder, 2 a stream, 5 the root
    data: bytes = b""
    below: list["_Node"] = field(default_factory=list)
    right: int = NONE
    child: int = NONE
    start: int = END


def compound_file(tree):
    """A compound file: names to bytes, or to more of the same."""
    root = _Node("Root Entry", 5, below=_nodes(tree))
    entries = [root]
    _number(root, entries)
    small, small_table = b"", []
    chains = []  # what goes into whole sectors
    for node in entries:
        if node.kind == 2 and node.data and len(node.data) < CUT_OFF:
            node.start = len(small) // SMALL
            count = -(-len(node.data) // SMALL)
            small_table += [node.start + n + 1 for n in range(count - 1)] + [END]
            small += node.data.ljust(count * SMALL, b"\0")
        elif node.kind == 2 and node.data:
            chains.append((node, node.data))
    root.data = small
    table, sectors = [], b""

    def put(data):
        nonlocal sectors
        if not data:
            return END
        first, count = len(table), -(-len(data) // SECTOR)
        table.extend([*(first + n + 1 for n in range(count - 1)), END])
        sectors += data.ljust(count * SECTOR, b"\0")
        return first

    for node, data in chains:
        node.start = put(data)
    root.start = put(small)
    small_first = put(b"".join(struct.pack("<I", n) for n in small_table).ljust(-(-len(small_table) * 4 // SECTOR) * SECTOR, b"\xff"))
    small_sectors = -(-len(small_table) * 4 // SECTOR)
    folder = put(b"".join(_entry(node) for node in entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0"))
    needed = 1
    while needed * SECTOR // 4 < len(table) + needed:
        needed += 1
    at = len(table)
    table += [FAT_SECTOR] * needed
    sectors += b"".join(struct.pack("<I", n) for n in table).ljust(needed * SECTOR, b"\xff")
    fixed = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    head = fixed + struct.pack("<IIIIIIIIII", 0, needed, folder, 0, CUT_OFF, small_first, small_sectors, END, 0, at)
    rest = b"".join(struct.pack("<I", at + n if n < needed else FREE) for n in range(1, 109))
    return head + rest + sectors


def outlook_message(*, subject="", body=None, html=None, sender="", address="", sent=None, headers="", code_page=65001, attached=()):
    """A message as Outlook saves one. `attached` is names with bytes."""
    properties = [(CODE_PAGE, NUMBER, code_page)]
    for number, value in ((SUBJECT, subject), (BODY, body), (SENDER, sender), (ADDRESS, address), (HEADERS, headers)):
        if value is not None:
            properties.append((number, TEXT, value.encode("utf-16-le")))
    if html is not None:
        properties.append((HTML, BINARY, html))
    if sent is not None:
        properties.append((SENT, TIME, int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7))
    tree = _stored(properties, struct.pack("<8xIIII8x", 0, len(attached), 0, len(attached)))
    for number, (name, content) in enumerate(attached):
        of_file = [(FILE_NAME, TEXT, name.encode("utf-16-le")), (METHOD, NUMBER, 1), (CONTENT, BINARY, content)]
        tree[f"__attach_version1.0_#{number:08X}"] = _stored(of_file, bytes(8))
    return compound_file(tree)


def _stored(properties, head):
    tree, table = {}, head
    for number, form, value in properties:
        if isinstance(value, bytes):
            tree[f"__substg1.0_{number:04X}{form:04X}"] = value
            table += struct.pack("<HHIII", form, number, 6, len(value) + (2 if form == TEXT else 0), 0)
        else:
            table += struct.pack("<HHIQ", form, number, 6, value)
    tree["__properties_version1.0"] = table
    return tree


def _nodes(tree):
    named = sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper()))
    return [_Node(name, 1, below=_nodes(value)) if isinstance(value, dict) else _Node(name, 2, value) for name, value in named]


def _number(node, entries):
    """Give the nodes their places; those of one folder hang on one another to the right."""
    first = len(entries)
    entries.extend(node.below)
    if node.below:
        node.child = first
    for offset, child in enumerate(node.below[:-1]):
        child.right = first + offset + 1
    for child in node.below:
        _number(child, entries)


def _entry(node):
    name = node.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name), node.kind, 1, NONE, node.right, node.child, b"", 0, 0, 0, node.start, len(node.data)
    )
