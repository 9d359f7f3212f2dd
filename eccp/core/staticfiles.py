"""How static files are stored for serving: under hashed names, compressed, without source maps."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Leave the comments that name source maps as they are.

    No visitor needs a map, so `collectstatic --ignore "*.map"` may leave them out;
    Django's own rules would then stop at the first comment that names one.
    """

    patterns = tuple(
        (files, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for files, rules in CompressedManifestStaticFilesStorage.patterns
    )
