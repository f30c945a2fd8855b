"""What the payment provider tells arrives twice, late and out of order, and is applied once."""

import random
from itertools import count, permutations
from typing import Any

import pytest
from phones import at_once, phone
from psycopg.types.json import Jsonb
from scenes import fingerprint, one, profile, refused
from support import Actor, Database

NUMBERS = count(1)
NOON = 1767268800


def event(ann: Actor, status: str, at: int = 0, kind: str = "updated", **more: Any) -> Any:
    """An event of a subscription of hers, so many seconds after noon, as Stripe sends it."""
    price = {
        "id": "price_month",
        "recurring": {"interval": "month", "interval_count": 1},
    }
    subscription = {
        "id": f"sub_{ann.id}",
        "customer": f"cus_{ann.id}",
        "status": status,
        "items": {"data": [{"price": price}]},
        "metadata": {"user_id": str(ann.id)},
    } | more
    return {
        "id": f"evt_{next(NUMBERS)}",
        "type": f"customer.subscription.{kind}",
        "created": NOON + at,
        "data": {"object": subscription},
    }


def apply(ann: Actor, it: Any) -> bool:
    return bool(one(ann.database.service, "apply_subscription_event", p_event=Jsonb(it)))


def status(ann: Actor) -> str:
    return str(profile(ann)["subscription_status"])


def test_a_subscription_is_on_the_profile(ann: Actor) -> None:
    trial = {"trial_start": NOON, "trial_end": NOON + 604800}
    assert apply(ann, event(ann, "trialing", **trial))
    mine = profile(ann)
    assert mine["subscription_status"] == "trialing"
    assert mine["subscription_plan"] == "monthly"
    assert mine["stripe_customer_id"] == f"cus_{ann.id}"
    assert mine["stripe_subscription_id"] == f"sub_{ann.id}"
    assert mine["stripe_price_id"] == "price_month"
    assert mine["trial_start_date"].timestamp() == trial["trial_start"]
    assert mine["trial_end_date"].timestamp() == trial["trial_end"]


def test_the_same_event_again_changes_nothing(ann: Actor) -> None:
    first, second = event(ann, "active"), event(ann, "past_due")
    assert apply(ann, first)
    assert apply(ann, second)
    before = fingerprint(ann.database)
    assert not apply(ann, first)
    assert not apply(ann, second)
    assert fingerprint(ann.database) == before
    assert status(ann) == "past_due"


def test_an_older_event_never_overwrites_a_newer_state(world: Database) -> None:
    """In whatever order five of them come, twice each, the newest stands."""
    orders = list(permutations(range(5)))
    chosen = random.Random(7)
    for order in chosen.sample(orders, 12):
        ann = world.person()
        story = [
            event(ann, status, at)
            for at, status in enumerate(["incomplete", "trialing", "active", "past_due", "active"])
        ]
        newest = -1
        for place in order:
            assert apply(ann, story[place]) == (place > newest)
            newest = max(newest, place)
            assert not apply(ann, story[place])
        assert status(ann) == "active"


def test_within_a_second_a_subscription_is_made_then_changed_then_ended(world: Database) -> None:
    for order in permutations(range(3)):
        ann = world.person()
        story = [
            event(ann, "incomplete", kind="created"),
            event(ann, "active", kind="updated"),
            event(ann, "canceled", kind="deleted"),
        ]
        for place in order:
            apply(ann, story[place])
        assert status(ann) == "canceled"


def test_the_end_of_a_replaced_subscription_ends_nothing(ann: Actor) -> None:
    apply(ann, event(ann, "active", 0, id="sub_old"))
    apply(ann, event(ann, "active", 10, id="sub_new"))
    assert not apply(ann, event(ann, "canceled", 20, "deleted", id="sub_old"))
    assert (status(ann), profile(ann)["stripe_subscription_id"]) == ("active", "sub_new")
    assert apply(ann, event(ann, "canceled", 30, "deleted", id="sub_new"))
    assert status(ann) == "canceled"


