"""What the reader makes of each quirk of real exports, by the quirk's name."""

from __future__ import annotations

import io

import pytest
from exports import (
    HEVY,
    HEVY_LB,
    STRONG_A,
    STRONG_B,
    STRONG_C,
    STRONG_D,
    STRONG_FRENCH,
    STRONG_GERMAN,
    export,
    hevy,
    only,
    read,
    read_export,
    refusal,
    strong,
)
from workoutdb.errors import Misuse
from workoutdb.importing import ImportRefused
from workoutdb.importing.months import MONTHS
from workoutdb.importing.reader import open_export
from workoutdb.importing.staging import StagingRow

# what only our own export says
OWN = StagingRow._fields[StagingRow._fields.index("workout_id") :]


def faults(content: bytes, **options: object) -> list[tuple[int, str | None, str | None]]:
    rows = read(content, **options)
    return [(r.line, r.error_column, r.error_value) for r in rows if r.kind == "error"]


# Hevy


def test_a_hevy_set_becomes_a_row() -> None:
    row = only(export(HEVY, hevy(weight=82.5, reps=8, rpe=8.5, superset_id=0, exercise_notes="x")))
    known = {field: value for field, value in row._asdict().items() if field not in OWN}
    assert known == {
        "line": 2,
        "kind": "set",
        "run": 1,
        "workout_title": "Push",
        "started_local": "2025-07-26 07:06:00",
        "ended_local": "2025-07-26 08:11:00",
        "workout_notes": None,
        "block": 1,
        "exercise_name": "Bench Press (Barbell)",
        "superset": "0",
        "exercise_notes": "x",
        "set_index": 0,
        "set_type": "working",
        "weight": "82.5",
        "weight_unit": "kg",
        "reps": 8,
        "distance_m": None,
        "duration_seconds": None,
        "rpe": "8.5",
        "notes": None,
        "error_column": None,
        "error_value": None,
        "error_reason": None,
        "raw": hevy(weight=82.5, reps=8, rpe=8.5, superset_id=0, exercise_notes="x"),
        "part": 1,
        "workout_ordinal": None,
    }
    assert not any(getattr(row, field) for field in OWN)


def test_an_imperial_hevy_file_keeps_pounds_and_turns_miles_into_metres() -> None:
    row = only(export(HEVY_LB, hevy(weight=225, distance=3.1)))
    assert (row.weight, row.weight_unit, row.distance_m) == ("225", "lb", "4988.966")


def test_kilometres_become_metres() -> None:
    assert only(export(HEVY, hevy(distance=5.23))).distance_m == "5230"


@pytest.mark.parametrize(
    ("start", "local"),
    [
        ("26 Jul 2025, 07:06", "2025-07-26 07:06:00"),
        ("5 Sept 2025, 07:06", "2025-09-05 07:06:00"),
        ("Jul 5, 2026, 10:21 AM", "2026-07-05 10:21:00"),
        ("Jul 5, 2026, 12:21 AM", "2026-07-05 00:21:00"),
        ("Jul 5, 2026, 12:21\u202fPM", "2026-07-05 12:21:00"),
        ("05.06.2026, 07:30", "2026-06-05 07:30:00"),
        ("Thu, 5 Mar 2026, 07:06", "2026-03-05 07:06:00"),
        ("Thu, Mar 5, 2026, 7:06 PM", "2026-03-05 19:06:00"),
        ("jeudi 1er janvier 2026, 07:06", "2026-01-01 07:06:00"),
        ("1º de jan. de 2026, 07:06", "2026-01-01 07:06:00"),
        ("28 Şub 2026 ÖS 7:06", "2026-02-28 19:06:00"),
        ("28 Şub 2026 ÖÖ 12:06", "2026-02-28 00:06:00"),
        ("2025-07-24T07:06:00.123", "2025-07-24 07:06:00"),
        # as spreadsheets leave them
        ("26.07.25 07:06", "2025-07-26 07:06:00"),
        ("7/26/25 7:06 PM", "2025-07-26 19:06:00"),
    ],
)
def test_each_form_of_a_hevy_date_is_read(start: str, local: str) -> None:
    row = only(export(HEVY, hevy(start_time=start, end_time=start)))
    assert row.started_local == local


