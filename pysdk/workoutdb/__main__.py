"""`python -m workoutdb` is the command `workoutdb`."""

from workoutdb.cli import main

main()
