// Walking the rows of the list on show by key. The rows are told apart by `data-row`, in the order of the page.

/** Whether the focus went to another row. */
export function stepRow(page: ParentNode, step: 1 | -1): boolean {
  const rows = [...page.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next]?.focus();
  return next !== here && next < rows.length;
}

/** Presses the row that has the focus. */
export function pressRow(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches("[data-row]")) {
    activeElement.click();
  }
}
