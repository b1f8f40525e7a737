# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for a secret in files, also within what is packed in them."""
import base64
import html
import io
import itertools
import json
import os
import shutil
import sqlite3
import tempfile
import urllib.parse
import zipfile
import zlib


def spellings(secret):
    """In which a file may hold it."""
    plain = secret.encode()
    quoted = json.dumps(secret)[1:-1]
    forms = {plain, quoted.encode(), quoted.replace("/", "\\/").encode(),
             json.dumps(quoted)[1:-1].encode(), html.escape(secret).encode(),
             urllib.parse.quote(secret, safe="").encode(),
             urllib.parse.quote(secret, safe="").lower().encode(),
             secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    # Within a longer text base64 spells it in one of three ways, all but its ends.
    for before in range(3):
        whole = b"x" * before + plain
        certain = base64.b64encode(whole)[(before * 4 + 2) // 3:len(whole) * 4 // 3]
        forms |= {certain, certain.replace(b"+", b"-").replace(b"/", b"_")}
    return forms


def parts_of(name, content, depth=0):
    """(name, bytes) of a file and of everything that is packed in it."""
    yield name, content
    if depth > 3:
        return
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from parts_of(f"{name}!{member}", archive.read(member), depth + 1)
    elif content.startswith(b"\x1f\x8b"):
        yield from parts_of(name + "!gzip", zlib.decompress(content, wbits=31), depth + 1)
    elif content[4:5] == b"\x78":  # the length, big-endian, and a zlib stream
        try:
            yield from parts_of(name + "!zlib", zlib.decompress(content[4:]), depth + 1)
        except zlib.error:
            pass  # it only looked like it


def rows_of(path):
    """The same of all that is in a database, also of what only its log has yet."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            if os.path.exists(path + suffix):
                shutil.copy(path + suffix, os.path.join(folder, "copy" + suffix))
        database = sqlite3.connect(os.path.join(folder, "copy"))
        database.text_factory = bytes
        tables = [table.decode() for table, in database.execute(
            "SELECT name FROM sqlite_master "
            "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")]
        for table in tables:
            for number, row in enumerate(database.execute(f'SELECT * FROM "{table}"')):
                for value in row:
                    if isinstance(value, bytes):
                        yield from parts_of(f"{path}!{table}[{number}]", value)
        database.close()


def below(folder, secret):
    """The names of files and parts of files there that hold it, and how many were looked at."""
    forms = spellings(secret)
    found, looked = [], 0
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(root, name)
            content = b""
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    content = file.read()
            parts = parts_of(path, content)
            if content.startswith(b"SQLite format 3\0"):
                parts = itertools.chain(parts, rows_of(path))
            for part, data in parts:
                looked += 1
                if any(form in data or form in part.encode() for form in forms):
                    found.append(part)
    return found, looked
