// Figures that are heavy to draw take turns while the hand moves: one in each frame, always with the newest answer.
// None goes back to an older one, and once the hand rests all of them show the newest.

class Seat<T> {
  shown = $state.raw<T | null>(null);
  /** Some of it can be seen. */
  seen = true;
}

/** A frame that took longer had too much in it. */
const lateMs = 20;

export class Turns<T extends object, Name extends string> {
  #seats: [Name, Seat<T>][];
  #newest: T | null = null;
  #frame = 0;
  #lastMs = 0;
  #fresh = false;

  constructor(names: readonly Name[]) {
    this.#seats = names.map((name) => [name, new Seat<T>()]);
  }

  of(name: Name): T | null {
    return this.#seat(name)?.shown ?? null;
  }

  /** At once, or each in its turn. */
  show(newest: T | null, inTurns: boolean): void {
    this.#newest = newest;
    this.#fresh = true;
    if (inTurns) this.#wait();
    else this.finish();
  }

  /** Nobody waits any longer. */
  finish(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const [, seat] of this.#seats) seat.shown = this.#newest;
  }

  /** Has a turn only while some of its place can be seen. */
  watch(name: Name): (place: Element) => () => void {
    return (place) => {
      const watch = new IntersectionObserver(([change]) => {
        const seat = this.#seat(name);
        if (seat && change) seat.seen = change.isIntersecting;
        this.#wait();
      });
      watch.observe(place);
      return () => watch.disconnect();
    };
  }

  #seat(name: Name): Seat<T> | undefined {
    return this.#seats.find(([of]) => of === name)?.[1];
  }

  #wait(): void {
    this.#frame ||= requestAnimationFrame((at) => this.#turn(at));
  }

  #turn(at: number): void {
    this.#frame = 0;
    const late = at - this.#lastMs > lateMs;
    this.#lastMs = at;
    const next = this.#seats.findIndex(([, { shown, seen }]) => seen && shown !== this.#newest);
    if (next < 0) return;
    // Of a late frame, the answer itself was enough.
    if (!late || !this.#fresh) {
      for (const turn of this.#seats.splice(next, 1)) {
        turn[1].shown = this.#newest;
        // Whoever had a turn comes last.
        this.#seats.push(turn);
      }
    }
    this.#fresh = false;
    this.#wait();
  }
}
