"""Where results go: standard output, or a file that is there whole or not at all."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeVar

import typer

from kg.cli.common import one_of, say
from kg.errors import KgError

Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
]


_Form = TypeVar("_Form", bound=str)


def format_option(forms: tuple[str, ...], help: str) -> Any:
    """The option --format with these forms to choose from."""
    return typer.Option("--format", parser=one_of(forms), metavar="|".join(forms), help=help)


def form(output: Path | None, given: _Form | None, suffixes: Mapping[str, _Form], default: _Form) -> _Form:
    """The format to write: the one given, else that of the file's suffix, else the default.

    Raises KgError for a suffix that means another format than the one given, or none where none is given.
    """
    suffix = output.suffix.lower() if output else ""
    meant = suffixes.get(suffix)
    if given and meant and given != meant:
        raise KgError(f"{output}: '{suffix}' means {meant}, not {given}; change the name or --format")
    if suffix and not (given or meant):
        raise KgError(f"{output}: no format has '{suffix}'; there are {', '.join(suffixes)}, or give --format")
    return given or meant or default


def checked(output: Path) -> Path:
    """The path, if a file can be put there: asked before the work, not after. Raises KgError where not."""
    if output.is_dir():
        raise KgError(f"{output}: a folder; give the name of a file in it")
    if output.exists() and not output.is_file():
        raise KgError(f"{output}: a device or pipe; give the name of a file")
    if not output.absolute().parent.is_dir():
        raise KgError(f"{output}: cannot be written, there is no folder {output.parent}; make it first")
    if not os.access(output.absolute().parent, os.W_OK):
        raise KgError(f"{output}: cannot be written, the folder is not yours to write to; give another")
    return output


@contextmanager
def outlet(output: Path | None) -> Iterator[BinaryIO]:
    """A stream for bytes (text is UTF-8): standard output, a pipe, or a file that takes its place on success only.

    Raises KgError where the file cannot be written.
    """
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
    elif output.exists() and not output.is_file() and not output.is_dir():
        with output.open("wb") as stream:
            yield stream
    else:
        with _draft(checked(output)) as stream:
            yield stream
    if output is not None:
        say(f"wrote {output}")


@contextmanager
def _draft(output: Path) -> Iterator[BinaryIO]:
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with draft.open("xb") as stream:
            yield stream
        if output.exists():
            shutil.copymode(output, draft)
        os.replace(draft, output)
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
