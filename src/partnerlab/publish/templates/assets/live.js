// A dashboard's page. The address is its state: a control changes the address, the address is sent to the page's kernel,
// and the parts that come back take their places. Without a connection the page of the new address is simply loaded.
(() => {
  const SLOW = 150;
  const LOST = 20000;
  const { socket: where, end, token, undrawn, failed } = document.getElementById("pl-talk").dataset;
  const main = document.getElementById("content");
  const status = document.querySelector(".pl-status");
  const loaded = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${document.body.dataset.assets}plotly.min.js`;
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => reject(new Error("plotly.js did not load")));
    // It holds a page up for a second while it begins: the numbers are to be painted before.
    const begin = () => document.head.append(script);
    if (document.hidden) begin();
    else requestAnimationFrame(() => setTimeout(begin));
  });
  loaded.catch(() => {});

  const here = () => location.search.slice(1);
  const form = () => main.querySelector("form");
  const clicked = (name, value) => go(partnerlabParts.toggled(partnerlabParts.queryOf(form()), name, value));
  const page = partnerlabParts.begin({ plotly: () => loaded, clicked, undrawn });

  let state = here(); // what has last been chosen
  let socket = null;
  let number = 0;
  let asked = null; // what the kernel is working on
  let wanted = null; // what has been asked for since
  let left = null; // the part in which the focus was when something else was chosen
  let slow, lost;

  function connect() {
    if (!where) return;
    const address = new URL(where, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.addEventListener("open", send);
    socket.addEventListener("message", ({ data }) => heard(JSON.parse(data)));
    socket.addEventListener("close", () => {
      socket = null;
      if (asked !== null || wanted !== null) location.reload();
    });
  }

  function go(query) {
    if (query === here()) return;
    history.pushState(null, "", `?${query}`);
    ask(query);
  }

  function ask(query) {
    state = wanted = query;
    left = document.activeElement?.closest("[data-part]") || null;
    main.dataset.asked = "yes";
    if (!socket) location.reload();
    else send();
  }

  function send() {
    if (wanted === null || asked !== null || socket?.readyState !== WebSocket.OPEN) return;
    [asked, wanted] = [wanted, null];
    number += 1;
    socket.send(JSON.stringify({ n: number, query: asked }));
    clearTimeout(slow);
    slow = setTimeout(() => main.setAttribute("aria-busy", "true"), SLOW);
    lost = setTimeout(() => location.reload(), LOST);
  }

  function heard(told) {
    if (told.n !== number) return;
    for (const { id, html } of told.parts || []) {
      const section = main.querySelector(`[data-part="${CSS.escape(id)}"]`);
      if (section) page.place(section, html);
    }
    if (!told.last) return;
    clearTimeout(slow);
    clearTimeout(lost);
    main.removeAttribute("aria-busy");
    asked = null;
    if (wanted !== null) return send();
    main.dataset.asked = "no";
    status.classList.toggle("pl-failed", Boolean(told.failed));
    if (told.failed) {
      status.textContent = failed;
      return;
    }
    document.title = `${told.title} · partnerlab`;
    if (told.query && told.query !== here()) history.replaceState(null, "", `?${told.query}`);
    state = here();
    follow(told.report);
    refocus();
    const answers = main.querySelectorAll(".pl-hero :is(h1, h2), .pl-counted");
    status.textContent = [...answers].map((one) => one.textContent).join(". ");
  }

  // A chip that was taken off, a row that is gone: the focus goes to what stands beside it, and the reader stays in place.
  function refocus() {
    if (!left || document.activeElement !== document.body) return;
    const beside = [".pl-chip", "summary", "select"].flatMap((one) => [...left.querySelectorAll(one)]);
    beside.find((one) => one.checkVisibility())?.focus({ preventScroll: true });
  }

  // Links to the other questions and languages take the state with them; the report is of the same view.
  function follow(report) {
    for (const link of document.querySelectorAll("a[data-follow]")) {
      const query = new URLSearchParams(here());
      if (link.hreflang) query.set("language", link.hreflang);
      link.search = query.toString();
    }
    const link = document.querySelector("a.pl-report");
    link.hidden = !report;
    if (report) link.href = report;
  }

  document.addEventListener("change", ({ target }) => target.form && target.form === form() && go(partnerlabParts.queryOf(form())));
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    go(partnerlabParts.queryOf(form()));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='?']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href").slice(1));
  });
  // A telephone offers its own ways of sending; elsewhere the link is copied.
  const actions = {
    print: () => window.print(),
    send: async ({ dataset: { done } }) => {
      const link = { title: document.title, url: location.href };
      if (navigator.share) return navigator.share(link).catch(() => {});
      if (!navigator.clipboard) return window.prompt(link.title, link.url);
      await navigator.clipboard.writeText(link.url);
      status.textContent = done;
    },
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-do]");
    if (button) actions[button.dataset.do](button);
  });
  // A link to a place within the page chooses nothing.
  window.addEventListener("popstate", () => here() !== state && ask(here()));
  // A page that is left gives its kernel back; one that comes back from the browser's memory needs another.
  window.addEventListener("pagehide", () => end && navigator.sendBeacon(end, new URLSearchParams({ _xsrf: token })));
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  page.watch(main);
  connect();
})();
