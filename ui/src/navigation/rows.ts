// Moving the focus through the rows of the list on show by key. A row is what has `data-row`, in the order of the page.

/** True when the focus moved to another row. */
export function stepRow(page: ParentNode, step: 1 | -1): boolean {
  const rows = [...page.querySelectorAll<HTMLElement>("[data-row]")];
  const { activeElement } = document;
  const holds = (row: Element) =>
    row === activeElement || row.closest("li")?.contains(activeElement) === true;
  const here = rows.findIndex(holds);
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next]?.focus();
  return next !== here && next < rows.length;
}

/** Opens in Spotify what the row with the focus shows: presses the row, or its own button for that. */
export function openRow(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !activeElement.matches("[data-row]")) return;
  const beside = activeElement.closest("li")?.querySelector<HTMLElement>("[data-open]");
  if (beside) beside.click();
  else if (!activeElement.matches("[aria-pressed], [aria-haspopup]")) activeElement.click();
}
