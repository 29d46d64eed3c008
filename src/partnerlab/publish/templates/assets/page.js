// What every page does, report or dashboard: its menus close when they are left, and paper has the short tables.
(() => {
  const opened = () => [...document.querySelectorAll("details.pl-menu[open]")];
  const close = (but) => opened().forEach((menu) => menu !== but && (menu.open = false));
  document.addEventListener("toggle", ({ target }) => target.open && target.matches(".pl-menu") && close(target), true);
  document.addEventListener("click", ({ target }) => close(target.closest("details.pl-menu")));
  document.addEventListener("keydown", ({ key }) => {
    const [menu] = opened();
    if (key !== "Escape" || !menu) return;
    close();
    menu.querySelector("summary").focus();
  });
})();

// On paper short tables are open; of a long one the page says that it is not printed.
(() => {
  let unfolded = null;

  function isShort(table, script) {
    const lines = [...table.querySelectorAll("tbody tr")].filter((line) => !line.hidden);
    return lines.length <= JSON.parse(script.textContent).short;
  }

  function onPaper() {
    if (unfolded) return;
    unfolded = [];
    for (const script of document.querySelectorAll("script.pl-data")) {
      const table = script.closest(".pl-side, section").querySelector(".pl-table:not([open])");
      if (table && isShort(table, script)) unfolded.push(table);
    }
    for (const table of unfolded) table.open = true;
  }

  function offPaper() {
    for (const table of unfolded || []) table.open = false;
    unfolded = null;
  }

  const print = window.matchMedia("print");
  print.addEventListener("change", () => (print.matches ? onPaper() : offPaper()));
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", offPaper);
  if (print.matches) onPaper();
})();
