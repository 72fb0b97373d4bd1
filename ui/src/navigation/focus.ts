// When the element with the focus is removed, because a list arrives or the screen changes, the screen's headline gets
// the focus, so that keys and screen readers go on from there and not from the top of the page.

export function keepFocus(page: HTMLElement): () => void {
  let last: Element | null = null;
  const hold = (event: FocusEvent) =>
    (last = event.target instanceof Element ? event.target : null);
  // A press elsewhere gives the focus up on purpose.
  const release = () => (last = null);
  const watch = new MutationObserver(() => {
    const lost = last !== null && !last.isConnected && page.ownerDocument.activeElement === page;
    if (!lost || page.querySelector("dialog[open]")) return;
    const headline = page.querySelector<HTMLElement>("h1");
    if (!headline) return;
    headline.tabIndex = -1;
    headline.focus({ preventScroll: true });
  });
  page.addEventListener("focusin", hold);
  page.addEventListener("pointerdown", release, true);
  watch.observe(page, { childList: true, subtree: true });
  return () => {
    page.removeEventListener("focusin", hold);
    page.removeEventListener("pointerdown", release, true);
    watch.disconnect();
  };
}
