// Two tabs: arrows move, the panels follow.

export function tabs(list: HTMLElement, changed: () => void): void {
  const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const select = (chosen: HTMLElement): void => {
    for (const tab of all) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !on;
    }
    changed();
  };
  for (const tab of all) tab.addEventListener("click", () => select(tab));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = all[(all.indexOf(event.target as HTMLElement) + (step ?? 0) + all.length) % all.length];
    if (!step || !next) return;
    next.focus();
    select(next);
  });
}
