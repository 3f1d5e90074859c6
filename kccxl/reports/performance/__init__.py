"""The performance dashboard: indicators against target and floor standard, activity against expected ranges."""
