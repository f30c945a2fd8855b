"""The chapters as files for the Supabase CLI."""

from pathlib import Path

from book import CHAPTERS, FIRST, Book
from workoutdb import migrations


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_export_has_each_chapter_in_order_and_its_record(tmp_path: Path) -> None:
    files = migrations.export(tmp_path / "new" / "migrations")
    names = [path.name for path in files]
    assert names == sorted(names)
    assert names[0] == f"20260101000010_workoutdb_{FIRST.name}.sql"
    for_supabase = [c.path.name for c in CHAPTERS if not c.for_plain_postgres]
    assert [name.split("_workoutdb_")[1] for name in names] == for_supabase
    text = files[0].read_text()
    assert text.startswith(FIRST.path.read_text())
    assert f"values ('{FIRST.name}', '{FIRST.sha256}')" in text


def test_an_export_leaves_out_what_supabase_has_and_says_so(tmp_path: Path, book: Book) -> None:
    book.add("9990_ours_alone", "-- Ours alone.\n-- requires platform: plain\n\nselect 1;\n")
    said: list[str] = []
    files = migrations.export(tmp_path / "migrations", folder=book.folder, say=said.append)
    assert not any("9990_ours_alone" in path.name for path in files)
    assert said[-1].startswith("9990_ours_alone  left out: it is for plain PostgreSQL")


def test_an_export_is_the_same_each_time(tmp_path: Path) -> None:
    migrations.export(tmp_path / "one")
    migrations.export(tmp_path / "two")
    migrations.export(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_export_removes_what_an_earlier_one_left_and_nothing_else(
    tmp_path: Path, book: Book
) -> None:
    target = tmp_path / "migrations"
    target.mkdir()
    yours = target / "20250101000000_yours.sql"
    yours.write_text("select 1;")
    book.add("0031_gone", "select 1;")
    migrations.export(target, folder=book.folder)
    assert (target / "20260101000031_workoutdb_0031_gone.sql").exists()

    migrations.export(target)
    assert not (target / "20260101000031_workoutdb_0031_gone.sql").exists()
    assert yours.read_text() == "select 1;"
