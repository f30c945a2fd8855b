"""Adherence of a whole life is counted once a week, not once a week for each week."""

from datetime import date

from support import Database


def test_three_hundred_years_of_weeks_are_counted_at_once(database: Database) -> None:
    ann = database.person()
    database.owner.execute(
        "insert into scheduled_workouts (user_id, scheduled_date, original_date)"
        " select %s, d, d from generate_series(date '1900-01-01', '2199-12-30', '7 days') as d",
        (ann.id,),
    )
    with ann.transaction() as it:
        it.execute("set local statement_timeout = '5s'")
        weeks = it.execute("select * from get_adherence('1900-01-01', '2199-12-31')").fetchall()
    assert len(weeks) == (date(2199, 12, 30) - date(1900, 1, 1)).days // 7 + 1
    assert all(week["planned"] == week["missed"] + week["ahead"] == 1 for week in weeks)
