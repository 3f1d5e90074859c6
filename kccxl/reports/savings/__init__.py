"""Savings monitoring: what was agreed to be saved, what is delivered and forecast of it, and what is at risk."""
