"""The rules of the council's dashboards: pure functions on plain values, without input or output."""
