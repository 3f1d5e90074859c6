Attribute VB_Name = "KccFunctionHelp"
Option Explicit

' What Insert Function says of the worksheet functions. Made by macros/function_modules.py: do not edit.

Sub Auto_Open()
    DescribeFunctions
End Sub

Private Sub DescribeFunctions()
    ' Excel describes no function of a hidden workbook, which an add-in is.
    On Error GoTo Finish
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    Describe "KCC_ACTIVITY", "KCC", _
        "Tells whether a result lies in its expected range: Yes, Above or Below.", Array( _
        "The result: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The lower threshold; blank leaves that side open.", _
        "The upper threshold; blank leaves that side open.", _
        "Decimals the result is shown with. Left out: compared as stored.", _
        "Unit of the figures: ""number"", ""%"", ""points"", ""fraction"", """ & ChrW(163) & """, ""days"" ... as in KCC_RAG.")
    Describe "KCC_BUDGET_RAG", "KCC", _
        "Rates a budget variance GREEN, AMBER or RED by tolerance.", Array( _
        "The variance, + for an overspend: a cell or a range. A blank gives a blank.", _
        "The budget; a net income budget is negative.", _
        "Per cent that is still Green, 0 if left out. 2 means 2 %.", _
        "Per cent that is still Amber, 2 if left out. 2 means 2 %.", _
        "In the unit of the variance: an overspend below it is never Red. 0 if left out.", _
        "Decimals the percentage is shown with and rated by. Left out: rated exactly.", _
        "Sign of an overspend: ""overspend positive"" (usual) or ""overspend negative"".")
    Describe "KCC_CAST", "KCC", _
        "Says whether lines add up to their total, and by how much not.", Array( _
        "The lines of the total: a range. Blanks and N/a are passed over.", _
        "The total; or a column of totals, one for each row of lines; or a row, one for each column.", _
        "Decimals the figures are shown with. Left out: the lines must add up exactly.")
    Describe "KCC_DOT", "KCC", _
        "Tells the direction of travel since the previous result, as an arrow with its word.", Array( _
        "The latest result: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The result before it. None gives N/a; the word NEW gives NEW.", _
        "High or Low; may be left out where target and floor standard tell.", _
        "The target, from which with the floor standard it follows whether high or low is good.", _
        "The floor standard.", _
        "Decimals both results are shown with. Left out: compared as stored.", _
        "Unit of the figures: ""%"", ""points"", ""fraction"", """ & ChrW(163) & """, ""days"", ""number"" ... as in KCC_RAG.", _
        "displayed (usual) or exact.")
    Describe "KCC_EXPECTED", "KCC", _
        "Gives the expected activity, upper or lower, for the year so far.", Array( _
        "The four thresholds of the year, April to June first: one row (or column) of four cells.", _
        "Months done since 1 April, 1 to 12; or the last month, as a date or as January 2019.", _
        "flow (calls answered) or stock (cases open). It must be stated.")
    Describe "KCC_FY", "KCC", _
        "Gives the financial year of a date, as 2018/19.", Array( _
        "A date, also as a text such as 31/01/2019, or a month such as January 2019 or Jan-19: a cell or a range. A blank gives a blank, N/a gives N/a.")
    Describe "KCC_ISERROR", "KCC", _
        "Tells whether a cell holds something to mend.", Array( _
        "The cell or range to test.")
    Describe "KCC_QUARTER", "KCC", _
        "Gives the financial quarter of a date, as Q3 2018/19.", Array( _
        "A date, also as a text such as 31/01/2019, or a month such as January 2019 or Jan-19: a cell or a range. A blank gives a blank, N/a gives N/a.")
    Describe "KCC_RAG", "KCC", _
        "Rates a result GREEN, AMBER or RED against target and floor standard.", Array( _
        "The result to rate: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The target. Equal to the target is Green.", _
        "The floor standard. Equal to it is Amber. Below the target: high is good; above: low is.", _
        "Decimals the result is shown with; it is rounded half up to them and then rated. Left out: rated as stored. Excel does not tell how a cell is formatted, so give it wherever the cell shows fewer digits than it holds.", _
        "Unit of all figures: ""%"" (cells formatted as percentages), ""points"" (95 typed for 95 %), ""fraction"", """ & ChrW(163) & """, ""days"", ""number"" ... Left out: no rating where 0.95 could mean 95 %.", _
        "High or Low; needed where target and floor standard are equal, or the floor is missing.", _
        "target_floor (usual), tolerance (Amber within so many per cent of the target), target_only, or none.", _
        "For the scheme tolerance: per cent of the target, 10 if left out.", _
        "displayed (usual: round to the decimals, then rate) or exact (rate what is stored).")
    Describe "KCC_RAG_WHY", "KCC", _
        "Says in a sentence why KCC_RAG gives its colour.", Array( _
        "The result to rate: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The target. Equal to the target is Green.", _
        "The floor standard. Equal to it is Amber. Below the target: high is good; above: low is.", _
        "Decimals the result is shown with; it is rounded half up to them and then rated. Left out: rated as stored. Excel does not tell how a cell is formatted, so give it wherever the cell shows fewer digits than it holds.", _
        "Unit of all figures: ""%"" (cells formatted as percentages), ""points"" (95 typed for 95 %), ""fraction"", """ & ChrW(163) & """, ""days"", ""number"" ... Left out: no rating where 0.95 could mean 95 %.", _
        "High or Low; needed where target and floor standard are equal, or the floor is missing.", _
        "target_floor (usual), tolerance (Amber within so many per cent of the target), target_only, or none.", _
        "For the scheme tolerance: per cent of the target, 10 if left out.", _
        "displayed (usual: round to the decimals, then rate) or exact (rate what is stored).")
    Describe "KCC_RISK_BAND", "KCC", _
        "Names the band of a risk's score: Low, Medium or High.", Array( _
        "The score of the risk: a cell or a range. A blank gives a blank, N/a gives N/a.")
    Describe "KCC_RISK_SCORE", "KCC", _
        "Gives the score of a risk, 1 to 25.", Array( _
        "1 (very unlikely) to 5 (very likely): a cell or a range. A blank gives a blank.", _
        "1 (minor) to 5 (major).")
    Describe "KCC_ROUND", "KCC", _
        "Rounds a figure half up, as the published dashboards do.", Array( _
        "The figure to round: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "Places after the point, 0 if left out; -3 rounds to thousands.")
    Describe "KCC_TREND", "KCC", _
        "Tells the direction of travel from a line through all results, as an arrow with its word.", Array( _
        "The results, oldest first. Each row is one series; a single column is one series.", _
        "High or Low; may be left out where target and floor standard tell.", _
        "The target, from which with the floor standard it follows whether high or low is good.", _
        "The floor standard.", _
        "Unit of the figures: ""%"", ""points"", ""fraction"", """ & ChrW(163) & """, ""days"", ""number"" ... as in KCC_RAG.")
    Describe "KCC_VARIANCE", "KCC", _
        "Gives the variance of a forecast from its budget.", Array( _
        "The forecast outturn: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The budget; a net income budget is negative.", _
        "Sign of an overspend: ""overspend positive"" (usual) or ""overspend negative"".")
    Describe "KCC_VARIANCE_PCT", "KCC", _
        "Gives the variance as a share of the budget.", Array( _
        "The forecast outturn: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "The budget; a net income budget is negative.", _
        "Sign of an overspend: ""overspend positive"" (usual) or ""overspend negative"".")
    Describe "KCC_VARIANCE_WORD", "KCC", _
        "Says in a word what a variance does to the council's position.", Array( _
        "The variance: a cell or a range. A blank gives a blank, N/a gives N/a.", _
        "Decimals it is shown with, so that one shown as 0.0 is None. Left out: as stored.", _
        "Sign of an overspend: ""overspend positive"" (usual) or ""overspend negative"".")
    Describe "KCC_YTD", "KCC", _
        "Gives the figure for the financial year so far.", Array( _
        "Results of the year so far, for ratio the numerators, in order. Each row is one series; a single column is one series.", _
        "ratio, sum, mean, latest or none. It must be stated.", _
        "For ratio: the denominators, as many as results.", _
        "Unit of the figures: ""%"", ""points"", ""fraction"", """ & ChrW(163) & """, ""days"", ""number"" ... as in KCC_RAG.")
Finish:
    ' Without descriptions the functions work all the same.
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Private Sub Describe(ByVal name As String, ByVal category As String, ByVal purpose As String, ByVal arguments As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & name, Description:=purpose, _
        Category:=category, ArgumentDescriptions:=arguments
End Sub