def test_an_old_file_has_no_set_type_and_its_sets_are_working_sets() -> None:
    header = HEVY.replace('"set_type",', "")
    line = hevy(set_type="gone").replace('"gone",', "")
    assert only(export(header, line)).set_type == "working"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("normal", "working"),
        ("warmup", "warmup"),
        ("dropset", "drop"),
        ("failure", "failure"),
        ("", "working"),
    ],
)
def test_hevy_set_types(typed: str, kept: str) -> None:
    assert only(export(HEVY, hevy(set_type=typed))).set_type == kept


def test_an_empty_weight_is_body_weight_and_stays_empty() -> None:
    row = only(export(HEVY, hevy(exercise_title="Pull Up", weight="")))
    assert (row.weight, row.reps) == (None, 5)


def test_float_noise_rounds_to_three_decimals_half_up() -> None:
    weights = ["74.99999999999999", "20.411656649999999", "0.0005", "60.0"]
    rows = read(export(HEVY, *(hevy(weight=w, set_index=i) for i, w in enumerate(weights))))
    assert [row.weight for row in rows] == ["75", "20.412", "0.001", "60"]


def test_set_index_restarting_begins_a_new_block_of_the_same_exercise() -> None:
    rows = read(export(HEVY, *(hevy(set_index=i) for i in (0, 1, 0, 1))))
    assert [row.block for row in rows] == [1, 1, 2, 2]


def test_set_index_gaps_stay_in_one_block_and_are_kept() -> None:
    rows = read(export(HEVY, *(hevy(set_index=i) for i in (0, 1, 3, 7))))
    assert [(row.block, row.set_index) for row in rows] == [(1, 0), (1, 1), (1, 3), (1, 7)]


def test_the_same_exercise_twice_in_one_workout_is_two_blocks() -> None:
    names = ["Squat (Barbell)", "Plank", "Squat (Barbell)"]
    rows = read(export(HEVY, *(hevy(exercise_title=n, set_index=0) for n in names)))
    assert [row.block for row in rows] == [1, 2, 3]


def test_a_superset_group_of_one_is_kept() -> None:
    rows = read(
        export(
            HEVY,
            hevy(exercise_title="Dip", superset_id=0),
            hevy(exercise_title="Pull Up", superset_id=0),
            hevy(exercise_title="Plank", superset_id=1),
            hevy(exercise_title="Curl"),
        )
    )
    assert [row.superset for row in rows] == ["0", "0", "1", None]


def test_two_workouts_on_one_day_are_two() -> None:
    rows = read(
        export(
            HEVY,
            hevy(start_time="26 Jul 2025, 18:00", end_time="26 Jul 2025, 19:00"),
            hevy(start_time="26 Jul 2025, 07:06", end_time="26 Jul 2025, 08:00"),
        )
    )
    assert [(row.block, row.started_local) for row in rows] == [
        (1, "2025-07-26 18:00:00"),
        (2, "2025-07-26 07:06:00"),
    ]


def test_start_equal_to_end_is_a_workout_of_no_length() -> None:
    row = only(export(HEVY, hevy(end_time="26 Jul 2025, 07:06")))
    assert row.ended_local == row.started_local == "2025-07-26 07:06:00"


@pytest.mark.parametrize("end", ["26 Jul 2025, 06:00", ""])
def test_an_end_before_the_start_or_missing_is_unknown(end: str) -> None:
    assert only(export(HEVY, hevy(end_time=end))).ended_local is None


def test_newlines_in_notes_real_or_spelt_out_become_newlines() -> None:
    rows = read(
        export(
            HEVY,
            hevy(description="felt\ngood 💪", exercise_notes=r"elbows\nin"),
            hevy(set_index=1),
        )
    )
    assert rows[0].workout_notes == "felt\ngood 💪"
    assert rows[0].exercise_notes == "elbows\nin"
    assert [row.line for row in rows] == [2, 4]
    assert rows[0].raw == hevy(description="felt\ngood 💪", exercise_notes=r"elbows\nin")


def test_quotes_in_quotes() -> None:
    assert only(export(HEVY, hevy(title='The "big" one'))).workout_title == 'The "big" one'


def test_the_last_newline_is_optional() -> None:
    assert len(read(export(HEVY, hevy(), hevy(set_index=1)).rstrip(b"\n"))) == 2


