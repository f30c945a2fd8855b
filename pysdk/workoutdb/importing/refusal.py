"""The one way an import is refused as a whole: a sentence that says why, and one with the way out.

A bad line is never a reason: it is counted, reported by its number, and the rest goes on.
"""

from __future__ import annotations

from ..errors import WorkoutDBError


class ImportRefused(WorkoutDBError):  # it is an answer, not a mistake
    """The file can't be imported as asked. Nothing was written.

    `reason` is for programs: `not_found`, `unreadable`, `empty`, `unknown_format`,
    `unknown_dialect`, `dialect_needed`, `unit_needed`, `unit_contradicted`, `timezone_needed`,
    `unknown_timezone`, `purged`, or `failed` (a job).
    """

    def __init__(self, reason: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
