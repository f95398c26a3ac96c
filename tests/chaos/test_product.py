"""The running product loses its processes, its queue, its database and its key; every paper is there exactly once."""

import json
import random
import signal
import time

import pytest
from django.conf import settings

from tests.chaos.product import SILENCE, Postgres, Product, Sqlite, wait_until
from tests.postgres import throw_away_server

PATIENCE = 240


@pytest.fixture(scope="module")
def engine():
    """A database engine of the kind that the suite runs on, with an empty database to be copied."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Sqlite()
        return
    with throw_away_server(keeps_commits=True) as server:
        yield Postgres(server)


@pytest.fixture
def product(tmp_path, engine):
    made = Product(tmp_path, engine.new_database(tmp_path))
    yield made
    made.kill()


def all_is_well(product, expected):
    assert product.scene("drawn", PATIENCE)["left"] == []
    product.kill()
    assert product.scene("judge", json.dumps(expected)) == []
    assert product.scene("verify") == []


def hit(product, chance, restart_database) -> str:
    """One accident of those that happen to a product."""
    accidents = {
        "busy worker": lambda: product.kill_one(product.busy(), chance),
        "idle one": lambda: product.kill_one(product.idle(), chance),
        "drawing": lambda: product.kill_one(product.drawings(), chance),
        "sentinel": lambda: product.kill_one(product.sentinel(), chance),
        "cluster": lambda: product.kill_one(product.part("qcluster"), chance),
        "clock": lambda: product.kill_one(product.part("clock"), chance),
        "web": lambda: product.kill_one(product.part("gunicorn"), chance),
        "supervisor": lambda: product.kill_one([product.supervisor], chance),
        "all": lambda: product.kill() or True,
        "queue": lambda: product.scene("flush") >= 0,
    }
    if restart_database:
        accidents["database"] = lambda: restart_database() or True
    weights = [5 if "worker" in name or "idle" in name or name == "drawing" else 1 for name in accidents]
    name = chance.choices(list(accidents), weights)[0]
    happened = accidents[name]()
    if name in ("supervisor", "all"):
        product.kill()
        product.start()
    return name if happened else ""


def accidents(product, restart_database, *, papers: int, number: int, seed: int) -> list[str]:
    """Papers are issued while accidents happen; the product is left to itself only after the last."""
    chance, happened, expected = random.Random(seed), [], []
    product.start()
    rounds = 3
    for _ in range(rounds):
        expected += product.scene("issue", papers // rounds, chance.choice(["rung", "unrung"]))
        end = time.monotonic() + PATIENCE
        while len(happened) < number * len(expected) / papers and time.monotonic() < end:
            time.sleep(chance.uniform(0.3, 1.5))
            if accident := hit(product, chance, restart_database):
                happened.append(accident)
    all_is_well(product, expected)
    return happened


def test_accidents_lose_and_double_nothing(product, engine):
    happened = accidents(product, engine.restart, papers=3, number=6, seed=4)

    assert len(happened) >= 6


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(5))
def test_many_accidents_lose_and_double_nothing(product, engine, seed):
    happened = accidents(product, engine.restart, papers=90, number=30, seed=seed)

    counts = {name: happened.count(name) for name in sorted(set(happened))}
    print(f"\n90 papers in two languages, {len(happened)} accidents {counts}, nothing lost or doubled")


def test_hung_worker_turns_health_red_and_is_started_again(product):
    product.start()
    assert wait_until(lambda: product.health() == 200, seconds=PATIENCE)
    # Whoever starts it again sleeps meanwhile, else it might be well before anybody looked.
    product.supervisor.suspend()
    for process in [*product.sentinel(), *product.crew()]:
        process.suspend()

    assert wait_until(lambda: product.health() == 503, seconds=PATIENCE + SILENCE)

    product.supervisor.resume()
    assert wait_until(lambda: product.restarts("worker") and product.health() == 200, seconds=PATIENCE + SILENCE)
    all_is_well(product, product.scene("issue", 1))


def test_nobody_goes_on_when_the_supervisor_is_killed(product):
    product.start()
    assert wait_until(lambda: product.health() == 200, seconds=PATIENCE)
    assert len(product.everything()) > 8

    product.supervisor.send_signal(signal.SIGKILL)
    product.supervisor.wait()

    assert wait_until(lambda: product.everything() == [], seconds=PATIENCE)


def test_database_that_stops_is_waited_for(product, engine):
    if engine.restart is None:
        pytest.skip("SQLite is no server that could stop")
    product.start()
    assert wait_until(lambda: product.health() == 200, seconds=PATIENCE)

    engine.stop()
    assert wait_until(lambda: product.health() == 503, seconds=PATIENCE)
    engine.start()

    assert wait_until(lambda: product.health() == 200, seconds=PATIENCE)
    all_is_well(product, product.scene("issue", 1))


def test_papers_survive_a_new_secret_key(product):
    """Jobs in the queue are signed with the old key and are thrown away by the worker; the rows are the jobs."""
    expected = product.scene("issue", 1)
    assert product.scene("queued") == 2
    product.environment["LIAP_SECRET_KEY"] = "another-key-of-the-operator-" * 3

    product.start()

    all_is_well(product, expected)
