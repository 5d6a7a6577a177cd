"""How static files are collected: one stylesheet instead of thirty, every name with its fingerprint."""

import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/portage.css"
NOT_OURS = "django_htmx/ext/"  # extensions we do not use; one imports a file that its package does not bring
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; it also follows the imports of scripts and writes our stylesheets into one."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and ENTRY in paths:
            self.write_as_one(paths)
            paths = {**paths, ENTRY: (self, ENTRY)}  # what follows reads the joined sheet, not its source
        paths = {name: path for name, path in paths.items() if not name.startswith(NOT_OURS)}
        yield from super().post_process(paths, dry_run, **options)

    def write_as_one(self, paths):
        """Write the imported sheets into the entry, from the sources: a copy may be joined already."""

        def text_of(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        joined = IMPORT.sub(lambda found: text_of(f"css/{found[1]}"), text_of(ENTRY))
        with open(self.path(ENTRY), "w", encoding="utf-8") as file:
            file.write(joined)
