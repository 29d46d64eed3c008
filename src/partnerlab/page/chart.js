// Draws one figure for the width it has: wide, anew for a telephone, or for paper. Used by reports as a plain script and
// by the dashboards' widget, which puts its own module text behind it.
const partnerlabChart = (() => {
  const NARROW = 520;
  const PAPER = 648; // what A4 with a browser's margins leaves to a chart: asked before the page is laid out for paper
  const PALE = 0.18;
  const FADED = 0.6; // words of what is not chosen: softer, and still read
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const print = window.matchMedia("print");
  const drawn = new Map();
  let paper = print.matches;

  // JupyterLab has a theme of its own, whatever the browser's is.
  const inDark = (element) => (element.closest(".pl-lab") ? document.body.dataset.jpThemeLight === "false" : dark.matches);

  function recoloured(figure, colours) {
    if (!colours || paper) return figure;
    let text = JSON.stringify(figure);
    for (const [light, other] of Object.entries(colours)) text = text.replaceAll(light, other);
    return JSON.parse(text);
  }

  function assign(target, path, value) {
    const names = path.split(".");
    const last = names.pop();
    for (const name of names) target = target[name] ??= {};
    const both = value && target[last] && [value, target[last]].every((x) => typeof x === "object" && !Array.isArray(x));
    if (both) for (const [name, inner] of Object.entries(value)) assign(target[last], name, inner);
    else target[last] = value;
  }

  // `points` say of each trace, or of each of its points, which value it stands for; all but the chosen turn pale. White
  // words stand on deep colours: on a pale one they turn dark.
  function paled({ data, layout }, { points, chosen, label }) {
    if (chosen < 0 || !points.flat().includes(chosen)) return;
    const opacity = (value) => (value === chosen ? 1 : PALE);
    for (const words of layout.annotations || []) {
      if (words.font?.color === "#ffffff" && !words.text.startsWith(label)) words.font.color = layout.template.layout.font.color;
    }
    const rows = rowsOf(data, points);
    for (const words of layout.annotations || []) {
      const row = words.yref === "y" && rows.find(({ height }) => height >= words.y);
      if (row && row.value !== chosen) words.opacity = FADED;
    }
    data.forEach((trace, index) => {
      const of = points[index];
      if (typeof of === "number") {
        if (of >= 0) trace.opacity = opacity(of);
      } else if (of?.some((value) => value >= 0) && of.length === (trace.y || []).length) {
        (trace.marker ??= {}).opacity = of.map(opacity);
      }
    });
    for (const shape of layout.shapes || []) {
      const within = valuesWithin(shape, data, points);
      if (within.size === 1) shape.opacity = opacity([...within][0]);
    }
  }

  // Where marks stand in rows with their words above or beside them: the height of each row and its value.
  function rowsOf(data, points) {
    const values = new Map();
    for (const [index, { mode, y }] of data.entries()) {
      if (!Array.isArray(points[index]) || !points[index].length) continue;
      if (mode?.includes("text")) return [];
      points[index].forEach((value, place) => values.set(y[place], value));
    }
    if (![...values.values()].some((value) => value >= 0)) return [];
    return [...values].map(([height, value]) => ({ height, value })).sort((one, other) => one.height - other.height);
  }

  // A box that is drawn around the words of a value is of that value.
  function valuesWithin(shape, data, points) {
    const between = (value, one, other) => value >= Math.min(one, other) && value <= Math.max(one, other);
    const found = new Set();
    data.forEach((trace, index) => {
      if (shape.type !== "rect" || !Array.isArray(points[index]) || !Array.isArray(trace.y)) return;
      points[index].forEach((value, place) => {
        const inside = between(trace.x[place], shape.x0, shape.x1) && between(trace.y[place], shape.y0, shape.y1);
        if (value >= 0 && inside) found.add(value);
      });
    });
    return found;
  }

  function fitted(figure, width, { stress, night }) {
    const meta = figure.layout.meta || {};
    const narrow = width < NARROW;
    const shown = structuredClone({ data: figure.data, layout: figure.layout });
    if (narrow && meta.narrow) {
      for (const [path, value] of Object.entries(meta.narrow.layout || {})) assign(shown.layout, path, value);
      (meta.narrow.data || []).forEach((changes, index) => {
        for (const [path, value] of Object.entries(changes)) assign(shown.data[index], path, value);
      });
    }
    shown.layout.autosize = !paper;
    delete shown.layout.width;
    if (paper) shown.layout.width = width;
    if (stress) paled(shown, stress);
    return night ? recoloured(shown, meta.dark) : shown;
  }

  // A drawn chart has a button within, which a picture may not have: it is a figure whose text says what the drawing shows.
  function named(element) {
    if (element.hasAttribute("aria-label")) element.setAttribute("role", "figure");
    for (const drawing of element.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true");
    return element;
  }

  function draw(element, figure, Plotly) {
    let was = null;
    let night = null;
    const render = () => {
      const width = paper && !print.matches ? PAPER : element.clientWidth;
      if (!width) return;
      night = inDark(element);
      const shown = fitted(figure, width, { stress: drawn.get(element)?.stress, night });
      if (shown.layout.height) element.style.minHeight = shown.layout.height + "px";
      was = width < NARROW;
      const config = { ...figure.config, ...(paper && { responsive: false }) };
      return Promise.resolve(Plotly.react(element, shown.data, shown.layout, config)).then(() => named(element));
    };
    element._partnerlab?.disconnect();
    const watch = new ResizeObserver(() => {
      if (paper || !element.clientWidth) return;
      // JupyterLab takes away what is out of sight: it has missed a change of the theme when it comes back.
      if ((element.clientWidth < NARROW) !== was || inDark(element) !== night) render();
    });
    watch.observe(element);
    element._partnerlab = watch;
    drawn.set(element, { render, stress: null });
    return render();
  }

  function again() {
    for (const [element, { render }] of drawn) {
      if (element.isConnected) render();
      else drawn.delete(element);
    }
  }

  function onPaper(is) {
    if (is === paper) return;
    paper = is;
    again();
  }

  // `told` are the points of each value, which value is chosen (-1: none), and what it is called.
  function stress(element, told) {
    const one = drawn.get(element);
    if (!one) return;
    one.stress = told;
    one.render();
  }

  // `told` are the column, its values, and which of them each point stands for (-1: none). A click on such a point, or on
  // an area of one, calls back with the column and the value; what `told` says last holds.
  function clickable(element, told, callback) {
    const one = drawn.get(element);
    if (!one) return;
    one.clicks = { ...told, callback };
    if (element._partnerlabClicks) return;
    element._partnerlabClicks = true;
    const call = ({ points: [point] }) => {
      const { column, values, points, callback } = drawn.get(element)?.clicks || {};
      const of = points?.[point?.curveNumber];
      const place = typeof of === "number" ? of : of?.[point.pointNumber];
      return values?.[place] ? () => callback(column, values[place]) : null;
    };
    const point = (found) => {
      for (const plot of element.querySelectorAll(".nsewdrag")) plot.style.cursor = found ? "pointer" : "default";
    };
    element.on("plotly_hover", (event) => point(call(event)));
    element.on("plotly_unhover", () => point(null));
    element.on("plotly_click", (event) => call(event)?.());
    point(null);
  }

  dark.addEventListener("change", again);
  print.addEventListener("change", (change) => onPaper(change.matches));
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));

  return { draw, stress, clickable, again };
})();
