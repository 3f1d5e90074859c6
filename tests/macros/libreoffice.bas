Sub Main(workbook As String, told As String, names As String)
    ' Opens a copy of a workbook, runs the Subs named, and writes down what each left in the cells of the stub.
    Dim how(2) As New com.sun.star.beans.PropertyValue
    how(0).Name = "Hidden" : how(0).Value = True
    how(1).Name = "MacroExecutionMode" : how(1).Value = com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
    how(2).Name = "FilterName" : how(2).Value = "Calc MS Excel 2007 VBA XML"
    number = FreeFile
    Open told For Output As #number
    On Error GoTo Failed
    document = StarDesktop.loadComponentFromURL(ConvertToURL(workbook), "_blank", 0, how())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    Print #number, "opened" & Chr(9) & document.Sheets.Count & Chr(9)
    For Each macro In Split(names, ",")
        ran = document.Sheets(0).getCellRangeByName("AA1")
        shown = document.Sheets(0).getCellRangeByName("AB1")
        ran.String = ""
        shown.String = ""
        place = "vnd.sun.star.script:VBAProject." & macro & "?language=Basic&location=document"
        dispatcher.executeDispatch(document.CurrentController.Frame, place, "", 0, Array())
        Print #number, macro & Chr(9) & ran.String & Chr(9) & Join(Split(shown.String, Chr(10)), " / ")
    Next
    document.close(True)
    Close #number
    StarDesktop.terminate()
    Exit Sub
Failed:
    Print #number, "failed" & Chr(9) & Err & " " & Error & Chr(9) & macro
    Close #number
    StarDesktop.terminate()
End Sub
