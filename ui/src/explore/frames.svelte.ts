// Spreads the drawing of a new answer over animation frames while the brush is dragged. The primary figures (timeline and
// numbers, neighbours on the page) get one frame, one of the figures below gets the next, and so on.
// No figure ever goes back to an older answer, and when the drag ends, all of them show the newest.
// The reasons are measured: see docs/notes/brush.md.

class ShownIn<T> {
  current = $state.raw<T | null>(null);
  /** Part of it is within the window. */
  visible = true;
}

/** A frame that took longer had too much in it. */
const lateMs = 17.5;
/** After this many frames in time, the primary figures and another share one; if that is too much, after twice as many. */
const [minFramesInTime, maxFramesInTime] = [30, 480];

export class FrameScheduler<T extends object, Name extends string> {
  #primary = new ShownIn<T>();
  /** The one that was drawn longest ago comes first. */
  #others: [Name, ShownIn<T>][];
  #newest: T | null = null;
  #request = 0;
  #lastFrameMs = Number.NaN;
  #framesInTime = 0;
  #framesToShare = minFramesInTime;
  #lastWasShared = false;
  #lastHadPrimary = false;
  #pointerMoved = false;
  #onPrimary: () => void;

  /** `onPrimary` runs in each frame of the primary figures, to draw what else belongs to them. */
  constructor(others: readonly Name[], onPrimary: () => void = () => {}) {
    this.#others = others.map((name) => [name, new ShownIn<T>()]);
    this.#onPrimary = onPrimary;
  }

  /** What the primary figures show. */
  get primary(): T | null {
    return this.#primary.current;
  }

  /** What another figure shows. */
  shownIn(name: Name): T | null {
    return this.#other(name)?.current ?? null;
  }

  /** Shows it everywhere at once, or spread over the next frames. */
  show(newest: T | null, spread: boolean): void {
    this.#newest = newest;
    if (spread) this.#requestFrame();
    else this.flush();
  }

  /** Dragged on: the primary figures are drawn again, even without a newer answer. */
  pointerMoved(): void {
    this.#pointerMoved = true;
    this.#requestFrame();
  }

  /** Shows the newest everywhere, at once. */
  flush(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#lastFrameMs = Number.NaN;
    this.#pointerMoved = false;
    this.#primary.current = this.#newest;
    for (const [, other] of this.#others) other.current = this.#newest;
  }

  /** An attachment for the figure's element: outside of the window, the figure gets no frame. */
  watchVisibility(name: Name): (element: Element) => () => void {
    return (element) => {
      const observer = new IntersectionObserver(([change]) => {
        const other = this.#other(name);
        if (other && change) other.visible = change.isIntersecting;
        this.#requestFrame();
      });
      observer.observe(element);
      return () => observer.disconnect();
    };
  }

  #other(name: Name): ShownIn<T> | undefined {
    return this.#others.find(([each]) => each === name)?.[1];
  }

  #requestFrame(): void {
    this.#request ||= requestAnimationFrame((atMs) => this.#frame(atMs));
  }

  #frame(atMs: number): void {
    this.#request = 0;
    this.#countFrame(atMs - this.#lastFrameMs);
    this.#lastFrameMs = atMs;
    const primaryDue = this.#pointerMoved || this.#primary.current !== this.#newest;
    const next = this.#others.find(
      ([, { current, visible }]) => visible && current !== this.#newest,
    );
    if (!primaryDue && !next) {
      this.#lastFrameMs = Number.NaN;
      return;
    }
    const mayShare = this.#framesInTime > this.#framesToShare;
    const withPrimary = primaryDue && (mayShare || !next || !this.#lastHadPrimary);
    if (withPrimary) {
      this.#primary.current = this.#newest;
      this.#pointerMoved = false;
      this.#onPrimary();
    }
    if (next && (mayShare || !withPrimary)) {
      next[1].current = this.#newest;
      this.#others = [...this.#others.filter((other) => other !== next), next];
    }
    this.#lastWasShared = mayShare && primaryDue && next !== undefined;
    this.#lastHadPrimary = withPrimary;
    this.#requestFrame();
  }

  /** Learns from the time since the frame before; the first of a row has none before it and counts as in time. */
  #countFrame(tookMs: number): void {
    if (!(tookMs > lateMs)) {
      this.#framesInTime += 1;
      return;
    }
    this.#framesInTime = 0;
    if (this.#lastWasShared) {
      this.#framesToShare = Math.min(this.#framesToShare * 2, maxFramesInTime);
    }
  }
}
