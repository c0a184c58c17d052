"""The WSGI application that waitress (or another server) runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
application = get_wsgi_application()
