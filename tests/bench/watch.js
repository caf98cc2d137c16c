// Runs in every page of the bench before anything else: notes when the map's fills and the rest of the page last changed.
// Times are performance.now(): milliseconds since the navigation. `from` is the input event that was armed for.
(() => {
  const B = (window.bench = { armed: false, from: 0, fills: 0, painted: 0, rest: 0, done: 0, last: 0 });
  B.arm = () => Object.assign(B, { armed: true, from: 0, fills: 0, painted: 0, rest: 0, done: 0 });
  B.quiet = () => performance.now() - B.last;
  const roots = [document];
  B.signature = () => roots.flatMap((r) => [...r.querySelectorAll('path.u[role=option][fill], path.choroplethlocation')])
    .map((p) => p.getAttribute('fill') ?? p.style.fill);
  const inMap = (e) => e.matches('path.u') || e.closest('.geolayer, .plot-container');
  const ignored = '[data-testid=stHeader], [data-testid=stStatusWidget], [data-testid=stToolbar], head, script, style';
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => { B.painted = B.last = performance.now(); }));
  const changed = (changes) => {
    const now = performance.now();
    let fills = false;
    for (const c of changes) {
      const e = c.target.nodeType === Node.ELEMENT_NODE ? c.target : c.target.parentElement ?? c.target.host;
      if (!e || e.closest(ignored)) continue;
      if (c.attributeName === 'data-test-script-state') { if (e.getAttribute(c.attributeName) === 'notRunning') B.done = now; B.last = now; continue; }
      if (c.attributeName === 'viewBox') { fills = true; continue; }        // a province is zoomed to
      if (inMap(e)) { if (c.attributeName !== 'aria-label') fills = true; continue; }
      if (c.type === 'attributes' && c.attributeName !== 'href') continue;
      B.rest = B.last = now;
    }
    if (fills) { B.fills = B.last = now; painted(); }
  };
  const watch = (root) => {
    new MutationObserver(changed).observe(root, {
      subtree: true, childList: true, characterData: true,
      attributeFilter: ['fill', 'style', 'd', 'viewBox', 'href', 'data-test-script-state'], attributes: true,
    });
    for (const type of ['click', 'input']) {
      root.addEventListener(type, (e) => { if (B.armed) { B.armed = false; B.from = e.timeStamp; } }, true);
    }
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    watch(root);
    return root;
  };
  for (const name of ['pushState', 'replaceState']) {
    const own = history[name];
    history[name] = function (...given) { own.apply(this, given); B.rest = B.last = performance.now(); };
  }
  watch(document);
})();
