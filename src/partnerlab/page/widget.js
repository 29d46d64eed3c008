// One card of a dashboard: text above, the chart, text below. plotly.js comes from the page where it serves one, else
// once from the kernel.
let asked = null;

function plotly(model) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  asked ??= new Promise((resolve, reject) => {
    const load = (source) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("plotly.js did not load"));
      document.head.append(script);
    };
    const address = document.body.dataset.plotly;
    if (address) return load(address);
    model.on("msg:custom", (message) => {
      if (message.plotly) load(URL.createObjectURL(new Blob([message.plotly], { type: "text/javascript" })));
    });
    model.send({ wants: "plotly" });
  });
  return asked;
}

function render({ model, el }) {
  el.classList.add("pl-card");
  const [head, chart, foot] = ["div", "div", "div"].map((tag) => el.appendChild(document.createElement(tag)));
  chart.className = "pl-chart";
  const texts = () => {
    const open = foot.querySelector("details")?.open;
    el.lang = model.get("language");
    if (document.body.dataset.plotly) document.documentElement.lang = el.lang;
    head.innerHTML = model.get("head");
    foot.innerHTML = model.get("foot");
    if (open) foot.querySelector("details")?.setAttribute("open", "");
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", model.get("alt"));
  };
  const figure = async () => {
    const shown = model.get("figure");
    chart.hidden = !shown.data;
    if (shown.data) partnerlabChart.draw(chart, shown, await plotly(model));
  };
  texts();
  figure();
  for (const name of ["head", "foot", "alt"]) model.on(`change:${name}`, texts);
  model.on("change:figure", figure);
  return () => {
    chart._partnerlab?.disconnect();
    if (window.Plotly) window.Plotly.purge(chart);
  };
}

export default { render };
