// Returns whether the window is idle: fonts and visible images are loaded, nothing moves, and everything is painted.

const done = arguments[arguments.length - 1];
const isInView = (image) => {
  const { top, bottom } = image.getBoundingClientRect();
  return image.checkVisibility() && bottom > 0 && top < innerHeight;
};
const pictures = [...document.images].filter(isInView);
const moving = document
  .getAnimations()
  .some((one) => one.playState === "running" && one.effect?.getTiming().iterations !== Infinity);
const idle = document.fonts.status === "loaded" && pictures.every((image) => image.complete) && !moving;

// A complete image may still have to be decoded; a broken one never will be.
Promise.allSettled(pictures.map((image) => image.decode())).then(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(idle))),
);
