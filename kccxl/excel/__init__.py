"""kccxl inside Excel: worksheet functions and buttons, through xlwings. The only place that knows xlwings."""
