// A list that opens from the header is drawn at the end of the document: the keyboard would have to walk the whole page
// to reach it. What was opened by a key takes the focus on what it holds first, a search field always; Escape gives the
// focus back to the button.
(() => {
  const jz = (window.jzFocus ??= {}), body = () => document.querySelector('[data-testid=stPopoverBody]');
  jz.off?.();
  const byKey = e => { jz.key = e.type === 'keydown'; if (e.key === 'Escape' && body()?.contains(document.activeElement)) jz.button?.focus(); };
  const held = () => {
    const shown = body();
    if (!shown) { jz.done = null; return; }
    const at = document.activeElement;
    if (at?.closest('[data-testid=stPopover]')) jz.button = at;
    if (jz.done === shown || shown.contains(at)) return;
    const first = shown.querySelector(jz.key ? 'input,a[href],button' : 'input[type=search]');
    if (first) { jz.done = shown; first.focus({ preventScroll: true }); }
  };
  const watch = new MutationObserver(held);
  watch.observe(document.body, { subtree: true, childList: true });
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, byKey, true);
  jz.off = () => { watch.disconnect(); for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, byKey, true); };
})();
