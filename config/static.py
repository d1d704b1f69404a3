"""Static files in production: compressed, named by their content, and our scripts import each other by those names."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_MODULES = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]  # Django's own list


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import … from "./other.js"`` in our own scripts, so that a new release never meets an old module.

    Only in ours: what libraries ship may hold something that merely looks like an import.
    """

    patterns = (*HashedFilesMixin.patterns, ("megdan/js/*.js", _MODULES))
