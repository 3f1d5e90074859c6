"""kccxl: performance dashboards and financial monitoring from a council's Excel workbooks."""

__version__ = "0.1.0"
