// Gives a card's table, as far as it is shown, as a CSV or XLSX file: made in the browser, without a server.
(() => {
  const RUN = /^'*[=+\-@\t\r\n＝＋－＠]/;
  const HARMLESS = /^[+-]?[0-9]*(?:[.,][0-9]+)?$/;
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
  const WIDEST = 60;

  // A spreadsheet would run a text that begins so; the package takes the apostrophe off again when it reads the file.
  const guarded = (text) => (RUN.test(text) && !HARMLESS.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  // Three decimals alone would look like thousands: 942.916 is written 942.9160.
  function figures(number) {
    let text = String(number);
    if (text.includes("e")) text = number.toFixed(20).replace(/\.?0+$/, "");
    return /\.\d{3}$/.test(text) ? `${text}0` : text;
  }

  function written(value) {
    if (value === null) return "";
    if (typeof value === "boolean") return value ? "True" : "False";
    return typeof value === "number" ? figures(value) : quoted(guarded(value.replace(CONTROLS, "")));
  }

  function rowsShown(card) {
    return card.table.rows.filter((_, row) => card.shown(row));
  }

  // A line of a CSV file says for itself by what it was chosen, where it is from, and whether it is made up.
  function csv(card) {
    const { columns, constant, synthetic } = card.table;
    const same = [...constant, ...(synthetic ? [[synthetic, true]] : [])];
    const head = [...columns.map((column) => column.heading), ...same.map(([heading]) => heading)].map(written);
    const lines = rowsShown(card).map((row) => [...row, ...same.map(([, value]) => value)].map(written).join(","));
    const text = [head.join(","), ...lines].join("\n") + "\n";
    return new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" });
  }

  const cell = (value, column) => {
    if (value === null || value === "") return null;
    if (typeof value === "number") return { value, type: Number, ...(column.format && { format: column.format }) };
    if (typeof value === "boolean") return { value, type: Boolean };
    if (column.kind === "date") return { value: new Date(`${value}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
    return { value: value.replace(CONTROLS, ""), type: String };
  };

  // The one script that is not loaded with the page: beside it, or within it where all is one file.
  function writer() {
    if (window.writeXlsxFile) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const within = document.getElementById("partnerlab-xlsx");
      script.onload = resolve;
      script.onerror = () => reject(new Error("the writer of workbooks did not load"));
      if (within) script.textContent = JSON.parse(within.textContent);
      else script.src = `${document.body.dataset.assets}write-excel-file.min.js`;
      document.head.append(script);
      if (within) resolve();
    });
  }

  async function xlsx(card) {
    await writer();
    const { columns, below, sheet } = card.table;
    const rows = rowsShown(card);
    const widths = columns.map((column, place) => {
      const longest = Math.max(column.heading.length, ...rows.map((row) => String(row[place] ?? "").length));
      return { width: Math.min(longest + 2, WIDEST) };
    });
    const head = columns.map((column) => ({ value: column.heading, type: String, fontWeight: "bold" }));
    const body = rows.map((row) => row.map((value, place) => cell(value, columns[place])));
    const said = below.filter(Boolean).map((text) => [{ value: text, type: String }]);
    const options = { sheet: sheet.slice(0, 31), columns: widths, stickyRowsCount: 1 };
    return window.writeXlsxFile([head, ...body, [null], ...said], options).toBlob();
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const forms = { csv, xlsx };
  const WRONG_IN_NAMES = /[\\/:*?"<>|\u0000-\u001f]/g;

  // A report's cards know what was chosen of them; a dashboard's table is the chosen one already.
  function cardOf(button) {
    const script = button.closest(".pl-side, section").querySelector("script.pl-data");
    const known = window.partnerlabCards?.find((card) => card.script === script);
    return known || { table: JSON.parse(script.textContent), chosen: -1, shown: () => true };
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.(".pl-downloads button");
    if (!button) return;
    const form = button.dataset.form;
    const failed = button.closest(".pl-downloads").querySelector(".pl-failed");
    try {
      failed.hidden = true;
      const card = cardOf(button);
      const one = card.chosen < 0 ? "" : `-${card.table.choice.labels[card.chosen]}`;
      const name = `${card.table.name}${one}`.replace(WRONG_IN_NAMES, "_").slice(0, 120);
      save(await forms[form](card), `${name}.${form}`);
    } catch (error) {
      failed.hidden = false;
      console.error(error);
    }
  });
})();
