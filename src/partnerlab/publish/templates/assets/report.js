// A report: draws its figures, each of which stands in the page as JSON, so that the page works from a disk, without a
// server; lets a reader choose one value of a table.
window.partnerlabCards = [];

for (const box of document.querySelectorAll(".pl-chart")) {
  const figure = JSON.parse(box.querySelector("script").textContent);
  box.replaceChildren();
  partnerlabChart.draw(box, figure, Plotly);
}

for (const script of document.querySelectorAll("script.pl-data")) {
  const section = script.closest("section");
  const card = {
    section,
    script,
    table: JSON.parse(script.textContent),
    lines: [...section.querySelectorAll(".pl-table tbody tr")],
    details: section.querySelector(".pl-table"),
    chart: section.querySelector(".pl-chart"),
    select: section.querySelector(".pl-choice select"),
    said: section.querySelector(".pl-chosen"),
    chosen: -1,
    shown: (row) => card.chosen < 0 || card.table.choice.rows[row] === card.chosen,
  };
  partnerlabCards.push(card);
}

// The choices stand in the address as #district=…&line=…, so that they can be sent and the back button undoes them.
(() => {
  const asked = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

  function show(card, value) {
    const choice = card.table.choice;
    card.chosen = choice.values.indexOf(value);
    const label = choice.labels[card.chosen];
    const unknown = value && card.chosen < 0;
    card.select.value = card.chosen < 0 ? "" : value;
    card.lines.forEach((line, row) => (line.hidden = !card.shown(row)));
    card.said.hidden = !value;
    card.said.classList.toggle("pl-warning", Boolean(unknown));
    card.said.textContent = unknown
      ? choice.unknown.replace("{value}", () => value)
      : `${choice.heading}: ${label ?? ""}`;
    // Where the chart does not show the chosen one, its row must be seen.
    if (card.chosen >= 0 && !choice.points.flat().includes(card.chosen)) card.details.open = true;
    if (card.chart && choice.points.length) partnerlabChart.stress(card.chart, { points: choice.points, chosen: card.chosen, label });
  }

  const cards = partnerlabCards.filter((card) => card.select);
  const showAll = () => {
    const values = asked();
    for (const card of cards) show(card, values.get(card.table.choice.column) || "");
  };
  for (const card of cards) {
    card.select.addEventListener("change", () => {
      const values = asked();
      if (card.select.value) values.set(card.table.choice.column, card.select.value);
      else values.delete(card.table.choice.column);
      history.pushState(null, "", values.size ? `#${values}` : location.pathname + location.search);
      showAll();
      window.dispatchEvent(new Event("partnerlab-chosen"));
    });
  }
  window.addEventListener("popstate", showAll);
  window.addEventListener("hashchange", showAll);
  if (asked().size) showAll();
})();
