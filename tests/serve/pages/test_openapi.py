"""The API does what its description says, whatever is asked."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kg.files import data

PATHS = sorted(json.loads((data("serve") / "openapi.json").read_text("utf8"))["paths"])


@pytest.fixture(scope="module")
def schema(address):
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    return schemathesis.openapi.from_url(f"{address}/api/openapi.json")


@pytest.mark.parametrize("path", PATHS)
def test_the_server_does_what_is_described(schema, path):
    @given(case=schema[path]["GET"].as_strategy())
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def holds(case):
        case.call_and_validate()

    holds()
