import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Supabase's command line, run in a folder of its own."""
    program = os.environ.get("WORKOUTDB_SUPABASE_CLI") or shutil.which("supabase")
    if program is None:
        pytest.skip(
            "no Supabase CLI: put `supabase` on the PATH, or name it in WORKOUTDB_SUPABASE_CLI"
        )

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [program, *arguments, "--yes"],
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path), "DO_NOT_TRACK": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