def test_late_news_of_a_replaced_subscription_does_not_bring_it_back(ann: Actor) -> None:
    """Else its end, which comes next, would end what is paid for."""
    old = {"id": f"sub_old_{ann.id}", "created": NOON}
    new = {"id": f"sub_new_{ann.id}", "created": NOON + 10}
    assert apply(ann, event(ann, "active", 0, **old))
    assert apply(ann, event(ann, "active", 10, **new))
    assert not apply(ann, event(ann, "active", 15, **old))
    assert not apply(ann, event(ann, "canceled", 20, "deleted", **old))
    assert (status(ann), profile(ann)["stripe_subscription_id"]) == ("active", new["id"])
    # what is active takes the place of what is over, whichever began first
    assert apply(ann, event(ann, "canceled", 30, "deleted", **new))
    assert apply(ann, event(ann, "active", 40, **old))
    assert (status(ann), profile(ann)["stripe_subscription_id"]) == ("active", old["id"])


@pytest.mark.parametrize(("told", "kept"), [("unpaid", "past_due"), ("paused", "past_due")])
def test_what_the_provider_calls_otherwise_is_named_as_here(
    ann: Actor, told: str, kept: str
) -> None:
    apply(ann, event(ann, told))
    assert status(ann) == kept


@pytest.mark.parametrize(
    ("interval", "number", "plan"),
    [
        ("day", 1, "daily"),
        ("month", 1, "monthly"),
        ("month", 3, "quarterly"),
        ("year", 1, "annual"),
        ("week", 1, None),
    ],
)
def test_the_plan_is_how_often_it_is_billed(
    ann: Actor, interval: str, number: int, plan: str | None
) -> None:
    price = {"id": "p", "recurring": {"interval": interval, "interval_count": number}}
    apply(ann, event(ann, "active", items={"data": [{"price": price}]}))
    assert profile(ann)["subscription_plan"] == plan


def test_other_events_are_none_of_ours(ann: Actor) -> None:
    before = fingerprint(ann.database)
    assert not apply(ann, {"id": "evt_x", "type": "invoice.paid", "created": NOON})
    assert fingerprint(ann.database) == before


def test_the_customer_is_known_by_their_id_once_they_have_one(world: Database, ann: Actor) -> None:
    apply(ann, event(ann, "active"))
    assert apply(ann, event(ann, "past_due", 5, metadata={}))
    assert status(ann) == "past_due"
    # a customer of somebody else's is not taken over by naming them
    other = world.person()
    with refused("PT404"):
        apply(ann, event(ann, "active", 9, customer="cus_other"))
    assert apply(other, event(other, "active", customer="cus_other"))
    assert status(ann) == "past_due"


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("id", {"id": None}),
        ("created", {"created": "noon"}),
        ("data.object.status", {"data": {"object": {"id": "s", "customer": "c", "status": "odd"}}}),
        ("data.object.id", {"data": {"object": {"customer": "c", "status": "active"}}}),
    ],
)
def test_a_fault_of_an_event_is_named(ann: Actor, path: str, change: dict[str, Any]) -> None:
    with refused("PT422") as refusal:
        apply(ann, event(ann, "active") | change)
    assert refusal.detail.startswith(path)


def test_one_event_delivered_many_times_at_once_is_one(ann: Actor) -> None:
    apply(ann, event(ann, "trialing"))
    it = Jsonb(event(ann, "active", 5))
    service = ann.database.service
    told: list[bool] = []

    def deliver() -> None:
        row = phone(service).execute("select apply_subscription_event(%s) as it", (it,))
        told.append(row[0]["it"])

    at_once(*[deliver] * 8)
    assert sorted(told) == [False] * 7 + [True]


def test_only_the_back_end_applies_events(ann: Actor) -> None:
    with refused("42501"):
        ann.call("apply_subscription_event", p_event=Jsonb(event(ann, "active")))
    with refused("42501"):
        ann.execute("select id from private.subscription_events")


def test_an_active_subscription_gives_generations_after_the_trial(ann: Actor) -> None:
    apply(ann, event(ann, "active", trial_start=0, trial_end=1))
    assert one(ann, "consume_generation") == 4
    apply(ann, event(ann, "canceled", 5, "deleted"))
    with refused("PT402"):
        ann.call("consume_generation")


def test_two_people_are_not_one_customer(world: Database, ann: Actor) -> None:
    apply(ann, event(ann, "active"))
    bob = world.person()
    # the id decides before the name does
    apply(bob, event(ann, "past_due", 5, metadata={"user_id": str(bob.id)}))
    assert (status(ann), status(bob)) == ("past_due", "trialing")
