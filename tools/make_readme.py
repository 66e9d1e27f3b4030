"""Fills the README's examples with what the commands really print, on the demo's store and the gold set.

usage: .venv/bin/python tools/make_readme.py  (after make demo; reads tools/readme.in.md, writes README.md)
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORE = "build/demo-store"


def main() -> None:
    """Writes README.md."""
    text = (ROOT / "tools" / "readme.in.md").read_text(encoding="utf8")
    parts = {
        "@@TURTLE@@": turtle(),
        "@@QUERY@@": kg("query", "tariffs_and_sanctions", "--store", STORE),
        "@@EXPLAIN@@": kg("explain", "Rwanda", "sanctions", "Belgium", "--store", STORE),
        "@@SCORE@@": score(),
    }
    for mark, content in parts.items():
        text = text.replace(mark, content)
    (ROOT / "README.md").write_text(text, encoding="utf8")


def kg(*words: str) -> str:
    """What a command prints, without space at the line ends."""
    done = subprocess.run([str(ROOT / ".venv/bin/kg"), *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def turtle() -> str:
    """A claim, its document and its edge, as the export has them."""
    blocks = kg_export().split(" .\n")
    claim = next(b for b in blocks if "rdf:subject ent:Rwanda" in b and "kg:sanctions" in b and "ent:Belgium" in b)
    rwanda = next(b for b in blocks if b.startswith("ent:Rwanda a"))
    kept = [line for line in rwanda.splitlines() if any(w in line for w in (" a ", "label", "sameAs", "sanctions"))]
    entity = "\n".join([*kept[:-1], kept[-1].rstrip(" ;")])
    return f"{claim} .\n\n{entity} .".replace("\t", "    ")


def kg_export() -> str:
    """The Turtle export of the demo's store."""
    target = ROOT / "build" / "readme.ttl"
    kg("export", "-o", str(target), "--store", STORE)
    return target.read_text(encoding="utf8")


def score() -> str:
    """The figures of `kg evaluate` as a block."""
    return f"```\n{kg('evaluate', str(ROOT.parent / 'shared' / 'gold' / 'dev.jsonl'))}\n```"


if __name__ == "__main__":
    main()
