Attribute VB_Name = "xlwings_udfs"
'Made by macros/function_modules.py with xlwings 0.37.8: do not edit, and do not press Import Functions.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
Function KCC_ACTIVITY(result, lower, Optional upper, Optional decimals, Optional unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_ACTIVITY = XLPy.CallUDF("kccxl.excel.functions", "KCC_ACTIVITY", Array(result, lower, upper, decimals, unit), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_ACTIVITY = XLPy.CallUDF("kccxl.excel.functions", "KCC_ACTIVITY", Array(result, lower, upper, decimals, unit))
        Exit Function
    #End If
failed:
    KCC_ACTIVITY = Err.Description
End Function

Function KCC_BUDGET_RAG(variance, budget, Optional green_up_to, Optional amber_up_to, Optional materiality, Optional decimals, Optional sign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_BUDGET_RAG = XLPy.CallUDF("kccxl.excel.functions", "KCC_BUDGET_RAG", Array(variance, budget, green_up_to, amber_up_to, materiality, decimals, sign), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_BUDGET_RAG = XLPy.CallUDF("kccxl.excel.functions", "KCC_BUDGET_RAG", Array(variance, budget, green_up_to, amber_up_to, materiality, decimals, sign))
        Exit Function
    #End If
failed:
    KCC_BUDGET_RAG = Err.Description
End Function

Function KCC_CAST(lines, total, Optional decimals)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_CAST = XLPy.CallUDF("kccxl.excel.functions", "KCC_CAST", Array(lines, total, decimals), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_CAST = XLPy.CallUDF("kccxl.excel.functions", "KCC_CAST", Array(lines, total, decimals))
        Exit Function
    #End If
failed:
    KCC_CAST = Err.Description
End Function

Function KCC_DOT(latest, previous, Optional good_is, Optional target, Optional floor, Optional decimals, Optional unit, Optional basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_DOT = XLPy.CallUDF("kccxl.excel.functions", "KCC_DOT", Array(latest, previous, good_is, target, floor, decimals, unit, basis), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_DOT = XLPy.CallUDF("kccxl.excel.functions", "KCC_DOT", Array(latest, previous, good_is, target, floor, decimals, unit, basis))
        Exit Function
    #End If
failed:
    KCC_DOT = Err.Description
End Function

Function KCC_EXPECTED(quarters, months, kind)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_EXPECTED = XLPy.CallUDF("kccxl.excel.functions", "KCC_EXPECTED", Array(quarters, months, kind), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_EXPECTED = XLPy.CallUDF("kccxl.excel.functions", "KCC_EXPECTED", Array(quarters, months, kind))
        Exit Function
    #End If
failed:
    KCC_EXPECTED = Err.Description
End Function

Function KCC_FY(when)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_FY = XLPy.CallUDF("kccxl.excel.functions", "KCC_FY", Array(when), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_FY = XLPy.CallUDF("kccxl.excel.functions", "KCC_FY", Array(when))
        Exit Function
    #End If
failed:
    KCC_FY = Err.Description
End Function

Function KCC_ISERROR(cell)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_ISERROR = XLPy.CallUDF("kccxl.excel.functions", "KCC_ISERROR", Array(cell), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_ISERROR = XLPy.CallUDF("kccxl.excel.functions", "KCC_ISERROR", Array(cell))
        Exit Function
    #End If
failed:
    KCC_ISERROR = Err.Description
End Function

Function KCC_QUARTER(when)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_QUARTER = XLPy.CallUDF("kccxl.excel.functions", "KCC_QUARTER", Array(when), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_QUARTER = XLPy.CallUDF("kccxl.excel.functions", "KCC_QUARTER", Array(when))
        Exit Function
    #End If
failed:
    KCC_QUARTER = Err.Description
End Function

Function KCC_RAG(result, target, Optional floor, Optional decimals, Optional unit, Optional good_is, Optional scheme, Optional tolerance, Optional basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_RAG = XLPy.CallUDF("kccxl.excel.functions", "KCC_RAG", Array(result, target, floor, decimals, unit, good_is, scheme, tolerance, basis), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_RAG = XLPy.CallUDF("kccxl.excel.functions", "KCC_RAG", Array(result, target, floor, decimals, unit, good_is, scheme, tolerance, basis))
        Exit Function
    #End If
failed:
    KCC_RAG = Err.Description
End Function

Function KCC_RAG_WHY(result, target, Optional floor, Optional decimals, Optional unit, Optional good_is, Optional scheme, Optional tolerance, Optional basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_RAG_WHY = XLPy.CallUDF("kccxl.excel.functions", "KCC_RAG_WHY", Array(result, target, floor, decimals, unit, good_is, scheme, tolerance, basis), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_RAG_WHY = XLPy.CallUDF("kccxl.excel.functions", "KCC_RAG_WHY", Array(result, target, floor, decimals, unit, good_is, scheme, tolerance, basis))
        Exit Function
    #End If
failed:
    KCC_RAG_WHY = Err.Description
End Function

Function KCC_RISK_BAND(score)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_RISK_BAND = XLPy.CallUDF("kccxl.excel.functions", "KCC_RISK_BAND", Array(score), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_RISK_BAND = XLPy.CallUDF("kccxl.excel.functions", "KCC_RISK_BAND", Array(score))
        Exit Function
    #End If
failed:
    KCC_RISK_BAND = Err.Description
End Function

Function KCC_RISK_SCORE(likelihood, impact)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_RISK_SCORE = XLPy.CallUDF("kccxl.excel.functions", "KCC_RISK_SCORE", Array(likelihood, impact), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_RISK_SCORE = XLPy.CallUDF("kccxl.excel.functions", "KCC_RISK_SCORE", Array(likelihood, impact))
        Exit Function
    #End If
failed:
    KCC_RISK_SCORE = Err.Description
End Function

Function KCC_ROUND(figure, Optional decimals)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_ROUND = XLPy.CallUDF("kccxl.excel.functions", "KCC_ROUND", Array(figure, decimals), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_ROUND = XLPy.CallUDF("kccxl.excel.functions", "KCC_ROUND", Array(figure, decimals))
        Exit Function
    #End If
failed:
    KCC_ROUND = Err.Description
End Function

Function KCC_TREND(results, Optional good_is, Optional target, Optional floor, Optional unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_TREND = XLPy.CallUDF("kccxl.excel.functions", "KCC_TREND", Array(results, good_is, target, floor, unit), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_TREND = XLPy.CallUDF("kccxl.excel.functions", "KCC_TREND", Array(results, good_is, target, floor, unit))
        Exit Function
    #End If
failed:
    KCC_TREND = Err.Description
End Function

Function KCC_VARIANCE(forecast, budget, Optional sign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_VARIANCE = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE", Array(forecast, budget, sign), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_VARIANCE = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE", Array(forecast, budget, sign))
        Exit Function
    #End If
failed:
    KCC_VARIANCE = Err.Description
End Function

Function KCC_VARIANCE_PCT(forecast, budget, Optional sign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_VARIANCE_PCT = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE_PCT", Array(forecast, budget, sign), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_VARIANCE_PCT = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE_PCT", Array(forecast, budget, sign))
        Exit Function
    #End If
failed:
    KCC_VARIANCE_PCT = Err.Description
End Function

Function KCC_VARIANCE_WORD(variance, Optional decimals, Optional sign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_VARIANCE_WORD = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE_WORD", Array(variance, decimals, sign), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_VARIANCE_WORD = XLPy.CallUDF("kccxl.excel.functions", "KCC_VARIANCE_WORD", Array(variance, decimals, sign))
        Exit Function
    #End If
failed:
    KCC_VARIANCE_WORD = Err.Description
End Function

Function KCC_YTD(results, method, Optional denominators, Optional unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KCC_YTD = XLPy.CallUDF("kccxl.excel.functions", "KCC_YTD", Array(results, method, denominators, unit), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        KCC_YTD = XLPy.CallUDF("kccxl.excel.functions", "KCC_YTD", Array(results, method, denominators, unit))
        Exit Function
    #End If
failed:
    KCC_YTD = Err.Description
End Function
