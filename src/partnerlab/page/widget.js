// One part of a page in JupyterLab. plotly.js is asked for once from the kernel, whichever part needs it first.
let asked = null;

function plotly(model) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  asked ??= new Promise((resolve, reject) => {
    model.on("msg:custom", (message) => {
      if (!message.plotly) return;
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([message.plotly], { type: "text/javascript" }));
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("plotly.js did not load"));
      document.head.append(script);
    });
    model.send({ wants: "plotly" });
  });
  return asked;
}

function render({ model, el }) {
  el.classList.add("pl-page", "pl-lab");
  const section = el.appendChild(document.createElement("section"));
  section.className = model.get("style");
  const form = () => (el.closest(".jp-Notebook") || document).querySelector("form.pl-form");
  const show = (query) => model.send({ query });
  const page = partnerlabParts.begin({
    plotly: () => plotly(model),
    clicked: (name, value) => show(partnerlabParts.toggled(partnerlabParts.queryOf(form()), name, value)),
    undrawn: "plotly.js",
  });
  section.innerHTML = model.get("html");
  page.watch(section);
  model.on("change:html", () => page.place(section, model.get("html")));
  el.addEventListener("change", ({ target }) => target.form && show(partnerlabParts.queryOf(target.form)));
  el.addEventListener("submit", (event) => {
    event.preventDefault();
    show(partnerlabParts.queryOf(event.target));
  });
  el.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?']");
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href").slice(1));
  });
}

export default { render };
