"""What the reader makes of the other apps' files, and of Strong's rarer ones, quirk by quirk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exports import (
    FITBOD,
    FITBOD_OLD,
    FITNOTES,
    FITNOTES_BARE,
    FITNOTES_IOS,
    FITNOTES_KG,
    HEVY,
    STRONG_A,
    STRONG_B,
    STRONG_D,
    STRONG_FRENCH,
    STRONG_GERMAN,
    STRONGLIFTS,
    export,
    hevy,
    lifted,
    only,
    read,
    read_export,
    refusal,
    strong,
)
from workoutdb.importing.dialects import BY_ID, DIALECTS, recognise

# FitNotes on Android


def test_a_fitnotes_set_becomes_a_row() -> None:
    opened, (row,) = read_export(
        export(FITNOTES, '2026-04-29,Flat Barbell Bench Press,Chest,74.5,kgs,8,,,,"paused, slow"')
    )
    assert (opened.dialect.id, opened.dialect.source) == ("fitnotes", "fitnotes")
    assert (row.exercise_name, row.weight, row.weight_unit, row.reps) == (
        *("Flat Barbell Bench Press", "74.5", "kg", 8),
    )
    assert (row.started_local, row.ended_local, row.workout_title) == (
        *("2026-04-29 00:00:00", None, ""),
    )
    assert (row.notes, row.exercise_notes, row.set_index) == ("paused, slow", None, None)


def test_fitnotes_gives_units_row_by_row_and_times_as_h_mm_ss() -> None:
    rows = read(
        export(
            FITNOTES,
            "2026-04-29,Deadlift,Back,315,lbs,5,,,,",
            "2026-04-29,Deadlift,Back,140,kgs,5,,,,",
            "2026-04-29,Running,Cardio,,,,3.1,mi,1:02:03,",
            "2026-04-29,Sled,Cardio,0.0,kgs,0,50,ft,0:00:45,",
        )
    )
    assert [
        (row.weight, row.weight_unit, row.reps, row.distance_m, row.duration_seconds)
        for row in rows
    ] == [
        ("315", "lb", 5, None, None),
        ("140", "kg", 5, None, None),
        (None, None, None, "4988.966", "3723"),
        (None, "kg", None, "15.24", "45"),
    ]
    assert [row.block for row in rows] == [1, 1, 2, 3]


@pytest.mark.parametrize("header", [FITNOTES, FITNOTES_BARE])
def test_a_fitnotes_name_with_an_unquoted_comma_is_put_together(header: str) -> None:
    end = ",easy" if header == FITNOTES else ""
    line = "2026-04-29,Overhead Press (Each Side, Dumbbells),Shoulders,20.0,kgs,8,,,"
    opened, (row,) = read_export(export(header, line + end))
    assert opened.dialect.id == "fitnotes"
    assert row.exercise_name == "Overhead Press (Each Side, Dumbbells)"
    assert (row.weight, row.reps, row.notes) == ("20", 8, "easy" if end else None)
    assert row.raw == line + end


def test_a_fitnotes_name_may_hold_several_commas_and_the_comment_one() -> None:
    rows = read(
        export(
            FITNOTES,
            "2026-04-29,Row, Cable, Wide,Back,50,kgs,8,,,,",
            "2026-04-29,Row, Cable,Back,50,kgs,8,,,,slow, strict",
            "2026-04-29,Plank,Abs,,,,,,0:01:30,hands, feet",
        )
    )
    assert [(row.exercise_name, row.reps, row.notes) for row in rows] == [
        ("Row, Cable, Wide", 8, None),
        ("Row, Cable", 8, "slow, strict"),
        ("Plank", None, "hands, feet"),
    ]


def test_what_follows_a_fitnotes_name_and_does_not_fit_is_an_error() -> None:
    rows = read(
        export(
            FITNOTES,
            "2026-04-29,Row, Cable,Back,heavy,kgs,8,,,,",
            "2026-04-29,Row,Back,50,kgs,8,,,,,,",
            "2026-04-29,Row, Cable,Back,50,kgs,8,,,,,,",
            "2026-04-29,Row",
        )
    )
    assert [(row.kind, row.exercise_name, row.error_reason) for row in rows] == [
        ("error", None, "10 fields expected, 11 found"),
        ("set", "Row", None),
        ("set", "Row, Cable", None),
        ("error", None, "10 fields expected, 2 found"),
    ]


def test_a_fitnotes_name_with_an_inch_mark_is_taken_as_it_stands() -> None:
    row = only(export(FITNOTES, '2026-04-29,Chin Up (45" band),Back,10,lbs,8,,,,'))
    assert (row.exercise_name, row.weight) == ('Chin Up (45" band)', "10")


@pytest.mark.parametrize(
    ("named", "unit"), [("Weight (kg)", "kg"), ("Weight (kgs)", "kg"), ("Weight (lbs)", "lb")]
)
def test_an_older_fitnotes_file_has_the_unit_in_its_header(named: str, unit: str) -> None:
    header = FITNOTES_KG.replace("Weight (kg)", named)
    opened, (row,) = read_export(export(header, "2019-04-29,Squat, Low Bar,Legs,100,5,,,,"))
    assert (opened.dialect.id, opened.unit) == ("fitnotes_old", unit)
    assert (row.exercise_name, row.weight, row.weight_unit) == ("Squat, Low Bar", "100", unit)


def test_a_fitnotes_file_without_any_unit_is_told_what_to_pass() -> None:
    content = export(FITNOTES_KG.replace(" (kg)", ""), "2019-04-29,Squat,Legs,225,5,,,,")
    refused = refusal(content)
    assert (refused.reason, refused.hint) == ("unit_needed", "Pass --unit kg or --unit lb.")
    assert only(content, unit="lb").weight_unit == "lb"


# FitNotes 2 on iOS


def test_fitnotes_2_has_a_column_for_each_unit_and_one_of_them_is_filled() -> None:
    opened, rows = read_export(
        export(
            FITNOTES_IOS,
            "2026-05-08,Bench Press,Chest,,135,10,,,,top set,wr",
            "2026-05-08,Bench Press,Chest,62.50,,8,,,,,wr",
            "2026-05-08,Bench Press,Chest,62.50,0.00,8,,,,,wr",
            "2026-05-08,Pull Up,Back,,,8,,,,,r",
            "2026-05-08,Plank,Abs,,,,,,01:30,,t",
            "2026-05-09,Treadmill,Cardio,,,,3.2,km,00:20:00,,dt",
        )
    )
    assert (opened.dialect.id, opened.unit, opened.unit_from) == ("fitnotes_ios", None, "each row")
    assert [(row.weight, row.weight_unit, row.notes) for row in rows[:4]] == [
        ("135", "lb", "top set"),
        ("62.5", "kg", None),
        ("62.5", "kg", None),
        (None, "kg", None),
    ]
    assert [(row.distance_m, row.duration_seconds) for row in rows[4:]] == [
        (None, "90"),
        ("3200", "1200"),
    ]


def test_of_a_weight_in_both_units_the_round_one_was_typed() -> None:
    line = "2021-05-20,Barbell Squat,Legs,{},{},8,,,,,wr"
    typed = (("40.00", "88.18"), ("42.50", "93.70"), ("61.23", "135.00"), ("2.83", "6.25"))
    rows = read(export(FITNOTES_IOS, *(line.format(*pair) for pair in typed)))
    assert [(row.weight, row.weight_unit) for row in rows] == [
        *(("40", "kg"), ("42.5", "kg"), ("135", "lb"), ("6.25", "lb")),
    ]


@pytest.mark.parametrize("pair", ["40,100", "61.23,134.99", "61.5,135.5", "61.5,heavy"])
def test_a_weight_in_both_units_that_proves_neither_is_an_error(pair: str) -> None:
    row = only(export(FITNOTES_IOS, f"2026-05-08,Bench Press,Chest,{pair},10,,,,,wr"))
    assert (row.kind, row.error_column) == ("error", "Weight (kg)")


def test_what_fitnotes_2_says_of_a_set_is_kept() -> None:
    line = "2026-05-08,Bench Press,Chest,60,,8,,,,{},{}"
    told = [("", "wr"), ("", ""), ("", "Warm-up"), ("", "drop set"), ("easy", "rest-pause")]
    rows = read(export(FITNOTES_IOS, *(line.format(*cells) for cells in told)))
    assert [(row.set_type, row.notes) for row in rows] == [
        ("working", None),
        ("working", None),
        ("warmup", None),
        ("drop", None),
        ("working", "easy; Kind rest-pause"),
    ]


def test_a_weight_in_both_units_is_an_error_that_says_what_to_pass() -> None:
    content = export(FITNOTES_IOS, "2026-05-08,Bench Press,Chest,61.23,134.99,10,,,,,wr")
    row = only(content)
    assert (row.error_column, row.error_value) == ("Weight (kg)", "61.23")
    assert "--unit kg or --unit lb" in (row.error_reason or "")
    row = only(content, unit="lb")
    assert (row.weight, row.weight_unit) == ("134.99", "lb")


# StrongLifts


def test_a_stronglifts_record_becomes_a_row_for_each_set() -> None:
    opened, rows = read_export(
        b"\xef\xbb\xbf" + export(STRONGLIFTS, lifted(5, 55, 5, 57.5, 4, 60, notes="deep"))
    )
    assert (opened.dialect.id, opened.unit) == ("stronglifts", "kg")
    assert [(row.line, row.part, row.set_index, row.reps, row.weight) for row in rows] == [
        (2, 1, 1, 5, "55"),
        (2, 2, 2, 5, "57.5"),
        (2, 3, 3, 4, "60"),
    ]
    assert {(row.block, row.exercise_notes, row.notes) for row in rows} == {(1, "deep", None)}
    assert {row.raw for row in rows} == {lifted(5, 55, 5, 57.5, 4, 60, notes="deep")}


def test_a_stronglifts_workout_has_its_day_and_times_apart() -> None:
    content = export(
        STRONGLIFTS,
        lifted(5, 55, "", "", "", ""),
        lifted(5, 30, "", "", "", "", exercise="Bench Press", end="12:20 AM"),
        lifted(5, 30, "", "", "", "", exercise="Row", start="", end=""),
    )
    assert [(row.started_local, row.ended_local) for row in read(content)] == [
        ("2026-08-11 22:56:00", "2026-08-11 23:57:00"),
        ("2026-08-11 22:56:00", "2026-08-12 00:20:00"),
        ("2026-08-11 00:00:00", None),
    ]


def test_stronglifts_sets_in_pounds_have_their_body_weight_in_kilograms() -> None:
    header = STRONGLIFTS.replace("(KG),Set", "(LB),Set").replace("Set 3 (KG)", "Set 3 (LB)")
    assert "Body Weight (KG)" in header
    opened, rows = read_export(export(header, lifted(5, 135, 5, 135, "", "")))
    assert opened.unit == "lb"
    assert [(row.weight, row.weight_unit) for row in rows] == [("135", "lb")] * 2


def test_zero_repetitions_are_an_unused_set_unless_the_file_says_it_failed() -> None:
    rows = read(
        export(
            STRONGLIFTS,
            lifted(5, 55, 0, 55, 3, 55, done="5/-/3"),
            lifted(5, 55, 0, 55, 3, 55, done="5/0/3"),
            lifted(5, 55, 0, 55, 0, 55, done="1×5"),  # noqa: RUF001
        )
    )
    assert [(row.line, row.part, row.set_index, row.set_type, row.reps) for row in rows] == [
        (2, 1, 1, "working", 5),
        (2, 2, 3, "working", 3),
        (3, 1, 1, "working", 5),
        (3, 2, 2, "failure", 0),
        (3, 3, 3, "working", 3),
        (4, 1, 1, "working", 5),
    ]
    assert [row.block for row in rows] == [1, 1, 2, 2, 2, 3]


def test_a_stronglifts_record_without_any_set_is_a_note() -> None:
    opened, rows = read_export(
        export(
            STRONGLIFTS, lifted(0, 55, 0, 55, "", "", notes="knee"), lifted(5, 55, "", "", "", "")
        )
    )
    assert [(row.kind, row.notes, row.reps) for row in rows] == [
        ("note", "knee", None),
        ("set", None, 5),
    ]
    assert (opened.counts.rows, opened.counts.sets, opened.counts.notes) == (2, 1, 1)


def test_a_bad_set_of_a_record_costs_itself_only_and_a_bad_date_the_record_once() -> None:
    opened, rows = read_export(
        export(
            STRONGLIFTS,
            lifted(5, 55, 5, "heavy", "five", 55),
            lifted(5, 55, 5, 55, 5, 55, day="someday"),
            lifted(0, 55, "", "", "", "", exercise=" "),
        )
    )
    assert [(row.line, row.part, row.kind, row.error_column, row.error_value) for row in rows] == [
        (2, 1, "set", None, None),
        (2, 2, "error", "Set 2 (KG)", "heavy"),
        (2, 3, "error", "Set 3 (Reps)", "five"),
        (3, 1, "error", "Date (yyyy/mm/dd)", "someday"),
        (4, 1, "error", "Exercise", " "),
    ]
    assert (opened.counts.rows, opened.counts.sets, opened.counts.errors) == (5, 1, 4)


def test_stronglifts_with_each_weight_in_both_units_is_told_what_to_pass() -> None:
    header = "Date (yyyy/mm/dd),Exercise,Set 1 (Reps),Set 1 (KG),Set 1 (LB)"
    content = export(header, "2026/08/11,Squat,5,102.1,225")
    refused = refusal(content)
    assert (refused.reason, refused.hint) == ("unit_needed", "Pass --unit kg or --unit lb.")
    row = only(content, unit="lb")
    assert (row.weight, row.weight_unit) == ("225", "lb")


# Fitbod


def test_a_fitbod_set_becomes_a_row() -> None:
    rows = read(
        export(
            FITBOD,
            "2024-02-01 06:00:00 +0000,Deadlift,8,60,0,0,0,0,true,,1",
            "2024-02-01 06:00:00 +0000,Deadlift,5,45.359237,0,0,0,0,false,belt,1",
            "2024-02-01 06:00:00 +0000,Treadmill,0,0,1800,5000,2.5,8,false,easy,1",
        ),
        timezone="Europe/Berlin",
    )
    assert [(row.set_type, row.reps, row.weight, row.weight_unit, row.notes) for row in rows] == [
        ("warmup", 8, "60", "kg", None),
        ("working", 5, "100", "lb", "belt"),
        ("working", None, None, "kg", "easy; Incline 2.5; Resistance 8"),
    ]
    assert (rows[2].distance_m, rows[2].duration_seconds) == ("5000", "1800")
    assert [row.block for row in rows] == [1, 1, 2]


def test_what_fitbod_counts_a_weight_by_is_in_the_exercises_notes() -> None:
    line = "2026-01-22 06:54:26,{},8,16,0,0,0,0,false,{},{}"
    told = [("Press", "", "2.0"), ("Press", "slow", "2.0"), ("Squat", "", "1.0"), ("Row", "", "10")]
    rows = read(export(FITBOD, *(line.format(*cells) for cells in told)))
    assert [(row.weight, row.exercise_notes, row.notes) for row in rows] == [
        ("16", "multiplier 2.0", None),
        ("16", "multiplier 2.0", "slow"),
        ("16", None, None),
        ("16", "multiplier 10", None),
    ]


@pytest.mark.parametrize(
    ("written", "zone", "local"),
    [
        ("2024-02-01 06:00:00 +0000", "Europe/Berlin", "2024-02-01 07:00:00"),
        ("2024-02-01 03:30:00 +0000", "America/New_York", "2024-01-31 22:30:00"),
        ("2024-07-01 06:00:00 +0100", "Europe/London", "2024-07-01 06:00:00"),
        ("2024-07-01T06:00:00Z", "Asia/Kolkata", "2024-07-01 11:30:00"),
        ("2024-02-01 00:00:00 +0000", "America/New_York", "2024-02-01 00:00:00"),
        ("2024-02-01 06:00:00", "America/New_York", "2024-02-01 06:00:00"),
    ],
)
def test_instants_become_local_times_of_the_zone(written: str, zone: str, local: str) -> None:
    row = only(export(FITBOD, f"{written},Squat,5,100,0,0,0,0,false,,1"), timezone=zone)
    assert row.started_local == local


def test_a_file_of_instants_is_told_to_pass_the_zone() -> None:
    content = export(FITBOD, "2024-02-01 06:00:00 +0000,Squat,5,100,0,0,0,0,false,,1")
    refused = refusal(content)
    assert refused.reason == "timezone_needed"
    assert "--timezone Europe/Berlin" in (refused.hint or "")
    assert refusal(content, timezone="Mars/Olympus").reason == "unknown_timezone"
    assert only(content.replace(b" +0000", b"")).started_local == "2024-02-01 06:00:00"


def test_an_instant_among_local_times_needs_the_zone_too() -> None:
    content = export(
        FITBOD,
        "2024-02-01 06:00:00,Squat,5,100,0,0,0,0,false,,1",
        "2024-02-02 06:00:00 +0000,Squat,5,100,0,0,0,0,false,,1",
    )
    assert "--timezone" in (read(content)[1].error_reason or "")
    assert read(content, timezone="Asia/Tokyo")[1].started_local == "2024-02-02 15:00:00"


def test_an_old_fitbod_record_is_as_many_sets_as_it_says() -> None:
    opened, rows = read_export(
        export(
            FITBOD_OLD,
            "2018-02-01 06:00:00,Squat,1,8,60,true,",
            "2018-02-01 06:00:00,Squat,3,5,100,false,belt",
            "2018-02-01 06:00:00,Plank,,0,0,false,",
        )
    )
    assert (opened.dialect.id, opened.unit) == ("fitbod_old", "kg")
    assert [(row.line, row.part, row.set_type, row.reps, row.weight) for row in rows] == [
        (2, 1, "warmup", 8, "60"),
        (3, 1, "working", 5, "100"),
        (3, 2, "working", 5, "100"),
        (3, 3, "working", 5, "100"),
        (4, 1, "working", None, None),
    ]
    assert [row.block for row in rows] == [1, 1, 1, 1, 2]
    assert (opened.counts.rows, opened.counts.sets) == (5, 5)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2018-02-01 06:00:00,Squat,3,5,heavy,false,", "Weight"),
        ("2018-02-01 06:00:00,Squat,many,5,100,false,", "Sets"),
        ("2018-02-01 06:00:00,Squat,101,5,100,false,", "Sets"),
        ("2018-02-01 06:00:00,Squat,3,5,100,perhaps,", "isWarmup"),
    ],
)
def test_a_bad_old_fitbod_record_is_one_error(line: str, column: str) -> None:
    assert only(export(FITBOD_OLD, line)).error_column == column


# Strong's rarer forms


def test_strong_a_with_rpe_at_the_end() -> None:
    line = '2019-03-05 18:04:11,"Push","Squat",1,100.0,5,0,0,"wide","good",8.5'
    opened, (row,) = read_export(export(STRONG_A + ",RPE", line), unit="kg")
    assert (opened.dialect.id, row.weight, row.rpe) == ("strong_a_rpe", "100", "8.5")
    assert (row.exercise_notes, row.workout_notes, row.ended_local) == ("wide", "good", None)


def test_android_strong_spells_its_set_types_out() -> None:
    def line(order: str) -> str:
        return (
            f'"1";"2025-03-05 18:04:11";"Push";"3600";"Squat";"{order}";"20.0";"5";"";"";"";"";""'
        )

    rows = read(export(STRONG_D, *map(line, ("WARM_UP", "1", "FAILURE"))))
    assert [(row.set_type, row.set_index) for row in rows] == [
        ("warmup", None),
        ("working", 1),
        ("failure", None),
    ]


def test_german_strong_calls_a_rest_ruhezeit() -> None:
    lines = [strong(1), strong("Ruhezeit", 0, 0, seconds=120)]
    rows = read(export(STRONG_GERMAN, *lines), unit="kg")
    assert [(row.kind, row.duration_seconds) for row in rows] == [("set", None), ("rest", "120")]


def test_added_weight_and_assistance_stay_as_typed() -> None:
    lines = [
        strong(1, 0, 8, exercise='"Pull Up"'),
        strong(2, 22, 5, exercise='"Pull Up"'),
        strong(1, 30, 8, exercise='"Pull Up (Assisted)"'),
    ]
    rows = read(export(STRONG_B, *lines), unit="kg")
    assert [(row.exercise_name, row.weight) for row in rows] == [
        ("Pull Up", None),
        ("Pull Up", "22"),
        ("Pull Up (Assisted)", "30"),
    ]


def test_android_strong_weighs_the_body_in_the_weight_column() -> None:
    line = '"1";"2025-03-05 18:04:11";"Pull";"3600";"Pull Up";"1";"75.75";"8";"";"";"";"";""'
    row = only(export(STRONG_D, line))
    assert (row.weight, row.weight_unit) == ("75.75", "kg")


def test_localised_strong_files_have_decimal_points_and_plain_dates() -> None:
    content = export(STRONG_FRENCH, strong(1, "62.5", "5.0", duration="35min"), end="\r\n")
    row = only(content, unit="kg")
    assert (row.weight, row.reps, row.started_local) == ("62.5", 5, "2024-03-05 18:04:11")
    assert row.ended_local == "2024-03-05 18:39:11"


# Hevy's languages


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("Portuguese", ["5 Dez 2026", "1 Out 2026", "9 Set 2026", "5 Mai 2026", "2 Fev 2026"]),
        ("Turkish", ["3 Eki 2026", "9 Ağu 2026", "28 May 2026", "11 Nis 2026", "28 Şub 2026"]),
        ("French", ["3 déc. 2026", "9 août 2026", "2 juil. 2026", "1 mai 2026", "28 févr. 2026"]),
        ("German", ["3 Dez 2026", "9 Okt 2026", "2 Juli 2026", "1 Mai 2026", "28 März 2026"]),
    ],
)
def test_a_file_is_read_in_its_language(language: str, days: list[str]) -> None:
    lines = [hevy(start_time=f"{day}, 07:06", end_time=f"{day}, 08:06") for day in days]
    opened, rows = read_export(export(HEVY, *lines))
    assert opened.reading.months.language == language
    starts = [row.started_local or "" for row in rows]
    assert starts == sorted(starts, reverse=True)
    assert all(starts)


def test_a_swapped_pair_of_workouts_does_not_change_the_language() -> None:
    days = [f"{day} {month} 2026" for month in ("May", "Nis", "Mar", "Şub") for day in (20, 10)]
    days[3], days[4] = days[4], days[3]
    lines = [hevy(start_time=f"{day}, 07:06", end_time="") for day in days]
    opened, rows = read_export(export(HEVY, *lines))
    assert opened.reading.months.language == "Turkish"
    assert [(row.started_local or "")[5:7] for row in rows] == [
        *("05", "05", "04", "03", "04", "03", "02", "02"),
    ]


# Which dialect it is


def test_each_dialect_is_recognised_by_the_headers_it_needs_and_by_no_other() -> None:
    for dialect in DIALECTS:
        headers = {
            column.field: header.replace("{n}", "1")
            for header, column in reversed(dialect.columns.items())
            if column.field in dialect.needs
        }
        assert [found.id for found in recognise(headers.values())] == [dialect.id]


def test_a_file_that_fits_two_dialects_is_told_what_to_pass() -> None:
    header = f"{STRONG_GERMAN},{STRONG_FRENCH}"
    refused = refusal(export(header), unit="kg")
    assert refused.reason == "dialect_needed"
    assert "German" in refused.message
    assert refused.hint == "Pass --dialect strong_de or --dialect strong_fr."
    assert read(export(header), unit="kg", dialect="strong_fr") == []


def test_every_dialect_is_in_the_documentation() -> None:
    page = Path(__file__).parents[2] / "docs" / "importing.md"
    named = re.findall(r"^\| `(\w+)` \| \w+.* \|.* \|.* \|$", page.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(BY_ID)


def test_only_dialects_with_columns_for_it_hold_several_sets_a_record() -> None:
    assert {d.id for d in DIALECTS if d.several} == {"stronglifts", "fitbod_old"}
    assert BY_ID["stronglifts"].known(["Set 12 (Reps)"])[0].number == 12


@pytest.mark.parametrize(
    "header", ["Weight(kg)", "Weight (kg)", " weight (KG) ", "Weight(KG)", "WEIGHT  (kg)"]
)
def test_case_and_spaces_in_a_header_do_not_matter(header: str) -> None:
    headers = FITBOD.replace("Weight(kg)", header).split(",")
    assert [dialect.id for dialect in recognise(headers)] == ["fitbod"]


def test_strong_b_stays_strong_b() -> None:
    assert [dialect.id for dialect in recognise(STRONG_B.split(","))] == ["strong_b"]
