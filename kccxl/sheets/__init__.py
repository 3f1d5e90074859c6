"""What a sheet looks like, whatever writes it: cells, styles, charts, print set-up. No file format."""
