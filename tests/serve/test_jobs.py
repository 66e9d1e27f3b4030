from kg.serve import jobs
from kg.serve.jobs import Job, Known


def test_long_queries_are_known_again_until_others_come():
    known = Known(2)
    first, second, third = (Job(text=f"ASK {{ ?s ?p {number} }}") for number in range(3))
    known.add(first)
    known.add(second)
    known.add(Job(text=first.text))
    known.add(third)
    assert (first in known, second in known, third in known) == (True, False, True)
    known.discard(third)
    known.discard(second)
    assert third not in known
    assert Job(text=first.text, forms=("csv",)) not in known


def test_a_process_says_which_it_is():
    sent = jobs.ready(4_000_000)
    assert (len(sent), jobs.process(sent)) == (jobs.READY, 4_000_000)
