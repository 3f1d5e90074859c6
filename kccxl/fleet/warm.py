"""What every worker needs, imported once before workers are forked."""

from __future__ import annotations

import kccxl.files.read
import kccxl.files.write
import kccxl.fleet.job
import kccxl.reports.budget.report
import kccxl.reports.capital.report
import kccxl.reports.ledger.report
import kccxl.reports.monitoring.report
import kccxl.reports.performance.contract
import kccxl.reports.performance.dashboard
import kccxl.reports.performance.report
import kccxl.reports.savings.report  # noqa: F401