def test_nonsense_that_is_possible_is_kept() -> None:
    row = only(export(HEVY, hevy(weight="", reps="", distance=12, duration_seconds=223)))
    assert (row.distance_m, row.duration_seconds) == ("12000", "223")


def test_a_set_with_nothing_in_it_is_a_set() -> None:
    assert only(export(HEVY, hevy(weight="", reps=""))).kind == "set"


def test_months_are_read_in_every_language() -> None:
    for months in MONTHS:
        by_month = {number: name for name, number in reversed(months.names.items())}
        days = [f"{n} {by_month[n]} 2025, 07:06" for n in range(12, 0, -1)]
        content = export(HEVY, *(hevy(start_time=day, end_time=day) for day in days))
        opened, rows = read_export(content)
        assert [row.started_local for row in rows] == [
            f"2025-{n:02}-{n:02} 07:06:00" for n in range(12, 0, -1)
        ], opened.reading.months.language


def test_a_turkish_file_is_turkish_though_mar_and_may_are_english_too() -> None:
    days = ["11 Haz 2026", "28 May 2026", "3 Nis 2026", "5 Mar 2026", "28 Şub 2026"]
    lines = [hevy(start_time=f"{d}, 07:06", end_time=f"{d}, 08:06") for d in days]
    opened, rows = read_export(export(HEVY, *lines))
    assert opened.reading.months.language == "Turkish"
    assert [(row.started_local or "")[5:7] for row in rows] == ["06", "05", "04", "03", "02"]


def test_whether_day_or_month_comes_first_is_proved_by_the_order() -> None:
    days = ["07/05/2026, 07:30", "06/28/2026, 07:30", "06/11/2026, 07:30"]
    rows = read(export(HEVY, *(hevy(start_time=d, end_time=d) for d in days)))
    assert [row.started_local for row in rows] == [
        "2026-07-05 07:30:00",
        "2026-06-28 07:30:00",
        "2026-06-11 07:30:00",
    ]
    days = ["05/07/2026, 07:30", "11/06/2026, 07:30", "02/06/2026, 07:30", "01/06/2026, 07:30"]
    rows = read(export(HEVY, *(hevy(start_time=d, end_time=d) for d in days)))
    assert rows[0].started_local == "2026-07-05 07:30:00"


# Strong


def test_a_strong_set_becomes_a_row() -> None:
    row = only(export(STRONG_B, strong(notes="tight", workout_notes="good", rpe=8.5)), unit="kg")
    assert (row.kind, row.set_type, row.set_index) == ("set", "working", 1)
    assert (row.weight, row.weight_unit, row.reps, row.rpe) == ("80", "kg", 5, "8.5")
    assert (row.started_local, row.ended_local) == ("2024-03-05 18:04:11", "2024-03-05 19:12:11")
    assert (row.exercise_notes, row.workout_notes) == ("tight", "good")


def test_zero_is_missing_on_strong() -> None:
    row = only(export(STRONG_B, strong(weight="0.0", reps="12.0", rpe=0)), unit="kg")
    assert (row.weight, row.reps, row.distance_m, row.duration_seconds, row.rpe) == (
        None,
        12,
        None,
        None,
        None,
    )


def test_strong_pounds_stay_pounds_and_distances_are_miles() -> None:
    row = only(export(STRONG_B, strong(weight=185, distance=2)), unit="lb")
    assert (row.weight, row.weight_unit, row.distance_m) == ("185", "lb", "3218.688")


def test_strong_distances_are_kilometres_where_asked() -> None:
    content = export(STRONG_B, strong(weight=185, distance=2))
    assert only(content, unit="lb", distance_unit="km").distance_m == "2000"


def test_warm_up_drop_and_failure_letters_carry_no_index() -> None:
    rows = read(export(STRONG_B, *map(strong, ("W", 1, 2, "D", "F"))), unit="kg")
    assert [(row.set_type, row.set_index, row.block) for row in rows] == [
        ("warmup", None, 1),
        ("working", 1, 1),
        ("working", 2, 1),
        ("drop", None, 1),
        ("failure", None, 1),
    ]


