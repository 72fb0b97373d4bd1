// Keeps a dot without colour painted for a while: WebKit hands out a picture with the next paint, and a page at rest has none.

const dot = document.createElement("i");
dot.ariaHidden = "true";
dot.style.cssText = "position: fixed; left: 0; top: 0; width: 1px; height: 1px";
document.body.append(dot);
let left = 60;
const again = setInterval(() => {
  left -= 1;
  dot.style.background = left % 2 ? "transparent" : "rgb(0 0 0 / 0.001)";
  if (left > 0) return;
  clearInterval(again);
  dot.remove();
}, 50);
