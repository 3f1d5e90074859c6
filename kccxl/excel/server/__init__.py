"""The same functions and buttons through xlwings Server: an optional extra, under terms of its own.

xlwings Server and the parts of xlwings it uses are licensed under PolyForm Noncommercial 1.0.0, which names government
institutions among those it permits, or a paid plan. Nothing outside of this folder imports them.
"""
