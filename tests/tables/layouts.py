"""Tables as officers lay them out, each right as it stands, and one cell of each to make wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, position, sheet

_ = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its totals, the cell that is made wrong, what then stands there, and which totals are then wrong."""

    name: str
    rows: Sequence[Sequence[Cell]]
    totals: str
    slip: tuple[str, Cell]
    wrong: str
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def right(self) -> Grid:
        return sheet(self.rows, **self.more)

    @property
    def slipped(self) -> Grid:
        (row, column), value = position(self.slip[0]), self.slip[1]
        rows = [list(line) for line in self.rows]
        rows[row][column] = value
        return sheet(rows, **self.more)


_CENTRES = [[f"Centre {n}", 100 + 7 * n, 80 + 3 * n] for n in range(6)]
_MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep"]

LAYOUTS = [
    Layout("two header rows, merged",
           [[_, "2016-17", _, "2017-18", _], ["Service", "Budget", "Actual", "Budget", "Actual"],
            ["Libraries", 120, 118, 125, 127], ["Museums", 40, 44, 41, 39], ["Parks", 75, 71, 78, 80],
            ["Total", 235, 233, 244, 246]],
           "B6 C6 D6 E6", ("D6", 245), "D6", {"merged": ["B1:C1", "D1:E1"]}),
    Layout("total per sub caption",
           [[_, "Adults", _, "Children", _, "Total", _], ["District", "Budget", "Actual"] + ["Budget", "Actual"] * 2,
            ["Ashford", 10, 11, 20, 23, 30, 34], ["Dover", 12, 15, 17, 19, 29, 34], ["Swale", 8, 9, 31, 30, 39, 39],
            ["Total", 30, 35, 68, 72, 98, 107]],
           "B6 C6 D6 E6 F6 G6 F3 G3 F4 G4 F5 G5", ("F4", 39), "F4 F6",
           {"merged": ["B1:C1", "D1:E1", "F1:G1"]}),
    Layout("total above the items",
           [["Grant", "2016", "2017"], ["Total", 60, 75], ["Roads", 10, 15], ["Schools", 30, 40], ["Health", 20, 20]],
           "B2 C2", ("C4", 41), "C2"),
    Layout("sub totals in groups and a grand total",
           [["Service", "Budget", "Forecast"], ["Adults", _, _], ["Homecare", 100, 110], ["Day care", 50, 45],
            ["Sub-total", 150, 155], ["Children", _, _], ["Fostering", 80, 82], ["Adoption", 20, 19],
            ["Sub-total", 100, 101], ["Grand total", 250, 256]],
           "B5 C5 B9 C9 B10 C10", ("B9", 102), "B9"),
    Layout("quarters and the year",
           [["Activity", "Q1", "Q2", "Q3", "Q4", "Annual total"], ["Calls", 10, 20, 30, 40, 100],
            ["Visits", 5, 6, 7, 8, 26], ["Letters", 9, 8, 7, 6, 30], ["Total", 24, 34, 44, 54, 156]],
           "F2 F3 F4 F5 B5 C5 D5 E5", ("F3", 27), "F3 F5"),
    Layout("months with sub totals by quarter",
           [["Service", "Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2", "Total"],
            ["Calls", 1, 2, 3, 6, 4, 5, 6, 15, 21], ["Visits", 2, 2, 3, 7, 5, 5, 5, 15, 22],
            ["Letters", 4, 1, 1, 6, 2, 1, 2, 5, 11]],
           "J2 J3 J4", ("J3", 32), "J3"),
    Layout("cumulative column",
           [["Month", "Visits", "Cumulative"], ["April", 10, 10], ["May", 20, 30], ["June", 15, 45],
            ["Total", 45, _]],
           "B5", ("B5", 46), "B5"),
    Layout("transposed",
           [["Measure", "Ashford", "Dover", "Swale", "Total"], ["Posts", 12, 15, 9, 36],
            ["Cost", 340, 410, 215, 965], ["Visits", 88, 91, 70, 249]],
           "E2 E3 E4", ("E3", 956), "E3"),
    Layout("side by side with a gap",
           [["Team", "Calls", _, "Area", "Visits", "Hours"], ["x", 100, _, "p", 5, 2.5], ["y", 200, _, "q", 6, 3.5],
            ["Total", 300, _, "r", 7, 1.0], [_, _, _, "Total", 18, 7.0]],
           "B4 E5 F5", ("E5", 19), "E5"),
    Layout("side by side without a gap",
           [["Team", "Calls", "Team", "Visits"], ["x", 100, "p", 5], ["y", 200, "q", 6], ["Total", 300, "r", 7],
            [_, _, "Total", 18]],
           "B4 D5", ("B4", 310), "B4"),
    Layout("notes beneath",
           [["Fund", "Opening", "Closing"], ["General", 37.2, 36.1], ["Schools", 12.8, 14.4], ["Total", 50.0, 50.5],
            ["1. Schools balances are provisional.", _, _], ["Source: accounts 2016", _, _]],
           "B4 C4", ("C4", 55.5), "C4"),
    Layout("blank columns between",
           [["Heading", _, "Budget", _, "Outturn", _], ["Staff", _, 50, _, 52, _], ["Premises", _, 20, _, 18, _],
            ["Transport", _, 5, _, 6, _], ["Total", _, 75, _, 76, _]],
           "C5 E5", ("E5", 67), "E5"),
    Layout("brackets for negatives",
           [["Heading", "£000s", "Prior"], ["Pay", "1,200.5", "1,100.0"], ["Fees", "(200.5)", "(190.0)"],
            ["Grants", "(100.0)", "(110.0)"], ["Net cost", "900.0", "800.0"]],
           "B5 C5", ("C5", "810.0"), "C5"),
    Layout("hidden rows are counted",
           [["Team", "Calls", "Visits"], ["a", 10, 1], ["b", 20, 2], ["c", 30, 3], ["Total", 60, 6]],
           "B5 C5", ("B5", 61), "B5", {"hidden_rows": frozenset({2})}),
    Layout("SUBTOTAL of the filtered rows",
           [["Team", "Calls", "Visits"], ["a", 10, 1], ["b", 20, 2], ["c", 30, 3], ["Total", 40, 4]],
           "B5 C5", ("C5", 5), "C5", {"hidden_rows": frozenset({2})}),
    Layout("row numbers before the names",
           [["No", "Team", "Calls", "Hours"], [1, "x", 100, 7.5], [2, "y", 200, 8.5], [3, "z", 50, 4.0],
            [_, "Total", 350, 20.0]],
           "C5 D5", ("C5", 351), "C5"),
    Layout("years as labels",
           [["Year", "Births", "Deaths"], [2014, 400, 310], [2015, 420, 330], [2016, 390, 300],
            ["Total", 1210, 940]],
           "B5 C5", ("B5", 1220), "B5"),
    Layout("years as captions",
           [["District", 2014, 2015, 2016, "All years"], ["Ashford", 40, 42, 39, 121], ["Dover", 31, 30, 35, 96],
            ["Overall", 71, 72, 74, 217]],
           "B4 C4 D4 E4 E2 E3", ("D4", 75), "D4 E4"),
    Layout("total after a blank row",
           [["Service", "Budget", "Actual"], ["Arts", 30, 31], ["Sport", 45, 40], ["Play", 25, 26], [],
            ["Total", 100, 97]],
           "B6 C6", ("C6", 98), "C6"),
    Layout("no name, after a rule",
           [["Service", "Budget", "Actual", "Forecast", "Last year"], ["Arts", 30, 31, 33, 28],
            ["Sport", 45, 40, 44, 41], ["Play", 25, 26, 27, 26], ["-----", "-----", "-----", "-----", "-----"],
            [_, 100, 97, 104, 95]],
           "B6 C6 D6 E6", ("D6", 105), "D6"),
    Layout("groups above their parts",
           [["Grants", "2014/15", "2015/16"], ["Children", 30, 40], ["Play", 10, 15], ["Sport", 20, 25],
            ["Adults", 7, 9], ["Visits", 3, 4], ["Meals", 4, 5], ["All grants", 37, 49]],
           "B8 C8", ("C8", 50), "C8"),
    Layout("rates and averages beside counts",
           [["Team", "Posts", "Vacant", "Rate %", "Average age"], ["x", 10, 1, 10, 40], ["y", 20, 2, 10, 50],
            ["z", 25, 5, 20, 45], ["Total", 55, 8, 14.5, 46.1]],
           "B4 C5 B5".replace("B4 ", ""), ("C5", 9), "C5"),
    Layout("unit costs",
           [["Contract", "Hours", "Unit cost £", "Cost £"], ["A", 10, 12.5, 125], ["B", 20, 15, 300],
            ["C", 5, 11, 55], ["Total", 35, 13.71, 480]],
           "B5 D5", ("D5", 490), "D5"),
    Layout("sections parted by blank rows",
           [["Directorate", "Budget", "Variance"], ["Adults", _, _], ["Homecare", 100, 4], ["Day care", 60, -2],
            ["Total adults", 160, 2], [], ["Children", _, _], ["Fostering", 80, 1], ["Adoption", 30, 0],
            ["Total children", 110, 1], [], ["Overall", 270, 3]],
           "B5 C5 B10 C10 B12 C12", ("B12", 280), "B12"),
    Layout("captions repeated over each section",
           [["Adults", "Budget", "Actual"], ["Homecare", 100, 104], ["Day care", 60, 58], ["Total", 160, 162], [],
            ["Children", "Budget", "Actual"], ["Fostering", 80, 81], ["Adoption", 30, 30], ["Total", 110, 111], [],
            ["Grand total", 270, 273]],
           "B4 C4 B9 C9 B11 C11", ("C9", 112), "C9"),
    Layout("gross, income, net",
           [["Service", "2016", "2017"], ["Staff", 50, 55], ["Premises", 30, 31], ["Gross expenditure", 80, 86],
            ["Fees", -20, -22], ["Grants", -5, -5], ["Total income", -25, -27], ["Net expenditure", 55, 59]],
           "B4 C4 B7 C7 B8 C8", ("C8", 60), "C8"),
    Layout("income printed without a minus",
           [["Service", "2015", "2016", "2017"], ["Staff", 50, 55, 58], ["Premises", 30, 31, 32],
            ["Total expenditure", 80, 86, 90], ["Fees", 20, 22, 25], ["Grants", 5, 5, 5],
            ["Total income", 25, 27, 30], ["Net total", 55, 59, 60]],
           "B4 C4 D4 B7 C7 D7 B8 C8 D8", ("C8", 60), "C8"),
    Layout("an addend is off",
           [["Ward", "Electors", "Voted", "Spoilt"], *([f"Ward {n}", 900 + 11 * n, 400 + 7 * n, n] for n in range(5)),
            ["Total", 4610, 2070, 10]],
           "B7 C7 D7", ("C4", 4140), "C7"),
    Layout("names in two columns",
           [["Division", "Team", "Budget", "Actual"], ["Adults", "North", 10, 11], [_, "South", 20, 19],
            ["Adults Total", _, 30, 30], ["Children", "North", 5, 6], [_, "South", 7, 8],
            ["Children Total", _, 12, 14], ["Grand Total", _, 42, 44]],
           "C4 D4 C7 D7 C8 D8", ("C7", 13), "C7"),
    Layout("one column, named Sum",
           [["Team", "Calls"], ["x", 100], ["y", 200], ["z", 40], ["Sum", 340]],
           "B5", ("B5", 341), "B5"),
    Layout("titles, unit row, units in text",
           [["Capital programme"], [], ["Project", "Budget", "Spend"], [_, "£m", "£m"], ["A2 bypass", "£4.20m", "£3.90m"],
            ["School places", "£11.30m", "£10.05m"], ["Broadband", "£0.75m", "£0.50m"],
            ["TOTAL:", "£16.25m", "£14.45m"]],
           "B8 C8", ("C8", "£15.45m"), "C8"),
]  # fmt: skip

