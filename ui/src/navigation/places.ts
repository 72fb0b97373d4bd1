// How far each entry of the window's history was scrolled, and what had the focus in it, so that going back leads to where one
// was. What is drawn only when an answer comes is waited for, but not for long, and not once the listener does something else.

/** The element with the focus, so that its likeness is found in a page that was drawn anew. */
interface Focused {
  selector: string;
  /** Its number among those that the selector finds. */
  nth: number;
}

interface Place {
  top: number;
  focused: Focused | null;
}

const patienceMs = 3_000;
const attributes = ["href", "role", "name", "aria-label", "data-row", "data-cell"];
const inputEvents = ["wheel", "pointerdown", "keydown", "touchstart"];

export class Places {
  #kept = new Map<number, Place>();
  #stop: () => void = () => {};

  /** Call it while the entry is still drawn. */
  keep(entry: number, page: HTMLElement): void {
    this.#stop();
    this.#kept.set(entry, { top: scrollerOf(page).scrollTop, focused: focusedIn(page) });
  }

  /** Leads to where the entry was left; to the top of one that is new. Call it when the page was drawn. */
  show(entry: number, page: HTMLElement): void {
    this.#stop();
    const scroller = scrollerOf(page);
    const place = this.#kept.get(entry);
    scroller.scrollTo(0, place?.top ?? 0);
    if (place) this.#restore(place, page, scroller);
  }

  #restore({ top, focused }: Place, page: HTMLElement, scroller: Element): void {
    const { ownerDocument } = page;
    const until = performance.now() + patienceMs;
    let frame = 0;
    const stop = () => {
      cancelAnimationFrame(frame);
      for (const type of inputEvents) ownerDocument.removeEventListener(type, stop, true);
    };
    let focus = focused;
    const attempt = () => {
      const found = focus && page.querySelectorAll<HTMLElement>(focus.selector)[focus.nth];
      if (found) {
        found.focus({ preventScroll: true });
        focus = null;
      }
      scroller.scrollTo(0, top);
      const there = Math.abs(scroller.scrollTop - top) < 1;
      if ((there && !focus) || performance.now() > until) stop();
      else frame = requestAnimationFrame(attempt);
    };
    for (const type of inputEvents) ownerDocument.addEventListener(type, stop, true);
    this.#stop = stop;
    attempt();
  }
}

/** What scrolls: the screen, or in a narrow window the whole page. */
export function scrollerOf(page: HTMLElement): Element {
  const { ownerDocument } = page;
  const isPage = getComputedStyle(page).overflowY === "visible";
  return isPage ? (ownerDocument.scrollingElement ?? ownerDocument.documentElement) : page;
}

function focusedIn(page: HTMLElement): Focused | null {
  const { activeElement } = page.ownerDocument;
  if (!activeElement || activeElement === page || !page.contains(activeElement)) return null;
  const marks = attributes.flatMap((name) => {
    const value = activeElement.getAttribute(name);
    return value === null ? [] : [`[${name}=${JSON.stringify(value)}]`];
  });
  const selector = activeElement.localName + marks.join("");
  const nth = [...page.querySelectorAll(selector)].indexOf(activeElement);
  return nth < 0 ? null : { selector, nth };
}
