"""The directorate budget and staff: by division, re-added row by row and column by column."""
