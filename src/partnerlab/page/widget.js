// One part of a page in JupyterLab. The query is the state, as in an address: the kernel says it and is asked by it.

// A library is asked for once from the kernel, whichever part of whichever notebook needs it first.
const WAIT = 60000;
const asked = (window.partnerlabLibraries ??= {});

function library(model, name) {
  if (window[name]) return Promise.resolve(window[name]);
  asked[name] ??= new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`${name} did not load`));
    model.on("msg:custom", (message) => {
      if (!message[name]) return;
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([message[name]], { type: "text/javascript" }));
      script.onload = () => resolve(window[name]);
      script.onerror = failed;
      document.head.append(script);
    });
    model.send({ wants: name });
    setTimeout(failed, WAIT); // a kernel that has ended does not answer
  }).catch((error) => {
    delete asked[name];
    throw error;
  });
  return asked[name];
}

// Of two notebooks that are open no form, and of one the controls that JupyterLab has not rendered, need be found.
function changed(query, name, value) {
  const next = new URLSearchParams(query);
  if (value) next.set(name, value);
  else next.delete(name);
  return next.toString();
}

// A question's notebook is opened in JupyterLab, which does so for elements that bear a command.
function leading(section) {
  for (const link of section.querySelectorAll("a[href$='.ipynb']")) {
    link.dataset.commandlinkerCommand = "docmanager:open";
    link.dataset.commandlinkerArgs = JSON.stringify({ path: link.getAttribute("href") });
  }
}

function render({ model, el }) {
  el.classList.add("pl-page", "pl-lab");
  const section = el.appendChild(document.createElement("section"));
  section.className = model.get("kind");
  const show = (query) => model.send({ query });
  const page = partnerlabParts.begin({
    plotly: () => library(model, "Plotly"),
    clicked: (name, value) => show(partnerlabParts.toggled(model.get("query"), name, value)),
    undrawn: "plotly.js",
  });
  section.innerHTML = model.get("html");
  leading(section);
  page.watch(section);
  const place = () => {
    page.place(section, model.get("html"));
    leading(section);
  };
  model.on("change:html", place);

  el.addEventListener("change", ({ target }) => {
    if (target.matches("select[name]")) show(changed(model.get("query"), target.name, target.value));
  });
  el.addEventListener("submit", (event) => event.preventDefault());
  el.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?']");
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href").slice(1));
  });
  // The writer of workbooks is fetched before the button is pressed in earnest.
  el.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("[data-form=xlsx]");
      if (!button || window.writeXlsxFile) return;
      event.stopPropagation();
      library(model, "writeXlsxFile").then(() => button.click(), console.error);
    },
    true,
  );

  const theme = new MutationObserver(partnerlabChart.again);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    theme.disconnect();
    model.off("change:html", place);
  };
}

export default { render };
