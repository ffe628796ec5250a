/** The bill's rows open, and its columns sort. */

export function openAndSort(): void {
  const table = document.querySelector<HTMLTableElement>("#bill-table");
  if (table === null) return;
  table.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button === null) return;
    if (button.dataset["sort"] === undefined) toggle(button);
    else sortBy(table, button.dataset["sort"], button);
  });
  const all = document.querySelector<HTMLButtonElement>("#open-all");
  all?.addEventListener("click", () => {
    const open = all.getAttribute("aria-pressed") !== "true";
    all.setAttribute("aria-pressed", String(open));
    all.textContent = open ? "Show components only" : "Show every line";
    for (const button of table.querySelectorAll<HTMLButtonElement>("tr.component .opens")) {
      if (isOpen(button) !== open) toggle(button);
    }
  });
  openWhatIsLinked();
}

function isOpen(button: HTMLButtonElement): boolean {
  return button.getAttribute("aria-expanded") === "true";
}

/** A component shows its lines, a line its arithmetic; a component that closes closes all in it. */
function toggle(button: HTMLButtonElement): void {
  const open = !isOpen(button);
  button.setAttribute("aria-expanded", String(open));
  const row = button.closest("tr");
  if (row === null) return;
  if (row.classList.contains("line")) {
    row.nextElementSibling?.toggleAttribute("hidden", !open);
    return;
  }
  for (const other of row.parentElement?.querySelectorAll("tr.line, tr.arithmetic") ?? []) {
    other.toggleAttribute("hidden", !open || other.classList.contains("arithmetic"));
    if (!open) other.querySelector("[aria-expanded]")?.setAttribute("aria-expanded", "false");
  }
}

function sortBy(table: HTMLTableElement, key: string, button: HTMLButtonElement): void {
  const heading = button.closest("th");
  const before = heading?.getAttribute("aria-sort") ?? null;
  // Costs are first wanted from the largest, names from the first.
  const first = key === "cost" ? "descending" : "ascending";
  const direction = before === null ? first : before === "ascending" ? "descending" : "ascending";
  for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
  heading?.setAttribute("aria-sort", direction);
  const sign = direction === "ascending" ? 1 : -1;
  const order = (a: HTMLElement, b: HTMLElement): number => sign * compare(a, b, key);
  const bodies = [...table.tBodies].sort(order);
  for (const body of bodies) {
    const lines = [...body.querySelectorAll<HTMLTableRowElement>("tr.line")];
    const pairs = lines.map((line) => ({ line, arithmetic: line.nextElementSibling }));
    pairs.sort((a, b) => order(a.line, b.line));
    body.append(...pairs.flatMap(({ line, arithmetic }) => (arithmetic === null ? [line] : [line, arithmetic])));
  }
  table.querySelector("thead")?.after(...bodies);
}

/** What has no price is below every price. */
function compare(a: HTMLElement, b: HTMLElement, key: string): number {
  const [x = "", y = ""] = [a, b].map((element) => element.dataset[key]);
  if (key === "name") return x.localeCompare(y, "en");
  return (x === "" ? -Infinity : Number(x)) - (y === "" ? -Infinity : Number(y)) || 0;
}

/** A link to a row within a closed part opens the part. */
function openWhatIsLinked(): void {
  const open = (): void => {
    const target = location.hash === "" ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target?.closest("details");
    if (target === null || details === null || details === undefined) return;
    details.open = true;
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", open);
  open();
}
