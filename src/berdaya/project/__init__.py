"""The Django project: settings, addresses and wiring. The only place that knows everything."""
