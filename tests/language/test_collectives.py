"""Groups stay honest: named members are spread out, loose groups are entities, what is mutual goes both ways."""

from collections.abc import Callable

import pytest

from kg.model import Claim

Read = Callable[..., tuple[Claim, ...]]

TABLE = [
    (
        "Chinese companies such as Longi and carmaker BYD have invested in Hungary.",
        {"BYD invests_in Hungary", "Longi_Green_Energy_Technology invests_in Hungary"},
        {"China invests_in Hungary"},
    ),
    (
        "Several Russian firms, among them Rosatom, have invested in Turkey.",
        {"Rosatom invests_in Türkiye"},
        {"Russia invests_in Türkiye"},
    ),
    ("Chinese firms invested heavily in Kenya.", {"China invests_in Kenya"}, set()),
    ("Western countries imposed sanctions on Russia.", {"the_West sanctions Russia"}, {"West sanctions Russia"}),
    ("China supports the Global South.", {"China supports Global_South"}, set()),
    ("Kenya criticized the developing world.", {"Kenya criticizes Developing_world"}, set()),
    ("The Baltic states support Ukraine.", {"Baltic_states supports Ukraine"}, {"Estonia supports Ukraine"}),
    (
        "Kenya and China imposed tariffs on each other.",
        {"Kenya imposes_tariffs_on China", "China imposes_tariffs_on Kenya"},
        set(),
    ),
    (
        "Kenya and China held talks in Geneva. Both powers imposed tariffs on each other.",
        {"Kenya imposes_tariffs_on China", "China imposes_tariffs_on Kenya"},
        set(),
    ),
    (
        "India and Pakistan accused one another of attacks.",
        {"India criticizes Pakistan", "Pakistan criticizes India"},
        set(),
    ),
    ("The Kenyan government criticized Ghana.", {"Kenya criticizes Ghana"}, set()),
    ("Turkish officials accused Greece of lying.", {"Türkiye criticizes Greece"}, set()),
]


@pytest.mark.parametrize(("text", "wanted", "never"), TABLE)
def test_collective(read: Read, text: str, wanted: set[str], never: set[str]) -> None:
    found = {f"{c.subject.id} {c.predicate} {c.object.id}" for c in read(text)}
    assert wanted <= found
    assert not never & found
