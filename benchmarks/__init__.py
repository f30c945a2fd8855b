"""What the log costs beside bare Postgres, both sides interleaved in one run."""
