"""What `make demo` runs: the doors of development, the speed and strictness of production."""

from .dev import *

DEBUG = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "portage.staticfiles.StaticFiles"}}
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR / "demo" / "static")))
