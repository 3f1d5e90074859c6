"""What every committee paper has in common, whatever report it prints: its head, its data checks, its text."""
