// Fills the menus of a report's header from the list of all pages that the site writes: a page itself does not know which
// others there are. What was chosen on this page stays chosen on the next.
(() => {
  const nav = document.querySelector(".pl-menus");
  const pages = window.partnerlabPages || [];
  if (!nav) return;
  const { file, root } = nav.dataset;
  const here = pages.find((page) => page.file === file);
  const links = [];

  function link(page, text) {
    const made = document.createElement("a");
    made.textContent = text;
    links.push([made, root + page.file]);
    if (page === here) made.setAttribute("aria-current", "page");
    return made;
  }

  function fill(name, shown, text) {
    const menu = nav.querySelector(`[data-menu=${name}]`);
    if (!menu || shown.length < 2) return;
    const list = menu.querySelector("ul");
    for (const page of shown) list.appendChild(document.createElement("li")).append(link(page, text(page)));
    menu.classList.add("pl-filled");
  }

  if (here) {
    const same = (...names) => pages.filter((page) => names.every((name) => page[name] === here[name]));
    fill("notebook", same("year", "language"), (page) => page.title);
    fill("year", same("notebook", "language").sort((one, other) => other.year - one.year), (page) => page.year);
    for (const language of nav.querySelectorAll("a[data-menu=language]")) {
      const other = same("notebook", "year").find((page) => page.language === language.hreflang);
      if (!other) continue;
      links.push([language, root + other.file]);
      language.classList.add("pl-filled");
    }
  }

  // A number without the page of its question stands there as it is; one with it leads there.
  for (const number of document.querySelectorAll("a.pl-number-card")) {
    const other = here && pages.find((page) => page.year === here.year && page.language === here.language && page.notebook === number.getAttribute("href").replace(".html", ""));
    if (here && !other) number.removeAttribute("href");
  }

  const choices = () => (location.hash.includes("=") ? location.hash : "");
  const point = () => links.forEach(([made, address]) => (made.href = address + choices()));
  for (const event of ["hashchange", "popstate", "partnerlab-chosen"]) window.addEventListener(event, point);
  point();

  for (const menu of nav.querySelectorAll("details")) menu.querySelector("summary").tabIndex = menu.classList.contains("pl-filled") ? 0 : -1;
})();
