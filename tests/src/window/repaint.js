// Repaints an invisible dot for some time: WebKit takes a screenshot with the next paint, and an idle page does not paint.

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
