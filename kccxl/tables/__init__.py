"""What an officer's sheet holds: grids of cells, the tables in them, and every problem with its cell."""
