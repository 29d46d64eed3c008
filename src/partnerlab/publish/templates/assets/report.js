// Draws every figure of a report. Each stands in the page as JSON, so that the page works from a disk, without a server.
for (const box of document.querySelectorAll(".pl-chart")) {
  const figure = JSON.parse(box.querySelector("script").textContent);
  box.replaceChildren();
  partnerlabChart.draw(box, figure, Plotly);
}
