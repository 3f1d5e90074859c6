"""Many workbooks, unattended: in parallel, on a schedule, on several machines, with a record an auditor can repeat."""
