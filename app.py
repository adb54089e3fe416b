"""The WSGI application: settings in, application out."""

import gc

from vigilance.factory import create_app
from vigilance.settings import load_settings

app = create_app(load_settings())
# What stands now stands for good: looking through it for garbage again and again cost some pages 50 ms.
gc.collect()
gc.freeze()
