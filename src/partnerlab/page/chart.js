// Draws one figure for the width it has: wide, or anew for a telephone. Used by reports as a plain script and by the
// dashboards' widget, which puts its own module text behind it.
const partnerlabChart = (() => {
  const NARROW = 520;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function recoloured(figure, colours) {
    if (!colours || !dark.matches || window.matchMedia("print").matches) return figure;
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

  function fitted(figure, narrow) {
    const meta = figure.layout.meta || {};
    const shown = structuredClone({ data: figure.data, layout: figure.layout });
    if (narrow && meta.narrow) {
      for (const [path, value] of Object.entries(meta.narrow.layout || {})) assign(shown.layout, path, value);
      (meta.narrow.data || []).forEach((changes, index) => {
        for (const [path, value] of Object.entries(changes)) assign(shown.data[index], path, value);
      });
    }
    shown.layout.autosize = true;
    delete shown.layout.width;
    return recoloured(shown, meta.dark);
  }

  function draw(element, figure, Plotly) {
    let was = null;
    const render = () => {
      const width = element.clientWidth;
      if (!width) return;
      const narrow = width < NARROW;
      const shown = fitted(figure, narrow);
      if (shown.layout.height) element.style.minHeight = shown.layout.height + "px";
      was = narrow;
      return Plotly.react(element, shown.data, shown.layout, figure.config || {});
    };
    element._partnerlab?.disconnect();
    const watch = new ResizeObserver(() => {
      if (element.clientWidth && (element.clientWidth < NARROW) !== was) render();
    });
    watch.observe(element);
    element._partnerlab = watch;
    const again = () => element.isConnected && render();
    dark.addEventListener("change", again);
    return render();
  }

  return { draw };
})();
