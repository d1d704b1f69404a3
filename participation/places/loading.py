"""Loads the 265 Bulgarian municipalities from the project's own data file: facts, named in docs/data.md."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "bg_municipalities.csv"


def load_places(region_model: Any, municipality_model: Any) -> int:
    """Every region and municipality of the file exists with its names and seat; what else is known of it stays as it was.

    Takes the models as parameters, so that a migration can give its own. Returns how many municipalities the file has.
    """
    with FILE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    regions = [
        region_model(code=code, name_bg=name_bg, name_en=name_en)
        for code, name_bg, name_en in sorted({(row["region"], row["region_bg"], row["region_en"]) for row in rows})
    ]
    region_model.objects.bulk_create(
        regions, update_conflicts=True, unique_fields=["code"], update_fields=["name_bg", "name_en"]
    )
    known = {region.code: region.pk for region in region_model.objects.all()}
    municipality_model.objects.bulk_create(
        [
            municipality_model(
                code=row["code"],
                region_id=known[row["region"]],
                name_bg=row["name_bg"],
                name_en=row["name_en"],
                latitude=Decimal(row["latitude"]) if row["latitude"] else None,
                longitude=Decimal(row["longitude"]) if row["longitude"] else None,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["region_id", "name_bg", "name_en", "latitude", "longitude"],
    )
    return len(rows)
