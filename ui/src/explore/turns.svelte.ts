// What is heavy to draw takes turns while the hand moves: the lead and one of the others, frame by frame, always with
// the newest. None goes back to an older one, and once the hand rests all of them show the newest.
// What changes in one frame had better lie together: a page without layers is painted anew between all of it.

class Seat<T> {
  shown = $state.raw<T | null>(null);
  /** Some of it can be seen. */
  seen = true;
}

/** A frame that took longer had too much in it. */
const lateMs = 17.5;
/** After so many frames in time, the lead and another share one; after twice as many when that was too much. */
const [fewestCalm, mostCalm] = [30, 480];

export class Turns<T extends object, Name extends string> {
  #lead = new Seat<T>();
  #others: [Name, Seat<T>][];
  #newest: T | null = null;
  #frame = 0;
  #lastMs = Number.NaN;
  #calm = 0;
  #enough = fewestCalm;
  #shared = false;
  #led = false;
  #moved = false;
  #follow: () => void;

  /** `follow` draws what else belongs to the lead where the hand is by now. */
  constructor(others: readonly Name[], follow: () => void = () => {}) {
    this.#others = others.map((name) => [name, new Seat<T>()]);
    this.#follow = follow;
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

  /** The hand moved: the lead is due, with or without anything new to show. */
  move(): void {
    this.#moved = true;
    this.#wait();
  }

  /** Nobody waits any longer. */
  finish(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#lastMs = Number.NaN;
    this.#moved = false;
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
    this.#judge(at - this.#lastMs);
    this.#lastMs = at;
    const leads = this.#moved || this.#lead.shown !== this.#newest;
    const next = this.#others.find(([, { shown, seen }]) => seen && shown !== this.#newest);
    if (!leads && !next) {
      this.#lastMs = Number.NaN;
      return;
    }
    const both = this.#calm > this.#enough;
    const takesLead = leads && (both || !next || !this.#led);
    if (takesLead) {
      this.#lead.shown = this.#newest;
      this.#moved = false;
      this.#follow();
    }
    if (next && (both || !takesLead)) {
      next[1].shown = this.#newest;
      // Whoever had a turn comes last.
      this.#others = [...this.#others.filter((other) => other !== next), next];
    }
    this.#shared = both && leads && next !== undefined;
    this.#led = takesLead;
    this.#wait();
  }

  /** How long the frame before took. */
  #judge(tookMs: number): void {
    if (!(tookMs > lateMs)) {
      this.#calm += 1;
      return;
    }
    this.#calm = 0;
    if (this.#shared) this.#enough = Math.min(this.#enough * 2, mostCalm);
  }
}
