"""A search for words in all that was published, however it is packed."""

import base64
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

from project import tree


def leaks(site: Path, words: Mapping[str, str]) -> list[str]:
    """Where a private word is in a folder: in a file's path or text, packed or encoded as it may be."""
    wanted = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))).encode())
    found = set()
    for path, data in tree(site).items():
        for text in (path.encode(), *readings(data)):
            found.update((path, word) for word in wanted.findall(text.lower()))
    return [f"{path}: {words[word.decode()]} ({word.decode()})" for path, word in sorted(found)]


_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def readings(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """All that may be read out of some bytes: as they are, unquoted, unfolded, unpacked and decoded."""
    yield data
    if not depth:
        return
    if data[:2] == b"\x1f\x8b":
        yield from readings(gzip.decompress(data), depth - 1)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode() + entry.comment + entry.extra
                yield from readings(archive.read(entry), depth - 1)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _png(data)
    else:
        yield unquote_to_bytes(data)
        yield data.replace(b"\r\n ", b"").replace(b"\\n", b"\n")
        yield html.unescape(data.decode("utf-8", "replace")).encode()
        for packed in _BASE64.findall(data):
            try:
                yield from readings(base64.b64decode(packed + b"=" * (-len(packed) % 4)), depth - 1)
            except (ValueError, OSError, EOFError, zipfile.BadZipFile):
                continue


def _png(data: bytes) -> Iterator[bytes]:
    """The texts of a picture that are packed."""
    position = 8
    while position < len(data):
        length, kind = int.from_bytes(data[position : position + 4]), data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + length]
        if kind in {b"zTXt", b"iTXt"}:
            for start in range(len(body)):
                if body[start] == 0x78:
                    try:
                        yield zlib.decompress(body[start:])
                    except zlib.error:
                        continue
        position += 12 + length