def test_a_rest_timer_row_is_a_rest_with_its_seconds() -> None:
    rest = read(export(STRONG_B, strong(), strong("Rest Timer", 0, 0, seconds="90.0")), unit="kg")
    assert [(row.kind, row.duration_seconds, row.set_type) for row in rest] == [
        ("set", None, "working"),
        ("rest", "90", None),
    ]


def test_a_note_row_is_a_note() -> None:
    rows = read(export(STRONG_B, strong("Note", 0, 0, notes='"wide\ngrip"'), strong()), unit="kg")
    assert [(row.kind, row.notes, row.exercise_notes) for row in rows] == [
        ("note", "wide\ngrip", None),
        ("set", None, None),
    ]


def test_the_first_notes_are_the_blocks_and_other_ones_the_sets() -> None:
    rows = read(
        export(STRONG_B, strong(notes="wide"), strong(2), strong(3, notes="hard"), strong(4)),
        unit="kg",
    )
    assert [(row.exercise_notes, row.notes) for row in rows] == [
        ("wide", None),
        (None, None),
        (None, "hard"),
        (None, None),
    ]
    rows = read(export(HEVY, *(hevy(set_index=n, exercise_notes="wide") for n in range(2))))
    assert [(row.exercise_notes, row.notes) for row in rows] == [("wide", None)] * 2


def test_identical_rows_stay() -> None:
    rows = read(export(STRONG_B, *[strong("W", 20, 10)] * 3), unit="kg")
    assert [(row.line, row.block) for row in rows] == [(2, 1), (3, 1), (4, 1)]


def test_warm_ups_between_two_runs_of_one_exercise_open_the_second_block() -> None:
    orders = ("W", 1, "Rest Timer", 2, "D", "W", "Rest Timer", "W", 1, 2)
    rows = read(export(STRONG_B, *map(strong, orders)), unit="kg")
    assert [row.block for row in rows] == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    assert [row.line for row in rows] == list(range(2, 12))


def test_a_warm_up_after_working_sets_stays_where_no_new_run_follows() -> None:
    squat = strong(1, exercise="Squat")
    rows = read(export(STRONG_B, *map(strong, (1, 2, "W", 3, "W")), squat), unit="kg")
    assert [row.block for row in rows] == [1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("length", "ended"),
    [
        ("7m", "18:11:11"),
        ("1h 8m", "19:12:11"),
        ("20s", "18:04:31"),
        ("35min", "18:39:11"),
        ("1h 2min", "19:06:11"),
        ("0s", "18:04:11"),
        ("4080", "19:12:11"),
    ],
)
def test_durations_give_the_end(length: str, ended: str) -> None:
    row = only(export(STRONG_B, strong(duration=length)), unit="kg")
    assert row.ended_local == f"2024-03-05 {ended}"


def test_a_duration_that_is_none_leaves_the_end_unknown_and_is_told_once() -> None:
    lines = (strong(n, duration="a while") for n in ("Rest Timer", "X", 1, 2))
    rows = read(export(STRONG_B, *lines), unit="kg")
    assert [row.kind for row in rows] == ["rest", "error", "set", "set"]
    assert [row.ended_local for row in rows] == [None] * 4
    told = (rows[2].error_column, rows[2].error_value, rows[2].error_reason)
    assert told == ("Duration", "a while", "is no length of time")
    assert rows[3].error_reason is None
    row = only(export(STRONG_B, strong(duration="")), unit="kg")
    assert (row.ended_local, row.error_reason) == (None, None)


@pytest.mark.parametrize(
    ("start", "local"),
    [
        ("2024-03-05 6:04:11\u202fPM", "2024-03-05 18:04:11"),
        ("2018/8/31 5:49", "2018-08-31 05:49:00"),
    ],
)
def test_each_form_of_a_strong_date_is_read(start: str, local: str) -> None:
    row = only(export(STRONG_B, strong(date=start)), unit="kg")
    assert row.started_local == local


def test_names_lose_their_outer_spaces_and_nothing_else() -> None:
    row = only(export(STRONG_B, strong(exercise='" Chest  Press "', title='"Leg day "')), unit="kg")
    assert (row.exercise_name, row.workout_title) == ("Chest  Press", "Leg day")
    assert '" Chest  Press "' in (row.raw or "")


