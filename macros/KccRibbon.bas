Attribute VB_Name = "KccRibbon"
Option Explicit

' What the KCC tab of the ribbon calls (ribbon/customUI14.xml).

Sub KccRefresh(control As IRibbonControl)
    RefreshDashboard
End Sub

Sub KccCheck(control As IRibbonControl)
    CheckData
End Sub

Sub KccExplain(control As IRibbonControl)
    ExplainSelectedCell
End Sub

Sub KccNew(control As IRibbonControl)
    NewWorkbookFromTemplate
End Sub

Sub KccFreeze(control As IRibbonControl)
    FreezeToValues
End Sub

Sub KccExport(control As IRibbonControl)
    ExportPdf
End Sub

Sub KccLog(control As IRibbonControl)
    OpenLog
End Sub

Sub KccTabVisible(control As IRibbonControl, ByRef returnedVal)
    ' The add-in and every button workbook bring the same tab; where the add-in is on, its tab serves them all.
    If IsAddInFile(ThisWorkbook.Name) Then
        returnedVal = True
    Else
        returnedVal = Not AddInIsOn()
    End If
End Sub

Private Function AddInIsOn() As Boolean
    ' From Excel's start folder the add-in is open without standing in the list of add-ins; by its name it is found.
    Dim found As Object
    On Error GoTo NotOpen
    Set found = Workbooks("kccxl.xlam")
    AddInIsOn = Not found Is Nothing
    Exit Function
NotOpen:
    AddInIsOn = False
End Function

Private Function IsAddInFile(ByVal fileName As String) As Boolean
    IsAddInFile = LCase$(Right$(fileName, 5)) = ".xlam"
End Function
