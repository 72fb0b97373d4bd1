"""How long Django's bulk_create takes for the rows of evidence, a thousand at a time, into a table with the same key."""

import sys
import time

import django
from django.conf import settings

host, port, user, database = sys.argv[1:]
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": host,
            "PORT": port,
            "USER": user,
            "NAME": database,
        }
    }
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402

COLUMNS = {
    "listener": models.UUIDField,
    "source": models.UUIDField,
    "month": models.IntegerField,
    "ended_at": models.BigIntegerField,
    "naming": models.UUIDField,
    "circumstance": models.UUIDField,
    "told_ms": models.BigIntegerField,
    "provenance": models.SmallIntegerField,
    "begin_only": models.BooleanField,
    "number": models.IntegerField,
    "mark": models.BigIntegerField,
}


class Meta:
    app_label = "bench"
    db_table = "bench_evidence"
    constraints = [models.UniqueConstraint(fields=list(COLUMNS)[:-1], name="bench_key")]


Row = type("Row", (models.Model,), {"__module__": "bench", "Meta": Meta, **{name: kind() for name, kind in COLUMNS.items()}})

with connection.schema_editor() as schema:
    schema.create_model(Row)
with connection.cursor() as cursor:
    cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM tonearm.evidence")
    rows = [Row(**dict(zip(COLUMNS, values))) for values in cursor.fetchall()]
began = time.time()
with transaction.atomic():
    Row.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
print(f"{time.time() - began:8.2f} s  Django {django.__version__}, bulk_create of {len(rows)} rows, a thousand at a time")
