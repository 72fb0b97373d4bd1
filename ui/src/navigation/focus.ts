// What has the focus may go away when a list arrives or a screen changes. Then the screen's headline takes it,
// so that keys and screen readers go on from there and not from the top of the page.

export function keepFocus(page: HTMLElement): () => void {
  let last: Element | null = null;
  const hold = (event: FocusEvent) =>
    (last = event.target instanceof Element ? event.target : null);
  // Who presses elsewhere has let go of it.
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
