"""The WSGI application: settings in, application out."""

from vigilance.factory import create_app
from vigilance.settings import load_settings

app = create_app(load_settings())
