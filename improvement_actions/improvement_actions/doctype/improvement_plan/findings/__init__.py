"""Findings of an inspection report become a plan: read, matched with what the site knows, imported, and shown."""
