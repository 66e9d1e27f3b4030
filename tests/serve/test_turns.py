import asyncio

import pytest

from kg.serve.errors import Busy
from kg.serve.turns import Places


async def queue(places: Places, client: str, order: list[str]) -> None:
    turn = await places.take(client)
    order.append(client)
    turn.give_back()


def test_clients_take_turns(awaited):
    async def scene() -> list[str]:
        places, order = Places(1, 100, 60), list[str]()
        held = await places.take("first")
        tasks = [asyncio.create_task(queue(places, client, order)) for client in "aaaaaabbc"]
        await asyncio.sleep(0)
        held.give_back()
        await asyncio.gather(*tasks)
        return order

    assert "".join(awaited(scene())) == "abcabaaaa"


def test_who_waits_too_long_or_with_too_many_is_told(awaited):
    async def scene() -> None:
        places = Places(1, 1, 0.01)
        held = await places.take("a")
        with pytest.raises(Busy, match="no turn"):
            await places.take("a")
        waiting = asyncio.create_task(places.take("a"))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="1 requests of yours"):
            await places.take("a")
        held.give_back()
        (await waiting).give_back()

    awaited(scene())


def test_no_place_is_lost_or_made(awaited):
    async def scene() -> None:
        places = Places(1, 100, 60)
        held = await places.take("a")
        gone = [asyncio.create_task(places.take("b")) for _ in range(3)]
        await asyncio.sleep(0)
        gone[0].cancel()
        # This one gets the place in the moment in which it is given up.
        held.give_back()
        held.give_back()
        gone[1].cancel()
        (await gone[2]).give_back()
        turn = places.at_once()
        assert turn is not None
        assert places.at_once() is None
        turn.give_back()
        assert places.at_once() is not None

    awaited(scene())