TRAPS: list[tuple[str, list[list[Cell]]]] = [
    ("indicators with a total of something among them",
     [["Indicator", "2015", "2016"], ["Calls received", 900, 950], ["Calls answered", 850, 900],
      ["Total staff", 12, 13], ["Complaints", 4, 6]]),
    ("rates of a hundred without a per cent sign",
     [["Team", "Answered", "Performance"], ["x", 40, 92], ["y", 60, 85], ["z", 10, 97], ["Total", 110, 89]]),
    ("rates alone", [["Team", "Performance"], ["x", 92], ["y", 85], ["z", 97], ["Total", 89]]),
    ("of which", [["Staff", "2015", "2016"], ["Men", 10, 12], ["Women", 20, 21], ["Total", 30, 33],
                  ["of which part time", 7, 8], ["of which agency", 1, 2]]),
    ("what follows the total",
     [["Grant", "Amount"], ["Roads", 10], ["Schools", 30], ["Total", 40], ["Last year", 38], ["Change", 2]]),
    ("share of the total",
     [["Grant", "Amount", "Share"], ["Roads", 10, 0.25], ["Schools", 30, 0.75], ["Total", 40, 1],
      ["% of total grants", 5, 6]]),
    ("reserves carried forward",
     [["Reserve", "2015", "2016"], ["Opening balance", 100, 120], ["Added", 30, 10], ["Used", -10, -40],
      ["Closing balance", 120, 90], ["Net movement", 20, -30]]),
    ("budget, forecast, variance",
     [["Heading", "Net budget", "Gross budget", "Forecast", "Variance", "%"], ["Pay", 80, 100, 101, 1, 0.01],
      ["Premises", 40, 50, 47, -3, -0.06], ["Total", 120, 150, 148, -2, -0.013]]),
    ("all ages and its parts",
     [["Age", "Male", "Female"], ["All ages", 100, 110], ["0-15", 20, 21], ["16-64", 60, 64], ["65+", 20, 25],
      ["18+", 75, 84]]),
    ("school names that begin with All",
     [["School", "Pupils"], ["Abbey", 210], ["Bishop", 190], ["All Saints", 400]]),
    ("numbers of posts and codes", [["Code", "Team", "Cost centre", "Posts"], [11, "x", 5001, 3], [12, "y", 5002, 4],
                                    [_, "Total", _, 7]]),
    ("a change from year to year",
     [["District", 2015, 2016, "Net change"], ["Ashford", 10, 12, 2], ["Dover", 11, 10, -1], ["Total", 21, 22, 1]]),
    ("to be confirmed", [["Site", "Cost", "Places"], ["A", 10, 20], ["B", "TBC", 30], ["Total", 25, 50]]),
    ("months and the average", [["Month", "Calls", "Minutes"], ["Apr", 100, 3.1], ["May", 140, 4.2],
                                ["Jun", 120, 3.7], ["Total", 360, 3.7]]),
    ("the highest of the months", [["Month", "Calls", "Cases"], ["Apr", 100, 31], ["May", 140, 52], ["Jun", 120, 40],
                                   ["Total", 360, 52]]),
    ("details in one column with their groups",
     [["Region", "Hires"], ["North", 30], ["Leeds", 10], ["York", 20], ["South", 50], ["London", 40], ["Dover", 3],
      ["West", 12], ["Bath", 4], ["Total", 92]]),
    ("two units beneath each other",
     [["Item", "2016"], ["Staff (FTE)", 120], ["Cost (£000s)", 4500], ["Total visits", 91000], ["Total calls", 7]]),
    ("the year before above", [["Line", "A", "B"], ["2015 total", 90, 80], ["Fees", 10, 20], ["Rents", 50, 60],
                               ["2016 total", 60, 80]]),
    ("opening with the total of another table",
     [["Total budget", 500], ["Of this committed", 200], ["Left", 300]]),
    ("numbers that run on by one, without captions",
     [[_, 1, 2, 3], [_, 4, 5, 6], [_, 7, 8, 9], ["Total", 12, 15, 18], [_, 23, 28, 33]]),
    ("a choice of all beside figures that are no amounts",
     [["Choice", "Code"], ["All results", 1000], ["Top 20 providers", 20], ["All providers", 1000]]),
    ("free text among amounts", [["Site", "Cost"], ["A", 10], ["B", "included in A"], ["C", 4], ["Total", 24]]),
    ("dates for captions", [["Team", "Apr-17", "May-17", "YTD", "Forecast", "Budget"], ["x", 10, 10, 20, 120, 118],
                            ["y", 5, 6, 11, 66, 70], ["Total", 15, 16, 31, 186, 188]]),
    ("adjustments after a subtotal",
     [["Line", "2016", "2017"], ["Pay", 10, 12], ["Travel", 5, 6], ["Sub total", 15, 18], ["Less recharges", 3, 4],
      ["Total", 12, 14]]),
    ("scores", [["Question", "Men", "Women"], ["Service", 4.1, 4.3], ["Speed", 3.2, 3.9], ["Overall", 3.7, 4.1]]),
    ("targets", [["Measure", "Q1", "Q2", "Q3", "Q4", "Annual"], ["Visits", 10, 20, 30, 40, 100],
                 ["Satisfaction", 90, 92, 93, 91, 92], ["Open cases", 40, 38, 36, 30, 30]]),
]  # fmt: skip
"""Tables in which nothing is wrong, though something looks like a total and is none, or cannot be known to be one."""
