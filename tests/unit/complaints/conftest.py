"""Fields say what is wrong in the reader's language, so they need an application to ask which that is."""

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture
def app_context():
    app = Flask("words")
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield
