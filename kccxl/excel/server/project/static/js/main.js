// Buttons of kccxl's task pane. xlwings sends values alone; number formats, merged cells and hidden lines, on which
// ratings depend, are read here and handed to the script as its argument.

const MOST_CELLS = 50000; // of larger sheets (ledgers) only the values are read, as of files

async function readLayout() {
  return await Excel.run(async (context) => {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    const used = sheets.items.map((sheet) => ({
      name: sheet.name,
      range: sheet.getUsedRangeOrNullObject(true).load("address,rowCount,columnCount,rowIndex,columnIndex"),
    }));
    await context.sync();
    const layout = {};
    for (const { name, range } of used) {
      layout[name] = await layoutOf(context, range);
    }
    return layout;
  });
}

async function layoutOf(context, range) {
  if (range.isNullObject) {
    return { area: "A1", formats: [["General"]], merged: [], rows: [], columns: [] };
  }
  if (range.rowCount * range.columnCount > MOST_CELLS) {
    return null;
  }
  range.load("numberFormat");
  const merged = range.getMergedAreasOrNullObject().load("areas/items/address");
  const rows = lines(range.rowCount, (line) => range.getRow(line).load("rowHidden"));
  const columns = lines(range.columnCount, (line) => range.getColumn(line).load("columnHidden"));
  await context.sync();
  return {
    area: range.address,
    formats: range.numberFormat,
    merged: merged.isNullObject ? [] : merged.areas.items.map((area) => area.address),
    rows: hidden(rows, "rowHidden", range.rowIndex),
    columns: hidden(columns, "columnHidden", range.columnIndex),
  };
}

function lines(count, get) {
  return Array.from({ length: count }, (_, line) => get(line));
}

function hidden(found, property, first) {
  return found.flatMap((line, place) => (line[property] ? [first + place + 1] : []));
}

async function press(button) {
  const status = document.getElementById("kccxl-status");
  button.disabled = true;
  status.textContent = `${button.textContent.trim()} …`;
  try {
    const layout = await readLayout();
    await xlwings.runPython({
      scriptName: button.dataset.script,
      errorDisplayMode: "taskpane",
      args: [layout],
    });
    status.textContent = "";
  } catch (fault) {
    console.error(fault);
    status.textContent = "Excel did not hand over the workbook. Leave the cell you are editing, and press the button again.";
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-script]").forEach((button) => {
    button.addEventListener("click", () => press(button));
  });
});