def test_byte_order_mark_and_crlf() -> None:
    content = b"\xef\xbb\xbf" + export(STRONG_B, strong(), strong(2), end="\r\n")
    rows = read(content, unit="kg")
    assert [(row.kind, row.line, row.rpe) for row in rows] == [("set", 2, None), ("set", 3, None)]
    assert not (rows[0].raw or "").endswith("\r")


def test_a_utf_16_file_is_read() -> None:
    content = export(STRONG_B, strong(title="Bröst")).decode().encode("utf-16")
    assert only(content, unit="kg").workout_title == "Bröst"


def test_a_spreadsheets_delimiter_and_trailing_empty_columns_are_found() -> None:
    header = "sep=;\n" + STRONG_B.replace(",", ";")
    line = strong().replace(",", ";") + ";;;"
    assert only(export(header, line), unit="kg").line == 3


def test_a_comma_is_a_decimal_point_where_it_can_be_no_thousands() -> None:
    hevys = read(export(HEVY, hevy(weight='"62,5"', rpe='"8,5"'), hevy(weight='",5"')))
    assert [(row.weight, row.rpe) for row in hevys] == [("62.5", "8.5"), ("0.5", None)]
    spread = export(STRONG_B.replace(",", ";"), strong(weight="@").replace(",", ";"))
    assert only(spread.replace(b"@", b"62,5"), unit="kg").weight == "62.5"


def test_blank_lines_are_no_records() -> None:
    rows = read(export(STRONG_B, "", strong(), "", strong(2), ""), unit="kg")
    assert [row.line for row in rows] == [3, 5]


def test_columns_in_another_order_and_unknown_ones_are_no_matter() -> None:
    header = "RPE,Mood," + STRONG_A
    line = '8,fine,2024-03-05 18:04:11,"Push","Squat",1,100,5,0,0,"",""'
    row = only(export(header, line), unit="kg")
    assert (row.exercise_name, row.weight, row.rpe) == ("Squat", "100", "8")


# The other forms of Strong


def test_strong_a_has_no_duration() -> None:
    line = '2016-03-05 18:04:11,"Push","Squat",1,100.0,5,0,0,"",""'
    opened, (row,) = read_export(export(STRONG_A, line), unit="kg")
    assert (opened.dialect.id, row.weight, row.ended_local) == ("strong_a", "100", None)


def test_a_column_named_after_its_unit_tells_it() -> None:
    header = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes"
    line = "2017-03-05 18:04:11,Push,Squat,0,100,5,1.5,0,"
    opened, (row,) = read_export(export(header, line, end="\r\n"))
    assert (opened.unit, row.weight_unit, row.set_index, row.distance_m) == ("kg", "kg", 0, "1500")


def test_the_2026_form_of_strong_without_notes() -> None:
    header = STRONG_B.replace("Notes,Workout Notes,", "")
    line = "2026-03-05 18:04:11,Push,1h,Squat,1,100,5,0,0,9"
    opened, (row,) = read_export(export(header, line), unit="kg")
    assert (opened.dialect.id, row.rpe) == ("strong_b_short", "9")


def test_android_strong_gives_units_row_by_row() -> None:
    opened, rows = read_export(
        export(
            STRONG_C,
            "2020-03-05 18:04:11;Push;Squat;1;100.0;kg;5;0;;;0;;",
            "2020-03-05 18:04:11;Push;Squat;2;225.0;lbs;5;;;;0;;",
            "2020-03-05 18:04:11;Push;Run;1;;;;;3.1;mi.;1500;;",
            "2020-03-05 18:04:11;Push;Walk;1;;;;;2;km;;;",
        )
    )
    assert (opened.dialect.id, opened.delimiter) == ("strong_c", ";")
    assert [(r.weight, r.weight_unit, r.distance_m, r.rpe) for r in rows] == [
        ("100", "kg", None, None),
        ("225", "lb", None, None),
        (None, None, "4988.966", None),
        (None, None, "2000", None),
    ]
    content = export(STRONG_C + ";Workout Duration", "2023-03-05 18:04:11;P;S;1;9;kg;5;;;;;;;1h")
    opened, (row,) = read_export(content)
    assert (opened.dialect.id, row.ended_local) == ("strong_c_duration", "2023-03-05 19:04:11")


