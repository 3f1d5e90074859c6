"""Workbooks on disk: read them safely, write them, put them in place."""
