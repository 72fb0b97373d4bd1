// What is heavy to draw takes turns while the hand moves: the lead and one of the others, frame by frame, always with
// the newest. None goes back to an older one, and once the hand rests all of them show the newest.

class Seat<T> {
  shown = $state.raw<T | null>(null);
  /** Some of it can be seen. */
  seen = true;
}

/** A frame that took longer had too much in it. */
const lateMs = 17.5;
/** After so many frames in time, the lead and another share one. */
const calmFrames = 30;

export class Turns<T extends object, Name extends string> {
  #lead = new Seat<T>();
  #others: [Name, Seat<T>][];
  #newest: T | null = null;
  #frame = 0;
  #lastMs = Number.NaN;
  #calm = 0;
  #led = false;

  constructor(others: readonly Name[]) {
    this.#others = others.map((name) => [name, new Seat<T>()]);
  }

  get lead(): T | null {
    return this.#lead.shown;
  }

  of(name: Name): T | null {
    return this.#seat(name)?.shown ?? null;
  }

  /** At once, or each in its turn. */
  show(newest: T | null, inTurns: boolean): void {
    this.#newest = newest;
    if (inTurns) this.#wait();
    else this.finish();
  }

  /** Nobody waits any longer. */
  finish(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#lastMs = Number.NaN;
    this.#lead.shown = this.#newest;
    for (const [, seat] of this.#others) seat.shown = this.#newest;
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
    return this.#others.find(([of]) => of === name)?.[1];
  }

  #wait(): void {
    this.#frame ||= requestAnimationFrame((at) => this.#turn(at));
  }

  #turn(at: number): void {
    this.#frame = 0;
    this.#calm = at - this.#lastMs > lateMs ? 0 : this.#calm + 1;
    this.#lastMs = at;
    const leads = this.#lead.shown !== this.#newest;
    const next = this.#others.find(([, { shown, seen }]) => seen && shown !== this.#newest);
    if (!leads && !next) {
      this.#lastMs = Number.NaN;
      return;
    }
    const both = this.#calm > calmFrames;
    const takesLead = leads && (both || !next || !this.#led);
    if (takesLead) this.#lead.shown = this.#newest;
    if (next && (both || !takesLead)) {
      next[1].shown = this.#newest;
      // Whoever had a turn comes last.
      this.#others = [...this.#others.filter((other) => other !== next), next];
    }
    this.#led = takesLead;
    this.#wait();
  }
}