@pytest.mark.parametrize(
    ("order", "kept"),
    [("WARM_UP", "warmup"), ("Drop Set", "drop"), ("REST_TIMER", None), ("FAILURE", "failure")],
)
def test_android_spells_out_what_a_row_is(order: str, kept: str | None) -> None:
    line = f"2020-03-05 18:04:11;Push;Squat;{order};100.0;lbs.;5;0;2;km.;60;;"
    row = only(export(STRONG_C, line))
    assert (row.kind, row.set_type) == ("set" if kept else "rest", kept)
    if kept:
        assert (row.weight_unit, row.distance_m) == ("lb", "2000")


def test_a_weight_without_unit_in_a_file_that_gives_units_by_row_needs_one() -> None:
    content = export(STRONG_C, "2020-03-05 18:04:11;Push;Squat;1;100;;5;;;;;;")
    assert faults(content) == [(2, "Weight", "100")]
    assert only(content, unit="kg").weight_unit == "kg"


def test_kilograms_that_were_pounds_go_back_to_pounds() -> None:
    def line(weight: str) -> str:
        return f'"1";"2025-03-05 18:04:11";"Push";"3600";"Squat";"1";"{weight}";"5";"";"";"";"";""'

    weights = ["18.143694800000002", "20.0", "102.05828325", "75.75", "45.35924"]
    opened, rows = read_export(export(STRONG_D, *map(line, weights)))
    assert opened.dialect.id == "strong_d"
    assert [(row.weight, row.weight_unit) for row in rows] == [
        ("40", "lb"),
        ("20", "kg"),
        ("225", "lb"),
        ("75.75", "kg"),
        ("45.359", "kg"),
    ]
    assert rows[0].ended_local == "2025-03-05 19:04:11"


@pytest.mark.parametrize(
    ("header", "id"), [(STRONG_GERMAN, "strong_de"), (STRONG_FRENCH, "strong_fr")]
)
def test_localised_strong_files(header: str, id: str) -> None:
    content = export(header, strong("W", duration="1h 2min"), strong(1), end="\r\n")
    opened, rows = read_export(content, unit="kg")
    assert opened.dialect.id == id
    assert [(row.set_type, row.weight, row.reps) for row in rows] == [
        ("warmup", "80", 5),
        ("working", "80", 5),
    ]


# Errors by line


@pytest.mark.parametrize(
    ("column", "cells", "reason"),
    [
        ("weight_kg", {"weight": "heavy"}, "is not a number"),
        ("weight_kg", {"weight": "-5"}, "is negative"),
        ("weight_kg", {"weight": "NaN"}, "is not a number"),
        ("weight_kg", {"weight": "inf"}, "is not a number"),
        ("weight_kg", {"weight": "1_000"}, "is not a number"),
        ("weight_kg", {"weight": "٨٠"}, "is not a number"),
        (
            "weight_kg",
            {"weight": '"1,225"'},
            "may mean thousands or decimals: write it with a decimal point",
        ),
        ("weight_kg", {"weight": '"1,225.5"'}, "is not a number"),
        (
            "duration_seconds",
            {"duration_seconds": "1:60:00"},
            "is no time: there are 60 minutes in an hour",
        ),
        ("duration_seconds", {"duration_seconds": "27:99"}, "is not a number"),
        ("weight_kg", {"weight": "9999.9999"}, "is too large: it has to be under 10,000"),
        ("weight_kg", {"weight": "1e300"}, "is too large: it has to be under 10,000"),
        ("reps", {"reps": "5.5"}, "is not a whole number"),
        ("reps", {"reps": "-5"}, "is negative"),
        ("reps", {"reps": "10000"}, "is too large: it has to be under 10,000"),
        ("rpe", {"rpe": "11"}, "is no RPE: these go from 1 to 10"),
        ("rpe", {"rpe": "8.3"}, "is no RPE: these go in halves"),
        ("distance_km", {"distance": "10000"}, "is too far: it has to be under 10,000 km"),
        ("duration_seconds", {"duration_seconds": "1000001"}, None),
        ("set_index", {"set_index": "first"}, "is not a number"),
        ("set_index", {"set_index": ""}, "is not a number"),
        ("set_type", {"set_type": "giant"}, "is none of normal, warmup, dropset, failure"),
        ("start_time", {"start_time": ""}, "is missing"),
        ("start_time", {"start_time": "yesterday"}, "is not a date"),
        ("start_time", {"start_time": "31 Feb 2025, 07:06"}, "is no such day or time"),
        ("start_time", {"start_time": "1 Jan 1969, 07:06"}, None),
        ("start_time", {"start_time": "1 Jan 2101, 07:06"}, None),
        ("end_time", {"end_time": "later"}, "is not a date"),
        ("exercise_title", {"exercise_title": "  "}, "is missing"),
        ("title", {"title": "x" * 256}, "is longer than 255 characters"),
    ],
)
def test_a_bad_cell_is_reported_and_the_rest_goes_on(
    column: str, cells: dict[str, str], reason: str | None
) -> None:
    rows = read(
        export(
            HEVY,
            hevy(),
            hevy(set_index=1, **{**cells}) if "set_index" not in cells else hevy(**cells),
            hevy(set_index=2),
        )
    )
    assert [row.kind for row in rows] == ["set", "error", "set"]
    bad = rows[1]
    assert (bad.line, bad.error_column) == (3, column)
    assert bad.error_value == next(iter(cells.values())).strip('"')[:200]
    assert reason is None or bad.error_reason == reason
    assert bad.raw


