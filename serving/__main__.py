"""Serve the course's dashboards: ``python -m serving notebooks``, with Voilà's options."""

from serving.app import Dashboards

Dashboards.launch_instance()
