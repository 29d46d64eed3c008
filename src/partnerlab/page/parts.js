// What a live page is made of: puts the HTML of a part in its place and draws its charts. Used by the dashboards as a
// plain script and by JupyterLab's widget, which puts its own module text behind it; both give it a way to plotly.js.
const partnerlabParts = (() => {
  const LEAD = "600px"; // charts are drawn before they are scrolled to

  function begin({ plotly, clicked, undrawn }) {
    const waiting = new Set();
    const near = new IntersectionObserver(
      (seen) => seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => draw(target)),
      { rootMargin: LEAD },
    );

    async function draw(chart) {
      near.unobserve(chart);
      waiting.delete(chart);
      const told = chart._told;
      const figure = JSON.parse(told);
      try {
        const Plotly = await plotly();
        if (!chart._drawn) chart.replaceChildren();
        chart._drawn = true;
        await partnerlabChart.draw(chart, figure, Plotly);
        if (chart.dataset.clicks) partnerlabChart.clickable(chart, JSON.parse(chart.dataset.clicks), clicked);
      } catch (error) {
        chart.textContent = undrawn;
        chart.classList.add("pl-undrawn");
        console.error(error);
      }
      if (told === chart._told) chart.classList.remove("pl-stale");
    }

    // The rest is drawn when nothing else is to be done, so that printing and searching find it.
    function later() {
      const [chart] = waiting;
      if (!chart) return;
      draw(chart);
      idle(later);
    }

    function watch(root) {
      const charts = root.matches?.(".pl-chart") ? [root] : root.querySelectorAll?.(".pl-chart") || [];
      for (const chart of charts) {
        const script = chart.querySelector("script");
        if (!script) continue;
        chart._told = script.textContent;
        drawLater(chart);
      }
    }

    function drawLater(chart) {
      if (!waiting.size) idle(later);
      waiting.add(chart);
      near.observe(chart);
    }

    const keep = {
      beforeNodeMorphed(old, made) {
        if (!old.classList?.contains("pl-chart") || !made.classList?.contains("pl-chart")) return true;
        const told = made.querySelector("script")?.textContent;
        for (const name of ["aria-label", "data-clicks"]) {
          if (made.hasAttribute(name)) old.setAttribute(name, made.getAttribute(name));
          else old.removeAttribute(name);
        }
        if (told !== old._told) {
          old._told = told;
          old.classList.add("pl-stale");
          if (isSeen(old)) draw(old);
          else drawLater(old);
        }
        return false;
      },
      beforeNodeRemoved(old) {
        const charts = old.querySelectorAll ? [old, ...old.querySelectorAll("*")] : [];
        for (const chart of charts) if (chart._drawn && window.Plotly) window.Plotly.purge(chart);
      },
      afterNodeAdded: watch,
      // What a reader has opened stays open.
      beforeAttributeUpdated: (name, element) => !(name === "open" && element.localName === "details"),
    };

    function place(section, html) {
      Idiomorph.morph(section, html, { morphStyle: "innerHTML", callbacks: keep });
      for (const select of section.querySelectorAll("select")) {
        const chosen = [...select.options].find((option) => option.hasAttribute("selected"));
        if (chosen) select.value = chosen.value;
      }
    }

    window.addEventListener("beforeprint", () => [...waiting].forEach(draw));
    return { watch, place };
  }

  function isSeen(chart) {
    const { bottom, top } = chart.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  }

  const idle = (work) => (window.requestIdleCallback || window.setTimeout)(work);

  // The query that a form's controls say, without those that say nothing.
  function queryOf(form) {
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value) asked.delete(name);
    return asked.toString();
  }

  // The query with one filter more, or less where it is chosen already.
  function toggled(query, name, value) {
    const asked = new URLSearchParams(query);
    if (asked.get(name) === value && name !== "year") asked.delete(name);
    else asked.set(name, value);
    return asked.toString();
  }

  return { begin, queryOf, toggled };
})();