def test_a_rest_of_more_than_a_day_is_an_error() -> None:
    content = export(STRONG_B, strong("Rest Timer", 0, 0, seconds=86_401))
    assert faults(content, unit="kg") == [(2, "Seconds", "86401")]


def test_a_block_that_never_ends_is_cut_off() -> None:
    rows = read(export(STRONG_B, *[strong("W")] * 10_001), unit="kg")
    assert [row.line for row in rows if row.kind == "error"] == [10_002]


def test_an_order_that_is_none() -> None:
    row = only(export(STRONG_B, strong("X")), unit="kg")
    assert (row.kind, row.error_column, row.error_value) == ("error", "Set Order", "X")


def test_a_nul_byte_is_an_error_of_its_line() -> None:
    assert faults(export(HEVY, hevy(), hevy(title="Pu\0sh"))) == [(3, "title", r"Pu\0sh")]


def test_bytes_that_are_no_utf_8_are_an_error_of_their_line() -> None:
    content = export(HEVY, hevy(), hevy(title="Br?st").replace("?", "@@"))
    assert faults(content.replace(b"@@", b"\xf6")) == [(3, "title", r"Br\xf6st")]


def test_a_truncated_last_line_is_an_error() -> None:
    content = export(HEVY, hevy(), hevy(set_index=1))
    rows = read(content[: content.rindex(b"normal") + 8])
    assert [row.kind for row in rows] == ["set", "error"]
    assert rows[1].error_reason == "14 fields expected, 10 found"
    rows = read(content[: content.rindex(b"normal") + 3])
    assert rows[1].error_reason == "a quote is opened and not closed"


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    broken = hevy(set_index=1).replace('"Push"', '"Push', 1).replace('"26 Jul 2025, 07:06"', "x")
    content = export(HEVY, hevy(), broken, *(hevy(set_index=n) for n in range(2, 50)))
    assert [row.kind for row in read(content)].count("set") >= 48


def test_an_unclosed_quote_among_bare_lines_costs_its_own_line_only() -> None:
    bare = [strong(n, title="Push", exercise="Squat") for n in range(1, 200)]
    bare[50] = strong(51, title='"Push', exercise="Squat")
    rows = read(export(STRONG_B, *bare), unit="kg")
    assert [row.line for row in rows if row.kind == "error"] == [52]
    assert len(rows) == 199


def test_a_cell_of_ten_megabytes_is_an_error_of_its_line() -> None:
    content = export(HEVY, hevy(), hevy(title="x" * 10_000_000), hevy(set_index=1))
    rows = read(content)
    assert [row.kind for row in rows] == ["set", "error", "set"]
    assert [row.line for row in rows] == [2, 3, 4]
    assert len(rows[1].raw or "") < 100_000


def test_a_cell_longer_than_csv_takes_is_an_error_of_its_line() -> None:
    rows = read(export(HEVY, hevy(description="x" * 140_000), hevy(set_index=1)))
    assert [row.kind for row in rows] == ["error", "set"]
    assert "longer than" in (rows[0].error_reason or "")


