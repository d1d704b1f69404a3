"""Static files in production: compressed, named by their content, and scripts that import each other by those names."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import … from "./other.js"``, so that a new release never meets an old module in a cache."""

    support_js_module_import_aggregation = True
