"use strict";
(() => {
  const root = document.documentElement;

  // Theme: as the system, light or dark; kept where the browser lets a file keep anything.
  const button = document.getElementById("theme");
  const themes = { "": "as the system", light: "light", dark: "dark" };
  const kept = (value) => {
    try {
      if (value === undefined) return localStorage.getItem("broadsheet-theme") || "";
      localStorage.setItem("broadsheet-theme", value);
    } catch { /* a browser may forbid it: then the choice lasts as long as the page */ }
    return "";
  };
  const dress = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    button.querySelector("span").textContent = themes[theme];
  };
  const names = Object.keys(themes);
  const first = kept();
  dress(names.includes(first) ? first : "");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = names[(names.indexOf(root.dataset.theme || "") + 1) % names.length];
    dress(next);
    kept(next);
  });

  // Tables: sorted by a column, filtered by words, a page at a time.
  const number = (cell) => {
    const text = (cell.dataset.v || cell.textContent).replaceAll(",", "");
    return text === "" ? NaN : Number(text);
  };
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const grids = new Map();

  class Grid {
    constructor(element) {
      this.element = element;
      this.body = element.querySelector("tbody");
      this.rows = [...this.body.rows];
      this.order = this.rows;
      this.words = this.rows.map((row) => row.textContent.toLowerCase());
      this.place = new Map(this.rows.map((row, index) => [row, index]));
      this.size = Number(element.dataset.page) || 20;
      this.page = 0;
      this.wanted = [];
      this.count = element.querySelector(".count");
      this.pager = element.querySelector(".pager");
      this.heads = [...element.querySelectorAll("th")];
      this.heads.forEach((head, column) => this.prepare(head, column));
      this.input = element.querySelector("input");
      this.input.setAttribute("aria-label", `Filter the rows of ${element.querySelector("caption").textContent}`);
      this.input.addEventListener("input", () => this.filter());
      element.querySelector(".tools").hidden = this.rows.length < 6;
      for (const step of this.pager.querySelectorAll("button")) {
        step.addEventListener("click", () => { this.page += Number(step.dataset.step); this.draw(); });
      }
      this.draw();
    }

    prepare(head, column) {
      const sorter = document.createElement("button");
      sorter.type = "button";
      sorter.textContent = head.textContent;
      head.replaceChildren(sorter);
      sorter.addEventListener("click", () => this.sort(column));
    }

    sort(column) {
      const head = this.heads[column];
      const numeric = head.classList.contains("n");
      const before = head.getAttribute("aria-sort");
      const up = before ? before === "descending" : !numeric;  // largest numbers first, words from a to z
      this.heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const keys = this.rows.map((row) => numeric ? number(row.cells[column]) : row.cells[column].textContent);
      const empty = (key) => numeric ? Number.isNaN(key) : key === "";
      this.order = [...this.rows].sort((a, b) => {
        const [one, two] = [keys[this.place.get(a)], keys[this.place.get(b)]];
        if (empty(one) || empty(two)) return empty(one) - empty(two);  // empty cells last, either way
        const difference = numeric ? (one > two) - (one < two) : compare(one, two);
        return (up ? difference : -difference) || this.place.get(a) - this.place.get(b);
      });
      this.body.append(...this.order);
      this.page = 0;
      this.draw();
    }

    filter() {
      this.wanted = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
      this.page = 0;
      this.draw();
    }

    matching() {
      return this.order.filter((row) => this.wanted.every((word) => this.words[this.place.get(row)].includes(word)));
    }

    reveal(row) {
      this.input.value = "";
      this.wanted = [];
      this.page = Math.floor(this.order.indexOf(row) / this.size);
      this.draw();
    }

    draw() {
      const found = this.matching();
      const pages = Math.max(1, Math.ceil(found.length / this.size));
      this.page = Math.min(Math.max(this.page, 0), pages - 1);
      const from = this.page * this.size;
      const seen = new Set(found.slice(from, from + this.size));
      this.rows.forEach((row) => { row.hidden = !seen.has(row); });
      this.pager.hidden = pages === 1;
      const [back, on] = this.pager.querySelectorAll("button");
      back.disabled = this.page === 0;
      on.disabled = this.page === pages - 1;
      const say = (value) => value.toLocaleString("en");
      const all = found.length === 1 ? "1 row" : `${say(found.length)} rows`;
      const range = pages === 1 ? (found.length ? all : "No rows") : `Rows ${say(from + 1)}–${say(from + seen.size)} of ${all}`;
      this.count.textContent = this.wanted.length ? `${range}, filtered from ${say(this.rows.length)}` : range;
    }
  }

  for (const element of document.querySelectorAll(".grid")) grids.set(element, new Grid(element));

  // A link to a row shows it, on whatever page of its table it is; one to a place moves the focus there.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const row = target.closest("tr");
    if (row && row.hidden) grids.get(row.closest(".grid")).reveal(row);
    const link = row ? row.querySelector("a") : target;
    if (link && (row || link.hasAttribute("tabindex"))) link.focus({ preventScroll: true });
    target.scrollIntoView({ block: row ? "center" : "start" });
  };
  window.addEventListener("hashchange", follow);
  if (location.hash) follow();

  // Contents: closed where they would fill a small screen; the section in view is marked.
  const contents = document.querySelector("nav details");
  const wide = matchMedia("(min-width: 64rem)");
  const fold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const marks = [...links.keys()].map((key) => document.getElementById(key)).filter(Boolean);
  const current = () => {
    const passed = marks.filter((mark) => mark.getBoundingClientRect().top < innerHeight / 3);
    const here = links.get((passed.at(-1) || marks[0]).id);
    links.forEach((link) => { if (link !== here) link.removeAttribute("aria-current"); });
    here.setAttribute("aria-current", "true");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; current(); });
  }, { passive: true });
  current();
})();
