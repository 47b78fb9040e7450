"""What other apps know that helps here. Each module is the one place that knows its app, and idle where that is absent."""
