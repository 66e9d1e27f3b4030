"""Write ontology/context.jsonld, the JSON-LD context of the graph, from kg/export/context.py and the ontology."""

import json
from pathlib import Path

from kg.export.context import context

TARGET = Path(__file__).resolve().parent.parent / "ontology" / "context.jsonld"


def text() -> str:
    """The context as the file has it."""
    return json.dumps({"@context": context()}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf8")
