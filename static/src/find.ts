// Find parts of the page by their data attributes.

/** The element marked data-NAME; the template and the script must agree. */
export function part<T extends Element = HTMLElement>(name: string): T {
  const found = document.querySelector<T>(`[data-${name}]`);
  if (!found) throw new Error(`no element with data-${name}`);
  return found;
}
