"""A throw-away, real Frappe for trying and testing this app on a machine without a bench: see sandbox/README.md."""
