"use strict";

// Until the table is set up, the style sheet hides what will not be on its first page: a browser
// then does not lay out ten thousand rows only to take most of them away again.
document.documentElement.classList.add("loading");

document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("table.students");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const find = document.getElementById("find");
  const state = document.getElementById("state");
  const pageRows = document.getElementById("rows");
  const pages = document.getElementById("pages");
  const shown = document.getElementById("shown");
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const isNumber = (column) => heads[column].classList.contains("n");
  const texts = heads.map((_, column) => column).filter((column) => !isNumber(column));

  let order = rows.map((_, row) => row);
  let first = 0;
  let searched = null; // what each row is searched in; made when somebody searches

  // A student's remarks stand below the name, and are no part of it.
  const text = (row, column) => rows[row].cells[column].firstChild?.textContent ?? "";
  const whole = (row, column) => rows[row].cells[column].textContent;
  const written = (number) => number.toLocaleString("en");
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const isEmpty = (cell) => cell === "" || cell === "–";

  function wanted() {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    if (words.length && !searched) {
      searched = rows.map((_, row) => plain(texts.map((column) => whole(row, column)).join("\n")));
    }
    const { value, dataset } = state.selectedOptions[0];
    const column = heads.findIndex((head) => head.dataset.column === dataset.column);
    const inState = (row) =>
      dataset.column === "remarks" ? rows[row].querySelector(".remark") !== null :
      !dataset.column || (value ? text(row, column) === value : !isEmpty(text(row, column)));
    return order.filter(
      (row) => words.every((word) => searched[row].includes(word)) && inState(row),
    );
  }

  function show() {
    const found = wanted();
    const size = pageRows ? Number(pageRows.value) : Infinity;
    first = Math.max(0, Math.min(first, size * Math.floor((found.length - 1) / size) || 0));
    const last = Math.min(first + size, found.length);
    const piece = document.createDocumentFragment();
    for (const row of found.slice(first, last)) piece.append(rows[row]);
    body.replaceChildren(piece);
    const [previous, next] = pages.querySelectorAll("button");
    pages.hidden = found.length <= size;
    previous.disabled = first === 0;
    next.disabled = last === found.length;
    const part = pages.hidden ? "" : `${written(first + 1)} to ${written(last)} of `;
    const all = `${written(rows.length)} students`;
    const some = found.length < rows.length;
    shown.textContent = part + (some ? `${written(found.length)} found among ${all}` : all);
  }

  function sort(column) {
    const head = heads[column];
    const descending = head.getAttribute("aria-sort") === "ascending";
    const keys = rows.map((_, row) => text(row, column));
    const values = isNumber(column) ? keys.map(Number.parseFloat) : keys;
    const compare = isNumber(column) ? (a, b) => a - b : collator.compare;
    const sign = descending ? -1 : 1;
    order = rows.map((_, row) => row).sort((a, b) => {
      const empty = isEmpty(keys[a]) - isEmpty(keys[b]); // whatever the direction, last
      return empty || sign * compare(values[a], values[b]) || a - b;
    });
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    fromStart();
  }

  function fromStart() {
    first = 0;
    show();
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });
  find.addEventListener("input", fromStart);
  state.addEventListener("change", fromStart);
  pageRows?.addEventListener("change", fromStart);
  pages.addEventListener("click", (event) => {
    if (!event.target.dataset.step) return;
    first += Number(event.target.dataset.step) * Number(pageRows.value);
    show();
    table.parentElement.scrollTop = 0;
  });
  document.querySelectorAll("#students .controls[role=search]").forEach((each) => {
    each.hidden = false;
  });
  show();
  document.documentElement.classList.remove("loading");
});
