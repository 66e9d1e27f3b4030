"""The process that reads a PDF: bytes on standard input, `{"pages": [...], "title": ...}` or `{"fault": ...}` out."""

import io
import json
import logging
import sys
from typing import Any

MEMORY = 1_500_000_000
CPU_SECONDS = 60
MOST_PAGES = 500
MOST_CHARS = 2_000_000


def main() -> None:
    """Reads, says, ends."""
    _bound()
    logging.disable(logging.CRITICAL)
    print(json.dumps(told(sys.stdin.buffer.read())))


def told(raw: bytes) -> dict[str, Any]:
    """The text of each page and the title that the file states, or what is wrong with it."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        file = PdfReader(io.BytesIO(raw))
        if file.is_encrypted and not file.decrypt(""):
            return {"fault": "locked with a password; save it without one"}
        return _pages(file)
    except (DependencyError, FileNotDecryptedError):
        return {"fault": "locked with a password; save it without one"}
    except RecursionError:
        return {"fault": "damaged PDF (its parts hold one another); print it to a new PDF"}
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        cause = " ".join(str(error).split())[:100] or type(error).__name__
        return {"fault": f"damaged PDF ({cause}); print it to a new PDF"}


def _pages(file: Any) -> dict[str, Any]:
    number = len(file.pages)
    if number > MOST_PAGES:
        return {"fault": f"{number:,} pages; an article has at most {MOST_PAGES}: split it"}
    pages: list[str] = []
    for page in file.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MOST_CHARS:
            return {"fault": f"more than {MOST_CHARS:,} characters; split it"}
    title = file.metadata.title if file.metadata else None
    return {"pages": pages, "title": title if isinstance(title, str) and " " in title.strip() else None}


def _bound() -> None:
    """Bounds on memory and time, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


if __name__ == "__main__":
    main()
