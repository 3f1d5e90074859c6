"""The profiled monitoring: from the lines of a ledger to a committee's financial monitoring with drill-down."""
