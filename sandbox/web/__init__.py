"""The sandbox's web server: both sites in one gunicorn process, each on its own port."""
