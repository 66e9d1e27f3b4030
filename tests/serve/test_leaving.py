"""A query of who has gone is stopped, whatever it came by."""

import asyncio
import socket
from queue import Queue
from urllib.parse import urlsplit

import pytest

from kg.serve.jobs import Job
from kg.serve.processes import Nursery, Worker

PATIENCE = 120.0
ASK = "query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"
PATHS = (f"/sparql?{ASK}", f"/query?{ASK}", "/questions/partners?entity=Ruritania", "/graphs?default")


@pytest.fixture
def endless(monkeypatch) -> tuple[Queue[Job], Queue[Worker]]:
    """Processes that never answer: what they were asked, and which were killed."""
    asked, killed = Queue[Job](), Queue[Worker]()
    kill = Nursery.kill

    async def ask(worker: Worker, job: Job) -> None:
        worker.spent = True
        asked.put(job)
        await asyncio.Event().wait()

    def noted(nursery: Nursery, worker: Worker) -> None:
        kill(nursery, worker)
        killed.put(worker)

    monkeypatch.setattr(Worker, "ask", ask)
    monkeypatch.setattr(Nursery, "kill", noted)
    return asked, killed


def test_the_process_of_who_has_gone_is_killed(serving, graph_folder, endless):
    asked, killed = endless
    # Nothing else would end them while the test has patience.
    with serving(store=graph_folder, timeout=10 * PATIENCE) as address:
        where = urlsplit(address)
        for path in (*PATHS, "/api/questions/partners?entity=Ruritania"):
            with socket.create_connection((where.hostname, where.port), PATIENCE) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                asked.get(timeout=PATIENCE)
                assert killed.empty(), path
            killed.get(timeout=PATIENCE)
            # One that was begun again in the other half of the places is no other query.
            while not asked.empty():
                asked.get()
