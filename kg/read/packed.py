"""Files packed by gzip, unpacked as they are read and never further than a file of text can be."""

import io
import zlib
from typing import BinaryIO

from kg.errors import BadArticle

SUFFIX = ".gz"
# Text packs to a tenth, repetitive logs to a fiftieth. What grows more than this, beyond some room, is a bomb.
MOST_RATIO = 200
ROOM = 50_000_000
CHUNK = 65_536
GZIP = 16 + zlib.MAX_WBITS


def unpacked(where: str, file: BinaryIO) -> BinaryIO:
    """The content of a gzip file as a stream. Reading it raises BadArticle for what is damaged or a bomb."""
    return io.BufferedReader(_Unpacked(where, file), CHUNK)


class _Unpacked(io.RawIOBase):
    """One or more gzip members, one after the other, as one stream."""

    def __init__(self, where: str, file: BinaryIO) -> None:
        self.where, self.file = where, file
        self.member = zlib.decompressobj(GZIP)
        self.taken = self.given = 0

    def readable(self) -> bool:
        """True: it is a stream to read."""
        return True

    def close(self) -> None:
        """Closes the file too."""
        self.file.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fills the buffer as far as the next bytes of the file go; 0 at the end."""
        try:
            part = self._next(len(buffer))
        except zlib.error as error:
            raise BadArticle(f"{self.where}: damaged gzip ({error}); pack the file again") from error
        self.given += len(part)
        if self.given > ROOM and self.given > MOST_RATIO * self.taken:
            raise BadArticle(
                f"{self.where}: grows to more than {MOST_RATIO} times its size when unpacked: a bomb, the rest is left"
            )
        buffer[: len(part)] = part
        return len(part)

    def _next(self, size: int) -> bytes:
        while True:
            if self.member.eof and not self._begun():
                return b""
            more = self.member.unconsumed_tail or self._taken()
            part = self.member.decompress(more, size)
            if part:
                return part
            if not more and not self.member.eof:
                raise BadArticle(f"{self.where}: gzip that is cut off; get the whole file")

    def _begun(self) -> bool:
        """Whether another member follows, which is then the current one. Zero bytes are padding."""
        rest = self.member.unused_data or self._taken()
        while rest and not rest.strip(b"\0"):
            rest = self._taken()
        if not rest:
            return False
        self.member = zlib.decompressobj(GZIP)
        self.held = rest
        return True

    held = b""

    def _taken(self) -> bytes:
        part, self.held = self.held or self.file.read(CHUNK), b""
        self.taken += len(part)
        return part
