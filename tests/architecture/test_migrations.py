"""The migrations make the tables that the models describe, and their names say what they do."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.tree import PACKAGES, ROOT, files


def missing(wanted: ProjectState) -> list[str]:
    """What `makemigrations` would write for our packages."""
    loader = MigrationLoader(None)
    with translation.override(None):  # a migration holds the English names
        changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    return [
        f"{label}: {operation.describe()}"
        for label in PACKAGES
        for migration in changes.get(label, [])
        for operation in migration.operations
    ]


def test_migrations_are_complete():
    assert missing(ProjectState.from_apps(apps)) == []


def test_missing_migration_is_found():
    wanted = ProjectState.from_apps(apps)
    wanted.remove_field("liap", "region", "name")

    assert missing(wanted) == ["liap: Remove field name from region"]


def test_every_package_with_models_has_migrations():
    with_models = {package for package in PACKAGES if list(apps.get_app_config(package).get_models())}

    assert with_models & MigrationLoader(None).unmigrated_apps == set()


def test_migrations_are_named_by_what_they_do():
    names = [path.stem for path in files(ROOT, "migrations/0*.py")]

    assert names
    assert [name for name in names if "_auto_" in name or name.endswith(("_initial", "_and_more"))] == []
