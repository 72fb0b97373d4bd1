// Answers whether the window is at rest: fonts and visible pictures are there, nothing moves, and all of it is painted.

const done = arguments[arguments.length - 1];
const inSight = (image) => {
  const { top, bottom } = image.getBoundingClientRect();
  return image.checkVisibility() && bottom > 0 && top < innerHeight;
};
const pictures = [...document.images].filter(inSight);
const moving = document
  .getAnimations()
  .some((one) => one.playState === "running" && one.effect?.getTiming().iterations !== Infinity);
const rests = document.fonts.status === "loaded" && pictures.every((image) => image.complete) && !moving;

// A picture that is complete may still wait to be decoded; one that is broken never will be.
Promise.allSettled(pictures.map((image) => image.decode())).then(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(rests))),
);
