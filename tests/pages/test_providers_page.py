"""The Providers page in Streamlit's own test harness: a service is set up, tried, limited, priced, put in order, removed."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from waiting import until

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from loopback import KEY, Service

from core.policy import Backoff, Budget, Purse, Team, Teams
from core.policy.bills import Till
from core.policy.ledger import Failed, Ledger
from core.services.entries import Chain, Entry, Fill, KeyReference
from core.services.roster import Services
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    import openai_server  # with all of the service's own client, which only these tests need

    with openai_server.running() as there:
        there.reply = lambda body: json.dumps({"title": "A", "lines": [{"narration": "It works well.", "layout": "statement"}]})
        yield there


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("FIRSTCUT_OWNER", "anna")
    monkeypatch.chdir(ROOT)
    yield AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=60)
    server.shutdown(final=False)


def show(app: AppTest, **query: str) -> None:
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / "providers.py")).run()
    assert not app.exception


def words(app: AppTest) -> str:
    told = [*app.markdown, *app.title, *app.subheader, *app.caption, *app.error, *app.warning, *app.info]
    return " ".join(str(element.value) for element in told)


def services(tmp_path: Path) -> Services:
    return Services(tmp_path / "sessions", tmp_path / "secrets")


def set_up(tmp_path: Path, url: str, *, key: str = KEY) -> Services:
    ours = services(tmp_path)
    fills = (Fill(port="Writer", model="gpt-test"), Fill(port="Speaker", model="tts-test"))
    ours.put(Entry(id="mine", house="openai", label="Our gateway", base_url=url, key=KeyReference(source="studio"), fills=fills))
    if key:
        ours.keys.enter("mine", key)
    return ours


def field(app: AppTest, kind: str, label: str, place: int = 0) -> object:
    """A field of the open form by its label."""
    return [one for one in getattr(app, kind) if one.label == label][place]


def open_tab(app: AppTest, label: str) -> None:
    app.session_state["service-mine"] = label
    app.run()
    assert not app.exception


def test_without_services_the_page_says_what_this_machine_does_and_costs(app: AppTest) -> None:
    show(app)
    assert "No service is set up" in words(app)
    show(app, view="costs")
    assert "\\$0.00" in words(app) or "$0.00" in words(app)
    show(app, view="tasks")
    assert "This machine" in words(app)


def test_an_address_of_a_service_that_is_gone_says_so(app: AppTest) -> None:
    show(app, e="nobody")
    assert "There is no service" in words(app)


def test_a_key_is_written_once_and_never_stands_in_the_page_again(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url, key="")
    show(app, e="mine")
    assert "No key" in words(app)
    field(app, "text_input", "The key itself").set_value(KEY)  # type: ignore[attr-defined]
    field(app, "text_input", "Name").set_value("Gateway two")  # type: ignore[attr-defined]
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    assert services(tmp_path).keys.masked(services(tmp_path).entry("mine")) == f"…{KEY[-4:]}"
    assert services(tmp_path).entry("mine").label == "Gateway two"
    show(app, e="mine")
    open_tab(app, ":material/tune: Set-up")
    assert field(app, "text_input", "The key itself").value == ""  # type: ignore[attr-defined]
    assert KEY not in repr(app.session_state)
    assert KEY not in words(app)
    show(app)
    assert f"…{KEY[-4:]}" in words(app)
    assert KEY not in words(app)


def test_what_is_wrong_with_a_form_is_said_and_what_was_typed_stays(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url, key="")
    show(app, e="mine")
    field(app, "text_input", "Address").set_value("ftp://nowhere")  # type: ignore[attr-defined]
    next(button for button in app.button if button.label == "Save").click().run()
    assert "The address" in app.error[0].value
    assert field(app, "text_input", "Address").value == "ftp://nowhere"  # type: ignore[attr-defined]
    assert services(tmp_path).entry("mine").base_url == service.url


def test_a_task_is_tried_for_real_and_shows_what_came_back(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url)
    show(app, e="mine")
    app.button(key="try-mine-Writer").click().run()
    until(lambda: "It works" in words(app.run()), "it is tried")
    assert "It works well\\." in words(app)
    service.plan = ["401"]
    app.button(key="try-mine-Speaker").click().run()
    until(lambda: list(app.run().error), "it is tried, too")
    assert "does not accept the key" in app.error[0].value
    assert KEY not in words(app)


def test_what_went_wrong_is_told_with_how_often_and_how_long_ago(app: AppTest, tmp_path: Path) -> None:
    ours = set_up(tmp_path, "http://127.0.0.1:9/v1")
    now = time.time()
    failures = [("It is overloaded.", 7300), ("It is overloaded.", 130), ("It has no money left.", 3 * 86400)]
    with Ledger(ours.folder / "entries" / "mine").changing() as state:
        state.errors = [Failed(at=now - age, code="busy", message=message) for message, age in failures]
    show(app, e="mine")
    told = words(app).replace("\\", "")
    assert "It is overloaded. :gray[2 times, the last 2 min ago]" in told
    assert "It has no money left. :gray[3 d ago]" in told


def test_limits_are_a_form_of_the_policy(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url)
    show(app, e="mine")
    open_tab(app, ":material/speed: Limits")
    field(app, "number_input", "Calls at most").set_value(7)  # type: ignore[attr-defined]
    field(app, "selectbox", "Waits grow").select("fibonacci")  # type: ignore[attr-defined]
    field(app, "toggle", "Budget").set_value(True)  # type: ignore[attr-defined]
    field(app, "number_input", "US dollars a month").set_value(12.5)  # type: ignore[attr-defined]
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    policy = services(tmp_path).entry("mine").policy
    assert (policy.tries.attempts, policy.tries.backoff, policy.rate) == (7, Backoff.FIBONACCI, None)
    assert policy.budget == Budget(month_usd=Decimal("12.5"))


def test_prices_are_entered_with_their_day(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url)
    show(app, e="mine")
    open_tab(app, ":material/sell: Prices")
    key = f"prices-mine-{hash(services(tmp_path).entry('mine'))}"
    app.session_state[key] = {"edited_rows": {0: {"usd": 0.4}}, "added_rows": [], "deleted_rows": []}
    app.run()
    next(button for button in app.button if button.label == "Save").click().run()
    [price] = services(tmp_path).entry("mine").prices
    assert (price.model, price.unit, price.usd) == ("gpt-test", "1M input tokens", Decimal("0.4"))


def test_who_is_asked_is_put_in_order_with_buttons(app: AppTest, tmp_path: Path, service: Service) -> None:
    ours = set_up(tmp_path, service.url)
    ours.choose(Chain(port="Speaker", first="mine", fallbacks=("offline",)))
    show(app, view="tasks")
    app.button(key="up-Speaker-offline").click().run()
    assert services(tmp_path).roster().chain("Speaker") == Chain(port="Speaker", first="offline", fallbacks=("mine",))
    app.button(key="out-Speaker-offline").click().run()
    assert services(tmp_path).roster().chain("Speaker") == Chain(port="Speaker", first="mine")
    assert "the film stops and asks you" in words(app)
    fills = (*ours.entry("mine").fills, Fill(port="Moderator", model="omni-moderation-latest"))
    ours.put(ours.entry("mine").model_copy(update={"fills": fills}))
    ours.choose(Chain(port="Moderator", first="mine"))
    show(app, view="tasks")
    assert "Checks prompts before they are ordered" in words(app)
    assert "When nobody can be asked, no picture and no clip is ordered." in words(app)


def test_a_task_that_is_ordered_one_by_one_has_its_order_too(app: AppTest, tmp_path: Path, service: Service) -> None:
    ours = set_up(tmp_path, service.url)
    for name in ("brush", "spare"):
        fills = (Fill(port="Painter", model=f"{name}-model"),)
        ours.put(Entry(id=name, house="openai", label=name.title(), base_url=service.url, fills=fills))
    ours.choose(Chain(port="Painter", first="brush", fallbacks=("spare",)))
    show(app, view="tasks")
    assert "When all of these fail, nothing is made, and the shot says why." in words(app)
    app.button(key="up-Painter-spare").click().run()
    assert services(tmp_path).roster().chain("Painter") == Chain(port="Painter", first="spare", fallbacks=("brush",))
    app.button(key="out-Painter-spare").click().run()
    assert services(tmp_path).roster().chain("Painter") == Chain(port="Painter", first="brush")


def test_local_only_is_a_switch_and_a_mark_on_every_page(app: AppTest, tmp_path: Path) -> None:
    show(app)
    app.toggle(key="local-only-False").set_value(True).run()
    assert services(tmp_path).local_only
    for page in ("providers", "sessions", "help"):
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        assert "Local only" in words(app), page
    app.switch_page(str(ROOT / "pages" / "providers.py")).run()
    app.toggle(key="local-only-True").set_value(False).run()
    assert not services(tmp_path).local_only


def test_costs_are_told_by_service_task_person_and_film_and_budgets_are_set(
    app: AppTest, tmp_path: Path, service: Service
) -> None:
    ours = set_up(tmp_path, service.url)
    Till(ours.folder, "mine", "Speaker", "anna").note("speech", "tts-test", Decimal("1.25"), "")
    show(app, view="costs")
    assert [metric.value for metric in app.metric][:2] == ["$1.25", "1"]
    app.toggle(key=next(one.key for one in app.toggle if one.label == "The whole studio")).set_value(True)
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    budgets = server.studio().accounts.budgets()
    assert budgets.studio == Budget(month_usd=Decimal(20))
    assert budgets.person is None


def test_a_removed_service_is_gone_from_the_list(app: AppTest, tmp_path: Path, service: Service) -> None:
    set_up(tmp_path, service.url)
    show(app, e="mine")
    app.button(key="remove-service").click().run()
    assert not app.exception
    assert services(tmp_path).roster().entries == ()
    show(app)
    assert "No service is set up" in words(app)


def test_models_are_searched_and_one_is_used_for_a_task(app: AppTest, tmp_path: Path) -> None:
    import huggingface_server

    ours = services(tmp_path)
    with huggingface_server.running() as hub:
        gate = (("provider", "auto"),)
        fills = (Fill(port="Painter", model="tests/image", options=gate),)
        key = KeyReference(source="studio")
        ours.put(Entry(id="hub", house="huggingface", base_url=hub.url, key=key, fills=fills), new=True)
        ours.keys.enter("hub", f"hf_{KEY}")
        show(app, view="models")
        app.selectbox(key="models-task").set_value("Filmer").run()
        assert "tests/clip" in words(app).replace("\\", "")
        app.button(key="use-tests/clip").click().run()
        assert not app.exception
    assert [(fill.port, fill.model) for fill in ours.entry("hub").fills] == [("Painter", "tests/image"), ("Filmer", "tests/clip")]


def test_a_search_that_nobody_answers_is_asked_again_only_by_whoever_presses_for_it(app: AppTest, tmp_path: Path) -> None:
    import huggingface_server

    ours = services(tmp_path)
    fills = (Fill(port="Filmer", model="tests/clip", options=(("provider", "auto"),)),)
    with huggingface_server.running() as hub:
        away = Entry(id="hub", house="huggingface", base_url="http://127.0.0.1:9", key=KeyReference(source="studio"), fills=fills)
        ours.put(away, new=True)
        ours.keys.enter("hub", f"hf_{KEY}")
        show(app, view="models")
        app.selectbox(key="models-task").set_value("Filmer").run()
        assert app.button(key="models-again").label == "Ask again"
        ours.put(away.model_copy(update={"base_url": hub.url}))
        app.run()
        assert "tests/clip" not in words(app).replace("\\", ""), "a page that is drawn anew waits for nobody a second time"
        app.button(key="models-again").click().run()
        assert "tests/clip" in words(app).replace("\\", "")
    assert not app.exception


def test_teams_are_told_what_they_spent(app: AppTest, tmp_path: Path) -> None:
    ours = services(tmp_path)
    Till(ours.folder, "mine", "Speaker", "anna").note("speech", "tts-test", Decimal("1.25"), "")
    budget = Budget(month_usd=Decimal(2), warn_share=0.5)
    accounts = server.studio().accounts
    accounts.set_teams(Teams(teams=(Team(name="Launch", people=("anna",), budget=budget),)))
    Purse(ours.folder, "anna").book(Decimal("1.25"))
    show(app, view="costs")
    assert "By team" in words(app)
    assert "Most of this budget is spent" in words(app)
    next(button for button in app.button if button.label == "Save teams").click().run()
    assert not app.exception
    assert accounts.teams().of("anna") == Team(name="Launch", people=("anna",), budget=budget)
