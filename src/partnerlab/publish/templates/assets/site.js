// The index for one year: the address keeps it (#year=2003), without scripts all years are links.
(() => {
  const chosen = document.getElementById("year");
  const cards = [...document.querySelectorAll(".pl-question")];
  if (!chosen) return;

  const wanted = () => new URLSearchParams(location.hash.slice(1));

  function show(card, from) {
    const link = card.querySelector(".pl-answer a");
    const { headline, picture, answers, synthetic } = from ? from.dataset : {};
    card.classList.toggle("pl-without", !from);
    card.classList.toggle("pl-silent", Boolean(from) && answers === undefined);
    link.textContent = from ? headline : chosen.dataset.without;
    if (from) link.href = from.getAttribute("href");
    else link.removeAttribute("href");
    card.querySelector(".pl-when").textContent = from ? from.textContent : "";
    card.querySelector(".pl-synthetic").hidden = synthetic === undefined;
    const image = card.querySelector("img");
    if (!image) return;
    if (picture) image.src = picture;
    image.hidden = !picture;
  }

  function choose(year) {
    for (const card of cards) {
      const name = year ? `a[data-year="${CSS.escape(year)}"]` : "a[data-latest]";
      show(card, card.querySelector(`.pl-all ${name}`));
      for (const link of card.querySelectorAll(".pl-all a[data-year]")) {
        if (link.dataset.year === year) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }
  }

  function follow() {
    const year = wanted().get("year") || "";
    chosen.value = [...chosen.options].some((option) => option.value === year) ? year : "";
    choose(chosen.value);
    document.getElementById(wanted().get("question"))?.scrollIntoView();
  }

  chosen.addEventListener("change", () => {
    choose(chosen.value);
    history.replaceState(null, "", chosen.value ? `#year=${chosen.value}` : location.pathname + location.search);
  });
  addEventListener("hashchange", follow);
  if (wanted().has("year") || wanted().has("question")) follow();

  // The other language opens at the question that is being read.
  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", () => {
      const place = new URLSearchParams();
      if (chosen.value) place.set("year", chosen.value);
      const seen = scrollY > 200 && cards.find((card) => card.getBoundingClientRect().bottom > 100);
      if (seen) place.set("question", seen.id);
      link.hash = place.toString();
    });
  }
})();
