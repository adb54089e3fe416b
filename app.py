"""The application: settings in, application out; `served` is what the server runs."""

import gc

gc.disable()  # nothing of what is made below is garbage: to look for it took an eighth of the start
# ruff: noqa: E402
from vigilance.factory import create_app
from vigilance.settings import load_settings
from vigilance.web.front import Front

settings = load_settings()
app = create_app(settings)
served = Front(app, most=settings.max_body_bytes, folder=settings.blobs_dir / "tmp")
# What stands now stands for good: looking through it for garbage again and again cost some pages 50 ms.
gc.collect()
gc.freeze()
gc.enable()
