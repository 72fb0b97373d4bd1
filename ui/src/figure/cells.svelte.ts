// Choosing cells of a figure by pointer and keys: Tab reaches one of them, arrow keys go on from it,
// Shift or dragging chooses from one cell to another. It does not know which cell lies where.

export class Cells {
  /** The one that Tab reaches. */
  at = $state(0);
  /** Where a choice of several began; null while there is none. */
  from = $state<number | null>(null);

  #dragging = false;
  #step: (at: number, key: string) => number | null;
  #choose: (from: number, to: number) => void;

  /** `step`: the cell that a key leads to; null where the key is not for cells. */
  constructor(
    step: (at: number, key: string) => number | null,
    choose: (from: number, to: number) => void,
  ) {
    this.#step = step;
    this.#choose = choose;
  }

  key(event: KeyboardEvent): void {
    const cell = cellOf(event);
    if (cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#pressed(cell, event)) {
      // Otherwise the same key would move the brush, or the focus among rows.
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #pressed(cell: number, { key, shiftKey, currentTarget }: KeyboardEvent): boolean {
    if (key === "Enter" || key === " ") {
      this.#choose(this.from ?? cell, cell);
      this.from = null;
      return true;
    }
    if (key === "Escape") {
      const had = this.from !== null;
      this.cancel();
      return had;
    }
    const next = this.#step(cell, key);
    if (next === null) return false;
    this.from = shiftKey ? (this.from ?? cell) : null;
    this.at = next;
    (currentTarget as Element).querySelector<SVGElement>(`[data-cell="${next}"]`)?.focus();
    return true;
  }

  down(event: PointerEvent): void {
    const cell = cellOf(event);
    if (cell === null || event.button > 0) return;
    this.#dragging = true;
    this.at = this.from = cell;
  }

  over(event: PointerEvent): void {
    const cell = this.#dragging ? cellOf(event) : null;
    if (cell !== null) this.at = cell;
  }

  /** The pointer was released, anywhere in the window. */
  up(): void {
    if (this.#dragging && this.from !== null) this.#choose(this.from, this.at);
    this.cancel();
  }

  cancel(): void {
    this.#dragging = false;
    this.from = null;
  }

  /** A screen reader clicks without a pointer. */
  press(event: MouseEvent): void {
    const cell = event.detail === 0 ? cellOf(event) : null;
    if (cell !== null) this.#choose(cell, cell);
  }
}

function cellOf(event: Event): number | null {
  const cell = (event.target as Element).closest("[data-cell]")?.getAttribute("data-cell");
  return cell === null || cell === undefined ? null : Number(cell);
}
