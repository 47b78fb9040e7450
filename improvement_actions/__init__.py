"""Improvement Actions: findings become owned, dated, evidenced and verified change."""

__version__ = "0.4.0"
