// Tries every way out of a page, each to an address of its own, and records the address of each refusal that is reported.
// A refused navigation, also of a frame, is not reported; that the page is still here afterwards shows it.

const [host] = arguments;
const page = document;
const to = (way) => `${host}/way-out/${way}`;
window.refused ??= new Set();
page.addEventListener("securitypolicyviolation", ({ blockedURI }) => window.refused.add(blockedURI));

const put = (tag, more) => page.body.append(Object.assign(page.createElement(tag), more));
const submit = (way) => {
  const form = Object.assign(page.createElement("form"), { action: to(way), method: "post" });
  page.body.append(form);
  form.submit();
};
const reported = {
  fetch: (way) => fetch(to(way)),
  blind: (way) => fetch(to(way), { mode: "no-cors" }),
  request: (way) => {
    const request = new XMLHttpRequest();
    request.open("GET", to(way));
    request.send();
  },
  socket: (way) => new WebSocket(to(way).replace("http", "ws")),
  events: (way) => new EventSource(to(way)),
  beacon: (way) => navigator.sendBeacon(to(way), "words"),
  image: (way) => put("img", { src: to(way) }),
  script: (way) => put("script", { src: to(way) }),
  module: (way) => put("script", { src: to(way), type: "module" }),
  style: (way) => put("link", { rel: "stylesheet", href: to(way) }),
  sound: (way) => put("audio", { src: to(way) }),
  film: (way) => put("video", { src: to(way) }),
  font: (way) => new FontFace("elsewhere", `url(${to(way)})`).load(),
  background: (way) => page.body.style.setProperty("background-image", `url(${to(way)})`),
  form: submit,
};
const silent = {
  frame: (way) => put("iframe", { src: to(way) }),
  embed: (way) => put("object", { data: to(way) }),
  window: (way) => window.open(to(way)),
  link: (way) => {
    const link = Object.assign(page.createElement("a"), { href: to(way), target: "_blank" });
    page.body.append(link);
    link.click();
  },
  prefetch: (way) => put("link", { rel: "prefetch", href: to(way) }),
  icon: (way) => put("link", { rel: "icon", href: to(way) }),
  place: (way) => location.assign(to(way)),
};
for (const [way, go] of Object.entries({ ...reported, ...silent })) {
  try {
    Promise.resolve(go(way)).catch(() => {});
  } catch {
    // Some ways throw when they are refused; the violation is reported all the same.
  }
}
return Object.keys(reported).map((way) => (way === "socket" ? to(way).replace("http", "ws") : to(way)));
