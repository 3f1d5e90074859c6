"""The performance dashboard: indicators against target and floor standard.

Activity against expected ranges.
"""
