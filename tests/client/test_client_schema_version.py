"""A database that does not fit the package says so, and what to run, before anything is kept."""

import pytest
import workoutdb
from psycopg_pool import ConnectionPool
from support import Actor, Database
from workoutdb import SchemaMismatch, chapters


def rename(database: Database, actor: Actor) -> None:
    with workoutdb.connect(database.connect()).as_user(actor.id) as me:
        me.update_me(display_name="Ann")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "delete from private.chapters where name = '0020_users'",
            r"lacks chapters of this package: 0020_users\.\nRun: workoutdb migrate up --dsn …",
        ),
        (
            "insert into private.chapters (name, sha256) values ('9990_later', repeat('0', 64))",
            r"does not know: 9990_later\.\nUpgrade the package",
        ),
        (
            "update private.chapters set sha256 = repeat('0', 64) where name = '0010_foundation'",
            r"versions of these chapters: 0010_foundation\.\nRun: workoutdb migrate verify --dsn …",
        ),
        ("delete from private.chapters", "no workoutdb schema.\nRun: workoutdb migrate up --dsn …"),
        (
            "drop function public.schema_chapters()",
            "no workoutdb schema.\nRun: workoutdb migrate up --dsn …",
        ),
    ],
)
def test_another_schema_is_refused(database: Database, ann: Actor, change: str, says: str) -> None:
    database.owner.execute(change)
    with pytest.raises(SchemaMismatch, match=says):
        rename(database, ann)
    (row,) = ann.call("get_me")
    assert row["display_name"] != "Ann"


def test_a_refusal_caught_inside_keeps_nothing_either(database: Database, ann: Actor) -> None:
    database.owner.execute("delete from private.chapters")

    def catch_inside() -> None:
        with workoutdb.connect(database.connect()).as_user(ann.id) as me:
            with pytest.raises(SchemaMismatch):
                me.update_me(display_name="Ann")
            me.update_me(display_name="Ann")

    with pytest.raises(SchemaMismatch):
        catch_inside()
    (row,) = ann.call("get_me")
    assert row["display_name"] != "Ann"


def test_a_database_that_was_never_migrated_is_recognised(empty: str) -> None:
    with workoutdb.connect(empty) as client:
        for block in (client.transaction(), client.as_service()):
            with pytest.raises(SchemaMismatch, match="migrate up"), block as it:
                it.schema_chapters()


def test_a_pool_is_checked_once(database: Database, ann: Actor) -> None:
    with ConnectionPool(database.dsn, min_size=2) as pool:
        with workoutdb.connect(pool).as_user(ann.id) as me:
            me.get_me()
        database.owner.execute("delete from private.chapters")
        with workoutdb.connect(pool).as_user(ann.id) as me:
            me.get_me()


def test_a_chapter_that_needs_an_extension_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    book = chapters.packaged()
    optional = chapters.Chapter("0999_vectors", "x", book[0].path, {"extension": "vector"})
    monkeypatch.setattr(chapters, "packaged", lambda: (*book, optional))
    found = {chapter.name: chapter.sha256 for chapter in book}
    assert chapters.mismatch(found) is None
    assert chapters.mismatch({**found, "0999_vectors": "x"}) is None
    assert chapters.mismatch({**found, "0999_vectors": "y"}) is not None


def test_every_chapter_is_carried_by_its_content(database: Database) -> None:
    rows = database.owner.execute("select name, sha256 from public.schema_chapters()").fetchall()
    carried = {chapter.name: chapter.sha256 for chapter in chapters.chapters()}
    assert {row["name"]: row["sha256"] for row in rows}.items() <= carried.items()
    assert not any(name.endswith(".rollback") for name in carried)
