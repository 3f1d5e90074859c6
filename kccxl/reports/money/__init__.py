"""What the reports on money have in common: settings, amounts with their scale, casts, and how money is printed."""
