// Drags the brush of the timeline for some time, one move for each frame, and returns what the page painted meanwhile.
// `hold` says what is dragged: `window`, `end`, or `nothing` for a page that only moves one square.

const { hold, forMs } = arguments[0];

const frames = [];
const latencies = [];
const answers = { stale: 0, asked: 0 };

/** The newest move that the page has handled: it handles a move in the next frame. */
let handled = 0;
let dispatched = 0;
/** When each move was made, and which move each request is about. */
const madeAt = [0];
const aboutMove = [];

/** Which answer each figure shows; the first is the timeline with its numbers. */
const figures = hold === "nothing" ? [] : [...document.querySelectorAll("[data-answer]")];
const newest = figures.map(() => 0);
const painted = figures.map(() => 0);

// Every request goes out by `fetch`, one at a time, so answers come in the same order.
const { fetch } = window;
window.fetch = (...call) => {
  const isRequest = String(call[0]?.url ?? call[0]).endsWith("/explore");
  if (!isRequest) return fetch(...call);
  answers.asked += 1;
  const about = handled;
  return fetch(...call).then((answer) => {
    aboutMove.push(about);
    return answer;
  });
};

// One channel for all: whenever a channel is released, two processes exchange messages about it.
const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** What moves, and how far it is after `passed` ms. */
const dragged = hold === "nothing" ? square() : brush();

await new Promise((done) => {
  let begun = 0;
  count();
  const frame = (at) => {
    begun ||= at;
    frames.push(at);
    handled = dispatched;
    const passed = at - begun;
    if (count()) {
      const madeBy = madeAt[aboutMove.at(-1) ?? 0];
      // What is in the page now is painted right after this.
      if (madeBy) after(() => latencies.push(performance.now() - madeBy));
    }
    if (passed > forMs) return done();
    requestAnimationFrame(frame);
    after(() => {
      dispatched += 1;
      madeAt[dispatched] = performance.now();
      dragged.move(passed);
    });
  };
  requestAnimationFrame(frame);

  /** Counts the figures that changed since the last frame. Returns whether the first did. */
  function count() {
    const before = painted[0];
    for (const [at, figure] of figures.entries()) {
      const now = Number(figure.dataset.answer);
      if (now < newest[at]) answers.stale += 1;
      if (now > newest[at] && newest[at] > 0) painted[at] += 1;
      newest[at] = Math.max(now, newest[at]);
    }
    return painted[0] > before;
  }
});
dragged.drop();
window.fetch = fetch;
channel.port1.close();

const gaps = frames.slice(1).map((at, index) => at - frames[index]);
return {
  frames: gaps.length,
  gap: [part(gaps, 0.5), part(gaps, 0.95), Math.max(...gaps)],
  moves: dispatched,
  ...answers,
  painted: painted[0] ?? 0,
  // Of the other visible figures, the one that was painted least often.
  least: Math.min(...painted.slice(1).filter(Boolean), painted[0] ?? 0),
  seconds: (frames.at(-1) - frames[0]) / 1000,
  latency: [part(latencies, 0.5), part(latencies, 0.95), Math.max(0, ...latencies)],
};

/** Runs `callback` once the current frame is done. */
function after(callback) {
  waiting.push(callback);
  channel.port2.postMessage(null);
}

/** Moves the brush to and fro along a third of the history, about as fast as a hand would. */
function brush() {
  const area = document.querySelector("[aria-label=Timeline]");
  const room = area.getBoundingClientRect();
  const ends = [...area.querySelectorAll("[role=slider]")].map((end) => {
    const { left, width } = end.getBoundingClientRect();
    return left + width / 2;
  });
  const from = hold === "end" ? ends[1] : (ends[0] + ends[1]) / 2;
  const send = (kind, x) =>
    area.dispatchEvent(
      new PointerEvent(kind, {
        bubbles: true,
        cancelable: true,
        // The mouse. The page knows that no other pointer exists.
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
  send("pointerdown", x);
  return {
    move: (passed) => {
      x = from + (Math.sin((passed / 2500) * Math.PI) * room.width) / 3;
      send("pointermove", x);
    },
    drop: () => send("pointerup", x),
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
