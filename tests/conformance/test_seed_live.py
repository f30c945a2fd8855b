"""All that the document "Live Workout Together" names is there: an app written to it finds it."""

import re
from typing import Any

import pytest
from psycopg.types.json import Jsonb
from support import Database

STATUS = ["idle", "resting", "working_out", "finished"]
EMOTES = ["like", "fire", "skull", "crown", "bolt", "clap"]

# Its columns with their types: a list is a text of these values; "?" may be null, "->" refers.
# An exercise is a UUID here, which the document has as text.
TABLES: dict[str, dict[str, Any]] = {
    "live_sessions": {
        "id": "uuid",
        "host_id": "uuid? -> users",
        "mode": ["shared", "guided"],
        "status": ["pending", "active", "ended"],
        "name": "text?",
        "theme": "text?",
        "created_at": "timestamptz",
        "started_at": "timestamptz?",
        "ended_at": "timestamptz?",
        "current_exercise_id": "uuid? -> exercises",
        "planned_exercises": "jsonb",
        "participant_count": "int4",
        "total_sets_completed": "int4",
    },
    "live_session_participants": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        "user_id": "uuid -> users",
        "display_name": "text",
        "avatar_url": "text?",
        "status": STATUS,
        "joined_at": "timestamptz",
        "last_active_at": "timestamptz",
        "current_exercise_id": "uuid? -> exercises",
        "sets_completed": "int4",
        "is_leader": "bool",
        "ready_for_next": "bool",
        "total_volume_kg": "numeric",
        "pr_count": "int4",
    },
    "live_session_events": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        # null where nobody's: the database tidied up
        "user_id": "uuid? -> users",
        "type": [
            "session_created",
            "session_started",
            "session_ended",
            "user_joined",
            "user_left",
            "set_completed",
            "exercise_changed",
            "reaction",
            "status_update",
            "ready_status_changed",
            "message",
        ],
        "event_data": "jsonb",
        "created_at": "timestamptz",
    },
    "live_session_sets": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        "user_id": "uuid -> users",
        # null once the exercise is gone
        "exercise_id": "uuid? -> exercises",
        "exercise_name": "text",
        "set_type": ["warmup", "working"],
        "weight_kg": "numeric",
        "reps": "int4",
        "timestamp_ms": "int8",
        "e1rm_kg": "numeric?",
        "is_pr": "bool",
        "intensity_score": "numeric?",
        "created_at": "timestamptz",
    },
    "live_session_reactions": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        "from_user_id": "uuid -> users",
        "to_user_id": "uuid -> users",
        "emote": EMOTES,
        "target_set_id": "uuid? -> live_session_sets",
        "created_at": "timestamptz",
    },
    "live_session_messages": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        "user_id": "uuid -> users",
        "message": "text",
        "created_at": "timestamptz",
    },
    "live_session_invitations": {
        "id": "uuid",
        "session_id": "uuid -> live_sessions",
        "host_id": "uuid -> users",
        "recipient_id": "uuid -> users",
        "status": ["pending", "accepted", "declined", "expired"],
        "created_at": "timestamptz",
        "expires_at": "timestamptz",
    },
    "workout_presence": {
        "id": "uuid",
        "user_id": "uuid -> users",
        "is_in_live_session": "bool",
        "live_session_id": "uuid? -> live_sessions",
        "current_exercise_id": "uuid? -> exercises",
        "current_exercise_name": "text?",
        "workout_started_at": "timestamptz",
        "last_set_completed_at": "timestamptz?",
        "status": STATUS,
        "last_updated_at": "timestamptz",
    },
    "quick_reactions": {
        "id": "uuid",
        "from_user_id": "uuid -> users",
        "to_user_id": "uuid -> users",
        "emote": EMOTES,
        "set_id": "uuid?",
        "created_at": "timestamptz",
    },
}
# what each index begins with
INDEXES = {
    "idx_live_sessions_host": "live_sessions (host_id",
    "idx_live_sessions_status": "live_sessions (status",
    "idx_live_sessions_created": "live_sessions (created_at DESC",
    "idx_live_session_participants_user": "live_session_participants (user_id",
    "idx_live_session_participants_session": "live_session_participants (session_id",
    "idx_live_session_events_session": "live_session_events (session_id, created_at DESC",
    "idx_live_session_sets_session_user": "live_session_sets (session_id, user_id, created_at DESC",
    "idx_live_session_sets_session": "live_session_sets (session_id, created_at DESC",
    "idx_live_session_reactions_session": "live_session_reactions (session_id, created_at DESC",
    "idx_live_session_messages_session": "live_session_messages (session_id, created_at",
    "idx_live_session_invitations_recipient": "live_session_invitations (recipient_id, status",
    "idx_live_session_invitations_session": "live_session_invitations (session_id",
    "idx_workout_presence_user": "workout_presence (user_id",
    "idx_workout_presence_live_session": "workout_presence (live_session_id",
    "idx_quick_reactions_to_user": "quick_reactions (to_user_id, created_at DESC",
    "idx_quick_reactions_from_user": "quick_reactions (from_user_id, created_at DESC",
}
UNIQUE = {
    "live_session_participants": ["session_id", "user_id"],
    "live_session_invitations": ["session_id", "recipient_id"],
    "workout_presence": ["user_id"],
}
TRIGGERS = {
    "increment_participant_count_on_insert": ("live_session_participants", "AFTER INSERT"),
    "decrement_participant_count_on_delete": ("live_session_participants", "AFTER DELETE"),
    "increment_sets_completed_on_insert": ("live_session_sets", "AFTER INSERT"),
    "update_participant_last_active_trigger": ("live_session_participants", "BEFORE UPDATE"),
    "update_workout_presence_timestamp_trigger": ("workout_presence", "BEFORE UPDATE"),
}
# By a policy for the command, or by the function that does it where no policy could say it all.
RULES = {
    "the host creates": ("live_sessions", "create_live_session"),
    "the host updates": ("live_sessions", "update_live_session"),
    "the host deletes": ("live_sessions", "delete_live_session"),
    "participants view, and anyone what is public": ("live_sessions", "SELECT"),
    "users join": ("live_session_participants", "join_live_session"),
    "users leave": ("live_session_participants", "leave_live_session"),
    "users manage their own participation": ("live_session_participants", "update_live_status"),
    "participants view each other": ("live_session_participants", "SELECT"),
    "participants view events": ("live_session_events", "SELECT"),
    "participants create events": ("live_session_events", "send_live_message"),
    "participants view sets": ("live_session_sets", "SELECT"),
    "participants create sets": ("live_session_sets", "log_live_set"),
    "participants view reactions": ("live_session_reactions", "SELECT"),
    "participants create reactions": ("live_session_reactions", "INSERT"),
    "participants view messages": ("live_session_messages", "SELECT"),
    "participants create messages": ("live_session_messages", "INSERT"),
    "the host invites": ("live_session_invitations", "invite_to_live_session"),
    "recipients view": ("live_session_invitations", "SELECT"),
    "recipients answer": ("live_session_invitations", "respond_to_live_invitation"),
    "friends view presence": ("workout_presence", "SELECT"),
    "users update their own presence": ("workout_presence", "UPDATE"),
    "users make their own presence": ("workout_presence", "INSERT"),
    "users send quick reactions": ("quick_reactions", "INSERT"),
    "users view those to and from themselves": ("quick_reactions", "SELECT"),
}
FUNCTIONS = {
    "create_live_session": ["id", "mode", "status", "host_id"],
    "end_live_session": ["status", "ended_at"],
    "get_live_session_summary": [
        "name",
        "status",
        "participant_count",
        "total_sets_completed",
        "total_volume_kg",
        "duration_ms",
    ],
    "get_participant_summary": [
        "display_name",
        "status",
        "sets_completed",
        "total_volume_kg",
        "pr_count",
        "exercises_completed",
    ],
}
ID = "0190163d-8694-739b-aea5-966c26f8ad91"
# the least and the most that each member of the union of event data may hold
EVENTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    *[(it, {}, {"any": 1}) for it in ("session_created", "session_started", "session_ended")],
    *[(it, {"displayName": "A"}, {"avatarUrl": "x"}) for it in ("user_joined", "user_left")],
    (
        "set_completed",
        {
            "setId": ID,
            "exerciseId": ID,
            "exerciseName": "Bench",
            "setType": "working",
            "weightKg": 100,
            "reps": 5,
        },
        {"e1rmKg": 116.7, "isPR": True, "intensityScore": 1000},
    ),
    (
        "exercise_changed",
        {"exerciseId": ID, "exerciseName": "Bench"},
        {"targetSets": 3, "targetRepsMin": 5, "targetRepsMax": 8},
    ),
    ("reaction", {"targetUserId": ID, "emote": "fire"}, {"targetSetId": ID}),
    ("status_update", {"status": "idle"}, {"currentExerciseId": ID}),
    ("ready_status_changed", {"isReady": True}, {}),
    ("message", {"message": "Hi"}, {}),
]


