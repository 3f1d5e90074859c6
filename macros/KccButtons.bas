Attribute VB_Name = "KccButtons"
Option Explicit

' The buttons of kccxl, one Sub each. A Sub starts Python, which works on the workbook in front and says what it did.
' Only what keeps Python from starting is said here.

Private Const TITLE As String = "kccxl"

Public Sub RefreshDashboard()
    Press "refresh_dashboard"
End Sub

Public Sub CheckData()
    Press "check_data"
End Sub

Public Sub ExplainSelectedCell()
    Press "explain_selected_cell"
End Sub

Public Sub NewWorkbookFromTemplate()
    Press "new_workbook_from_template"
End Sub

Public Sub FreezeToValues()
    Press "freeze_to_values"
End Sub

Public Sub ExportPdf()
    Press "export_pdf"
End Sub

Public Sub OpenLog()
    Press "open_log"
End Sub

Private Sub Press(ByVal button As String)
    Dim missing As String, reason As String
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then
        MsgBox "No workbook is open. Open your workbook, and press the button again.", vbExclamation, TITLE
        Exit Sub
    End If
    missing = MissingInterpreter()
    If missing <> "" Then
        MsgBox "Nothing was done: Python is not at" & vbLf & missing & vbLf & vbLf & _
            "This path is the setting Interpreter_Win. Correct it on the sheet xlwings.conf of this workbook if it " & _
            "stands there; otherwise ask whoever installed kccxl to run this command again:" & vbLf & _
            "kccxl excel install", vbCritical, TITLE
        Exit Sub
    End If
    Application.StatusBar = "kccxl: starting Python ..."
    RunPython CommandFor(button)
    Application.StatusBar = False
    Exit Sub
Failed:
    reason = Err.Description
    Application.StatusBar = False
    MsgBox "Excel could not start Python, so kccxl has not read or changed this workbook." & vbLf & vbLf & _
        "Reason given by Excel: " & reason & vbLf & vbLf & _
        "Finish any cell you are typing in, and press the button again. If this message stays, send it to whoever " & _
        "looks after kccxl: a virus scanner may keep Excel from starting other programs.", vbCritical, TITLE
End Sub

Private Function CommandFor(ByVal button As String) As String
    ' cmd.exe and Python read this text: no double quotes, percent signs, carets or backslashes.
    ' What sys.exit says is shown by RunPython.
    CommandFor = "import sys, importlib.util as u, xlwings as x; " & _
        "u.find_spec('kccxl') or sys.exit('Nothing was done: kccxl is not installed in the Python at ' + sys.prefix + " & _
        "'. Ask whoever looks after kccxl to run this command: python -m pip install kccxl'); " & _
        "x.__version__ == '" & XLWINGS_VERSION & "' or sys.exit('Nothing was done: the macros of this workbook or " & _
        "add-in need xlwings " & XLWINGS_VERSION & ", but Python has ' + x.__version__ + '. Ask whoever looks after " & _
        "kccxl for the macros that belong to the installed version, or to run this command: " & _
        "python -m pip install xlwings==" & XLWINGS_VERSION & "'); " & _
        "import kccxl.excel.buttons as b; b." & button & "()"
End Function

Private Function MissingInterpreter() As String
    ' Excel for the Mac may not look into the folders of Python, so there xlwings alone says what is amiss.
    Dim path As String
    If InStr(Application.OperatingSystem, "Macintosh") > 0 Then Exit Function
    path = GetConfig("INTERPRETER_WIN", "")
    If path = "" Then path = GetConfig("INTERPRETER", "python")
    If path = "python" Or path = "pythonw" Then Exit Function
    If Not FileExists(path) Then MissingInterpreter = path
End Function