def test_an_error_line_does_not_split_its_block() -> None:
    rows = read(export(HEVY, hevy(), hevy(set_index=1, weight="x"), hevy(set_index=2)))
    assert [row.block for row in rows] == [1, None, 1]


# Refusals


def test_a_file_that_is_no_export_is_told_its_headers_and_the_known_ones() -> None:
    refused = refusal(b"a,b,c\n1,2,3\n")
    assert refused.reason == "unknown_format"
    assert "a, b, c" in refused.message
    assert "exercise_title" in (refused.hint or "")
    assert "Set Order" in (refused.hint or "")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content).reason == "empty"


def test_a_header_without_rows_is_an_export_of_nothing() -> None:
    assert read(export(HEVY)) == []


def test_a_strong_file_without_unit_is_told_what_to_pass() -> None:
    refused = refusal(export(STRONG_B, strong()))
    assert refused.reason == "unit_needed"
    assert refused.hint == "Pass --unit kg or --unit lb."


def test_a_unit_that_contradicts_the_file_is_refused() -> None:
    assert refusal(export(HEVY, hevy()), unit="lb").reason == "unit_contradicted"
    assert only(export(HEVY, hevy()), unit="kg").weight_unit == "kg"


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04rest", b"\x1f\x8b\x08", b"SQLite format 3\0", b"%PDF-1.7", b"\0\1\2\xff"],
)
def test_a_file_of_another_kind_is_refused(content: bytes) -> None:
    assert refusal(content).reason == "unknown_format"


def test_a_header_that_lacks_something_is_told_what() -> None:
    refused = refusal(export(HEVY.replace('"set_index",', ""), hevy()))
    assert refused.reason == "unknown_format"
    assert refused.hint == "It is most like Hevy, and lacks set_index."
    assert (refusal(b"day,what\n").hint or "").startswith("Known are ")


def test_a_stream_of_text_is_refused() -> None:
    with pytest.raises(Misuse), open_export(io.StringIO("title")):  # type: ignore[arg-type]
        pass


def test_a_dialect_can_be_asked_for() -> None:
    content = export(STRONG_B, strong())
    assert read_export(content, unit="kg", dialect="strong_a")[0].dialect.id == "strong_a"
    assert refusal(content, dialect="hevy").reason == "unknown_format"
    assert refusal(content, dialect="hevi").reason == "unknown_dialect"


def test_paths_that_are_no_files(tmp_path: object) -> None:
    for path, reason in ((f"{tmp_path}/none.csv", "not_found"), (f"{tmp_path}", "unreadable")):
        with pytest.raises(ImportRefused) as caught, open_export(path):
            pass
        assert caught.value.reason == reason


def test_a_pipe_is_read_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with open_export(Pipe(export(HEVY, hevy()))) as opened:
        assert len(list(opened.rows())) == 1


def test_a_lent_stream_stays_open_and_can_be_read_again() -> None:
    stream = io.BytesIO(export(HEVY, hevy()))
    for _ in range(2):
        with open_export(stream) as opened:
            assert len(list(opened.rows())) == 1
            assert len(list(opened.rows())) == 1
    assert not stream.closed


def test_progress_reaches_the_size() -> None:
    content = export(HEVY, *(hevy(set_index=n) for n in range(2_500)))
    seen: list[int] = []
    with open_export(io.BytesIO(content)) as opened:
        list(opened.rows(seen.append))
    assert seen == sorted(seen)
    assert (len(seen), seen[-1]) == (3, len(content))


def test_an_end_that_cant_be_one_makes_no_other_workout() -> None:
    bad = hevy(end_time="26 Jul 2025, 06:00", set_index=1)
    rows = read(export(HEVY, hevy(), bad, hevy(set_index=2)))
    assert [row.workout_ordinal for row in rows] == [None] * 3
    assert rows[1].error_reason == "is before the start"


def test_hevy_workouts_that_begin_alike_are_told_apart_by_their_end() -> None:
    rows = read(
        export(
            HEVY,
            hevy(),
            hevy(end_time="26 Jul 2025, 09:00"),
            hevy(title="Pull"),
            hevy(end_time="26 Jul 2025, 09:00", set_index=1),
            hevy(set_index=1),
        )
    )
    assert [row.workout_ordinal for row in rows] == [None, 2, None, 2, None]