def one(database: Database, query: str, *arguments: Any) -> Any:
    return database.owner.execute(query, arguments).fetchone()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_there_with_its_type(database: Database, table: str) -> None:
    found = {
        row["column_name"]: row
        for row in database.owner.execute(
            "select column_name, udt_name, is_nullable from information_schema.columns"
            " where table_schema = 'public' and table_name = %s",
            (table,),
        )
    }
    for name, promised in TABLES[table].items():
        column = found[name]
        if isinstance(promised, list):
            labels = one(
                database,
                "select array_agg(enumlabel::text order by enumsortorder) as it from pg_enum"
                " where enumtypid = %s::regtype",
                f"public.{column['udt_name']}",
            )["it"]
            assert labels[: len(promised)] == promised, name
            assert column["is_nullable"] == "NO", name
        else:
            kind, nullable = re.match(r"(\w+)(\??)", promised).groups()  # type: ignore[union-attr]
            assert column["udt_name"] == kind, name
            assert column["is_nullable"] == ("YES" if nullable else "NO"), name
    assert (
        one(
            database,
            "select pg_get_constraintdef(oid) as it from pg_constraint"
            " where conrelid = %s::regclass and contype = 'p'",
            f"public.{table}",
        )["it"]
        == "PRIMARY KEY (id)"
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_reference_is_a_foreign_key(database: Database, table: str) -> None:
    keys = database.owner.execute(
        "select confrelid::regclass::text as target, array("
        "   select a.attname::text from pg_attribute as a"
        "   where a.attrelid = conrelid and a.attnum = any (conkey)) as columns"
        " from pg_constraint where conrelid = %s::regclass and contype = 'f'",
        (f"public.{table}",),
    ).fetchall()
    for name, promised in TABLES[table].items():
        if isinstance(promised, str) and "->" in promised:
            target = promised.split("-> ")[1]
            assert [k for k in keys if k["target"] == target and name in k["columns"]], name


@pytest.mark.parametrize("index", INDEXES)
def test_every_index_is_there(database: Database, index: str) -> None:
    row = one(database, "select indexdef from pg_indexes where indexname = %s", index)
    table, columns = INDEXES[index].split(" ", 1)
    assert f" ON public.{table} USING btree {columns}" in row["indexdef"]


@pytest.mark.parametrize("table", UNIQUE)
def test_every_unique_constraint_is_there(database: Database, table: str) -> None:
    found = database.owner.execute(
        "select pg_get_constraintdef(oid) as it from pg_constraint"
        " where conrelid = %s::regclass and contype = 'u'",
        (f"public.{table}",),
    )
    assert f"UNIQUE ({', '.join(UNIQUE[table])})" in [row["it"] for row in found]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_every_trigger_is_there(database: Database, trigger: str) -> None:
    table, when = TRIGGERS[trigger]
    row = one(
        database,
        "select tgrelid::regclass::text as place, pg_get_triggerdef(oid) as it from pg_trigger"
        " where tgname = %s",
        trigger,
    )
    assert row["place"] == table
    assert when in row["it"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_policy_or_function(database: Database, rule: str) -> None:
    table, means = RULES[rule]
    if means.isupper():
        query = (
            "select 1 from pg_policies where schemaname = 'public' and tablename = %s and cmd = %s"
        )
        assert one(database, query, table, means)
    else:
        query = (
            "select has_function_privilege('authenticated', oid, 'execute') as it from pg_proc"
            " where proname = %s and pronamespace = 'public'::regnamespace"
        )
        assert one(database, query, means)["it"]
    secured = "select relrowsecurity as it from pg_class where oid = %s::regclass"
    assert one(database, secured, f"public.{table}")["it"]


def test_every_function_returns_what_it_should(database: Database) -> None:
    ann = database.person()
    (made,) = ann.call("create_live_session", p_mode="guided", p_name="Push")
    ann.call("start_live_session", p_session_id=made["id"])
    for function, columns in FUNCTIONS.items():
        if function == "create_live_session":
            row = made
        else:
            (row,) = ann.call(function, p_session_id=made["id"])
        assert set(columns) <= set(row), function


@pytest.mark.parametrize(("type", "least", "more"), EVENTS, ids=[it[0] for it in EVENTS])
def test_event_data_is_the_union(
    database: Database, type: str, least: dict[str, Any], more: dict[str, Any]
) -> None:
    def fits(data: Any) -> bool:
        document = {"type": type, "data": data}
        row = one(database, "select private.is_live_event(%s, %s) as it", type, Jsonb(document))
        return bool(row["it"])

    assert fits(least)
    assert fits(least | more)
    for key in least:
        assert not fits({name: value for name, value in least.items() if name != key}), key
        assert not fits(least | {key: []}), key
    if "any" not in more:
        assert not fits(least | {"somethingElse": 1})
        for key in more:
            assert not fits(least | {key: None}), key


def test_a_session_event_needs_no_data(database: Database) -> None:
    query = (
        "select private.is_live_event('session_started', '{\"type\": \"session_started\"}') as it"
    )
    assert one(database, query)["it"]


@pytest.mark.parametrize(
    ("planned", "fits"),
    [
        ([], True),
        ([{"exerciseId": ID, "targetSets": 3}], True),
        ([{"exerciseId": ID, "targetSets": 3, "targetRepsMin": 5, "targetRepsMax": 8}], True),
        ([{"exerciseId": ID}], False),
        ([{"targetSets": 3}], False),
        ([{"exerciseId": ID, "targetSets": "3"}], False),
        ([{"exerciseId": ID, "targetSets": 3, "sets": 3}], False),
        ({}, False),
    ],
)
def test_planned_exercises_have_their_form(database: Database, planned: Any, fits: bool) -> None:
    query = "select private.are_planned_exercises(%s) as it"
    assert one(database, query, Jsonb(planned))["it"] is fits
