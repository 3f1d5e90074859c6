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
    Dim found As Object
    On Error GoTo Unknown
    For Each found In Application.AddIns
        If found.Installed And LCase$(found.Name) = "kccxl.xlam" Then AddInIsOn = True
    Next found
    Exit Function
Unknown:
    AddInIsOn = False
End Function

Private Function IsAddInFile(ByVal fileName As String) As Boolean
    IsAddInFile = LCase$(Right$(fileName, 5)) = ".xlam"
End Function
