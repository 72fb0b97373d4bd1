// Drags the brush of the timeline for a while, once for each frame, and tells what the page painted meanwhile.
// `hold` says where the hand takes hold: `window`, `end`, or `nothing` for a page that only moves one square.

const { hold, forMs } = arguments[0];

const frames = [];
const latencies = [];
const answers = { fell: 0, asked: 0 };

/** The newest move that the page has followed: it does so in the frame after. */
let followed = 0;
let dispatched = 0;
/** When each move was made, and which move each question is about. */
const madeAt = [0];
const aboutMove = [];

/** Which answer each figure shows; the first is the timeline with its numbers. */
const figures = hold === "nothing" ? [] : [...document.querySelectorAll("[data-answer]")];
const newest = figures.map(() => 0);
const painted = figures.map(() => 0);

// Every question goes out by `fetch`, one at a time: answers come in the same order.
const { fetch } = window;
window.fetch = (...call) => {
  const isQuestion = String(call[0]?.url ?? call[0]).endsWith("/explore");
  if (!isQuestion) return fetch(...call);
  answers.asked += 1;
  const about = followed;
  return fetch(...call).then((answer) => {
    aboutMove.push(about);
    return answer;
  });
};

// One for all: a channel that was let go of is asked for again and again, by messages between two processes.
const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** What the hand does in the frame after `passed` ms. */
const hand = hold === "nothing" ? square() : brush();

await new Promise((done) => {
  let begun = 0;
  look();
  const frame = (at) => {
    begun ||= at;
    frames.push(at);
    followed = dispatched;
    const passed = at - begun;
    if (look()) {
      const madeBy = madeAt[aboutMove.at(-1) ?? 0];
      // What is in the page by now is painted right after this.
      if (madeBy) after(() => latencies.push(performance.now() - madeBy));
    }
    if (passed > forMs) return done();
    requestAnimationFrame(frame);
    after(() => {
      dispatched += 1;
      madeAt[dispatched] = performance.now();
      hand.move(passed);
    });
  };
  requestAnimationFrame(frame);

  /** Counts what changed since the last frame; whether the first did. */
  function look() {
    const before = painted[0];
    for (const [at, figure] of figures.entries()) {
      const now = Number(figure.dataset.answer);
      if (now < newest[at]) answers.fell += 1;
      if (now > newest[at] && newest[at] > 0) painted[at] += 1;
      newest[at] = Math.max(now, newest[at]);
    }
    return painted[0] > before;
  }
});
hand.drop();
window.fetch = fetch;
channel.port1.close();

const gaps = frames.slice(1).map((at, index) => at - frames[index]);
return {
  frames: gaps.length,
  gap: [part(gaps, 0.5), part(gaps, 0.95), Math.max(...gaps)],
  moves: dispatched,
  ...answers,
  painted: painted[0] ?? 0,
  // Of the others that can be seen, the one that was painted least.
  least: Math.min(...painted.slice(1).filter(Boolean), painted[0] ?? 0),
  seconds: (frames.at(-1) - frames[0]) / 1000,
  latency: [part(latencies, 0.5), part(latencies, 0.95), Math.max(0, ...latencies)],
};

/** Runs once the frame that is being made is done. */
function after(what) {
  waiting.push(what);
  channel.port2.postMessage(null);
}

/** There and back along a third of the life, about as fast as a hand. */
function brush() {
  const area = document.querySelector("[aria-label=Timeline]");
  const room = area.getBoundingClientRect();
  const ends = [...area.querySelectorAll("[role=slider]")].map((end) => {
    const { left, width } = end.getBoundingClientRect();
    return left + width / 2;
  });
  const from = hold === "end" ? ends[1] : (ends[0] + ends[1]) / 2;
  const tell = (kind, x) =>
    area.dispatchEvent(
      new PointerEvent(kind, {
        bubbles: true,
        cancelable: true,
        // The mouse: of others the page knows that they are not there.
        pointerId: 1,
        pointerType: "mouse",
        isPrimary: true,
        button: kind === "pointermove" ? -1 : 0,
        buttons: kind === "pointerup" ? 0 : 1,
        clientX: x,
        clientY: room.top + 40,
      }),
    );
  let x = from;
  tell("pointerdown", x);
  return {
    move: (passed) => {
      x = from + (Math.sin((passed / 2500) * Math.PI) * room.width) / 3;
      tell("pointermove", x);
    },
    drop: () => tell("pointerup", x),
  };
}

function square() {
  const one = document.createElement("div");
  Object.assign(one.style, { width: "40px", height: "40px", background: "gray" });
  document.body.replaceChildren(one);
  return {
    move: (passed) => (one.style.transform = `translateX(${Math.round((passed / 5) % 600)}px)`),
    drop: () => one.remove(),
  };
}

function part(of, share) {
  const sorted = of.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
