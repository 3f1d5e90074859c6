"""Financial monitoring: budgets by heading, their forecast variances, what was adjusted, and how they moved."""
