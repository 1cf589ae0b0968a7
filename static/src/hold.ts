// A button to hold: so that nobody calls for help by accident, and everybody can.

/** `held` after a full hold; `touched` for a short tap, a key or a screen reader: ask once more. */
export function hold(button: HTMLElement, milliseconds: number, held: () => void, touched: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let done = false;
  const release = (): void => {
    clearTimeout(timer);
    button.removeAttribute("data-holding");
  };
  button.addEventListener("pointerdown", () => {
    done = false;
    button.setAttribute("data-holding", "");
    timer = setTimeout(() => {
      done = true;
      release();
      held();
    }, milliseconds);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) button.addEventListener(name, release);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    event.preventDefault();
    if (!done) touched();
    done = false;
  });
}
