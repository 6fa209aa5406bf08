"""Services are set up step by step: begun, filled in, put in order, tried, estimated, removed; what is wrong is named."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
import google_server
from openai_server import KEY, Service, running

from core.errors import BadSetting, UnknownChoice
from core.film import Layout, Line, Script, Slide
from core.policy import Policy, Timeouts
from core.services.entries import Chain, Entry, Fill, KeyReference, Price
from core.services.estimating import Estimates
from core.services.roster import Services
from core.services.setting_up import edited, fill, options_of, reference
from core.services.trials import TRIED, Trial, Trials
from core.showing.providing import beginnings, begun, houses, moved, price_rows, prices_of, service_card, tasks, with_links

DAY = date(2026, 1, 1)
SCRIPT = Script(
    title="A",
    language="en",
    lines=tuple(Line(narration="x" * 100, slide=Slide(layout=Layout.STATEMENT, headline="A")) for _ in range(10)),
)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as there:
        yield there


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return Services(tmp_path / "sessions", tmp_path / "secrets")


def entry(name: str = "mine", url: str = "https://api.example.com/v1", **fields: object) -> Entry:
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    return Entry.model_validate({"id": name, "house": "openai", "base_url": url, "fills": fills, **fields})


def test_every_beginning_can_be_begun_twice_and_each_gets_a_name_of_its_own(services: Services) -> None:
    for house, preset in beginnings():
        first, second = (begun(services, house, preset.name) for _ in range(2))
        assert first.id != second.id
        assert service_card(services, first).state in ("no-key", "new")
    assert len(services.roster().entries) == 2 * len(beginnings())


def test_every_house_offers_what_it_can_fill_with_options_that_have_usual_answers() -> None:
    for house in houses():
        assert house.offers
        for offer in house.offers:
            assert options_of(house, None, offer.port) == offer.options()


def test_options_are_kept_where_they_are_not_as_usual_and_refused_where_they_are_none(services: Services) -> None:
    house = next(house for house in houses() if house.id == "openai")
    assert fill(house, "Writer", " gpt ", {"structured": "schema"}) == Fill(port="Writer", model="gpt")
    assert fill(house, "Writer", "gpt", {"structured": "json"}).options == (("structured", "json"),)
    with pytest.raises(BadSetting):
        fill(house, "Writer", "gpt", {"structured": "prose"})
    with pytest.raises(BadSetting, match="model"):
        fill(house, "Writer", " ", {})
    piper = next(house for house in houses() if house.id == "piper")
    assert fill(piper, "Speaker", "de_DE-thorsten-medium", {}).model == "de_DE-thorsten-medium"
    with pytest.raises(BadSetting, match="nothing called “thorsten”") as caught:
        fill(piper, "Speaker", "thorsten", {})
    assert caught.value.hint == "Names look like en_US-lessac-medium."


@pytest.mark.parametrize("url", ["ftp://a", "https://me:secret@api.example.com/v1"])
def test_an_address_that_is_none_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(BadSetting, match="The address"):
        edited(entry(), base_url=url)


def test_a_key_elsewhere_needs_a_name(services: Services) -> None:
    assert reference("environment", " MY_KEY ") == KeyReference(source="environment", name="MY_KEY")
    with pytest.raises(BadSetting):
        reference("file", "")


def test_a_chain_is_put_in_order_and_loses_what_is_removed(services: Services) -> None:
    services.put(entry("a"), new=True)
    services.put(entry("b"), new=True)
    with pytest.raises(UnknownChoice, match="already"):
        services.put(entry("a"), new=True)
    services.choose(with_links("Speaker", ("a", "b", "offline")))
    speaker = next(task for task in tasks(services, services.roster()) if task.port == "Speaker")
    assert [link.id for link in speaker.links] == ["a", "b", "offline"]
    services.choose(with_links("Speaker", moved(("a", "b", "offline"), 1, -1)))
    assert services.roster().chain("Speaker") == Chain(port="Speaker", first="b", fallbacks=("a", "offline"))
    services.remove("b")
    assert services.roster().chain("Speaker") == Chain(port="Speaker", first="a", fallbacks=("offline",))
    services.put(entry("a").model_copy(update={"fills": (Fill(port="Writer", model="w"),)}))
    assert services.roster().chains == ()
    with pytest.raises(UnknownChoice, match="no fallbacks"):
        services.choose(Chain(port="Composer", first="a", fallbacks=("b",)))


def test_a_removed_service_takes_its_key_with_it(services: Services) -> None:
    services.put(entry(key=KeyReference(source="studio")))
    services.keys.enter("mine", KEY)
    assert service_card(services, services.entry("mine")).key == f"…{KEY[-4:]}"
    services.remove("mine")
    services.put(entry(key=KeyReference(source="studio")))
    assert service_card(services, services.entry("mine")).state == "no-key"


def test_prices_are_rows_and_one_without_a_price_counts_nothing() -> None:
    house = next(house for house in houses() if house.id == "openai")
    rows = price_rows(entry(), house)
    assert {(row["model"], row["unit"]) for row in rows} == {
        ("w", "1M input tokens"), ("w", "1M output tokens"), ("s", "1M characters"),
    }  # fmt: skip
    assert prices_of(rows) == ()
    rows[0] |= {"usd": 0.25, "since": DAY}
    assert prices_of(rows) == (Price(model="w", unit="1M input tokens", usd=Decimal("0.25"), since=DAY),)
    with pytest.raises(BadSetting, match="Row 1"):
        prices_of([{"model": None, "unit": "minute", "usd": 1.0}])


def test_this_machine_costs_nothing_and_a_service_a_range_by_its_prices(services: Services) -> None:
    estimates = Estimates(services)
    assert (estimates.film("x" * 2000, SCRIPT).costs, estimates.film("x", SCRIPT).high) == ((), 0)
    services.put(entry())
    services.choose(with_links("Speaker", ("mine", "offline")))
    assert estimates.film("x", SCRIPT).unknown == ("s",)
    services.put(entry(prices=(Price(model="s", unit="1M characters", usd=Decimal(15), since=DAY),)))
    found = estimates.film("x", SCRIPT)
    assert Decimal("0.015") == found.low < found.high < Decimal("0.04")
    assert (found.unknown, found.outside) == ((), ("mine",))
    assert estimates.speech(0).high == 0
    services.choose(with_links("Speaker", ("offline", "mine")))
    assert estimates.film("x", SCRIPT).costs == ()


def test_whoever_times_the_words_of_a_voice_is_in_the_estimate_and_pictures_are_told_beside_it(services: Services) -> None:
    prices = (("s", "1M characters", 15), ("h", "minute", 6), ("p", "picture", 4), ("r", "picture", 5), ("f", "second", 2))
    fills = (("Speaker", "s"), ("Aligner", "h"), ("Painter", "p"), ("Restyler", "r"), ("Filmer", "f"))
    services.put(Entry(id="mine", house="huggingface", fills=tuple(Fill(port=port, model=model) for port, model in fills),
                       prices=tuple(Price(model=m, unit=u, usd=Decimal(usd), since=DAY) for m, u, usd in prices)))  # fmt: skip
    estimates = Estimates(services)
    services.choose(Chain(port="Aligner", first="mine"))
    assert estimates.film("x", SCRIPT).costs == (), "this machine's own voice tells its times"
    services.choose(Chain(port="Speaker", first="mine"))
    spoken, heard = estimates.film("x", SCRIPT).costs
    assert (spoken.port, heard.port, heard.low) == ("Speaker", "Aligner", 0)
    assert heard.high > 0
    assert heard.range == f"$0.00 to ${heard.high:.2f}"
    assert estimates.to_order() == ()
    for port in ("Painter", "Restyler", "Filmer"):
        services.choose(Chain(port=port, first="mine"))
    assert {(cost.port, cost.range) for cost in estimates.to_order()} == {
        ("Painter", "$4.00"), ("Restyler", "$5.00"), ("Filmer", "$12.00"),
    }  # fmt: skip
    assert len(estimates.film("x", SCRIPT).costs) == 2, "nobody orders a picture by making a film"


def test_a_presenter_who_is_filmed_costs_a_range_of_seconds(services: Services) -> None:
    price = Price(model="anna", unit="second", usd=Decimal("0.10"), since=DAY)
    services.put(Entry(id="tv", house="heygen", label="HeyGen", fills=(Fill(port="Presenter", model="anna"),), prices=(price,)))
    estimates = Estimates(services)
    assert estimates.film("x", SCRIPT, presented_ms=20_000).costs == (), "this machine acts until a service is asked first"
    services.choose(Chain(port="Presenter", first="tv"))
    [cost] = estimates.film("x", SCRIPT, presented_ms=20_000).costs
    assert (cost.port, cost.low, cost.high, cost.leaves) == ("Presenter", Decimal("1.000000"), Decimal("2.800000"), True)
    assert estimates.film("x", SCRIPT).costs == ()
    assert estimates.run("", 0, "", presented_ms=5000).high == Decimal("0.7")


def test_a_program_on_this_machine_is_told_from_a_service_elsewhere(services: Services) -> None:
    services.put(entry(url="http://localhost:11434/v1"))
    services.choose(with_links("Writer", ("mine",)))
    assert Estimates(services).film("x", SCRIPT).outside == ()


def ended(trials: Trials, port: str) -> Trial:
    until = time.monotonic() + 200
    while time.monotonic() < until:
        trial = trials.of("mine", port)
        if trial is not None and trial.state != "running":
            return trial
        time.sleep(0.02)
    raise AssertionError("the trial did not end")


def test_a_trial_asks_anew_each_time_and_shows_what_came(services: Services, service: Service, tmp_path: Path) -> None:
    policy = Policy(timeouts=Timeouts(total_s=30))
    services.put(entry(url=service.url, key=KeyReference(source="studio"), policy=policy))
    services.keys.enter("mine", KEY)
    trials = Trials(services, tmp_path / "previews")
    before = len(service.requests)
    for _ in range(2):
        trials.start("mine", "Speaker")
        trial = ended(trials, "Speaker")
        assert trial.state == "good", trial
        assert trial.file
        assert trial.file.exists()
    assert len(service.requests) == before + 2
    assert len(list((tmp_path / "previews").iterdir())) == 1
    service.plan = ["401"]
    trials.start("mine", "Speaker")
    failed = ended(trials, "Speaker")
    assert failed.state == "failed"
    assert "key" in failed.text
    assert KEY not in repr(failed)


def test_a_trial_of_a_clip_orders_none_and_says_what_one_costs(services: Services, tmp_path: Path) -> None:
    with google_server.running() as google:
        price = Price(model="m", unit="second", usd=Decimal("0.10"), since=DAY)
        fills = (Fill(port="Filmer", model="m"),)
        services.put(entry(house="google", url=google.url, key=KeyReference(source="studio"), fills=fills, prices=(price,)))
        services.keys.enter("mine", KEY)
        trials = Trials(services, tmp_path / "previews")
        trials.start("mine", "Filmer")
        trial = ended(trials, "Filmer")
        assert trial.state == "good", trial
        assert trial.text.endswith("No clip was made: a second of it costs $0.10.")
        assert google.jobs == {}
        assert services.health("mine").month_usd == 0


def test_a_trial_of_a_moderator_has_a_harmless_prompt_looked_over(services: Services, tmp_path: Path) -> None:
    with running() as openai:
        fills = (Fill(port="Moderator", model="omni-moderation-latest"),)
        services.put(entry(house="openai", url=openai.url, key=KeyReference(source="studio"), fills=fills))
        services.keys.enter("mine", KEY)
        trials = Trials(services, tmp_path / "previews")
        trials.start("mine", "Moderator")
        trial = ended(trials, "Moderator")
        assert (trial.state, trial.text) == ("good", "It has nothing against “A paper boat on calm water.”")
        openai.plan = ["flagged: violence"]
        trials.start("mine", "Moderator")
        refused = ended(trials, "Moderator")
        assert (refused.state, refused.text) == ("failed", "mine flagged the words for violence.")
        assert len(openai.asked("moderations")) == 2
        assert openai.problems == []
        assert services.health("mine").month_usd == 0


def test_every_port_that_a_house_fills_can_be_tried() -> None:
    assert {offer.port for house in houses() for offer in house.offers} <= set(TRIED)
