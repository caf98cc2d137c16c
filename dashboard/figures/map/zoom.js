// Pan and zoom by the viewBox. The view is kept on the DOM node, so it survives a rerun.
function zoom(S, k, cx, cy) {                       // k: factor on the view's size, 0 = home; (cx, cy): the fixed point
  if (!k) S.view = [...S.home];
  else {
    const [x, y, w, h] = S.view;
    cx ??= x + w / 2; cy ??= y + h / 2;
    k = Math.max(S.home[2] / 20 / w, Math.min(S.home[2] / w, k));
    S.view = [cx - (cx - x) * k, cy - (cy - y) * k, w * k, h * k];
  }
  pan(S, 0, 0);
}
function pan(S, dx, dy) {
  const [hx, hy, hw, hh] = S.home, v = S.view, fit = (p, size, low, room) => Math.max(low, Math.min(low + room - size, p));
  v[0] = fit(v[0] + dx, v[2], hx, hw); v[1] = fit(v[1] + dy, v[3], hy, hh);
  const box = v.map((n) => +n.toFixed(2)).join(' ');
  for (const svg of [S.svg, ...S.over]) svg.setAttribute('viewBox', box);
  S.svg.classList.toggle('near', v[2] < hw * 0.999);
  const scale = S.svg.getScreenCTM()?.a;            // patterns keep their size on the screen
  if (scale) for (const p of S.svg.querySelectorAll('pattern.p')) p.setAttribute('patternTransform', `scale(${1 / scale})`);
}
function zoomTo(S, c) {                             // a unit in the middle of a view some five times its size
  const [x0, y0, x1, y1] = S.box.get(c), part = Math.min(1, 5 * Math.max((x1 - x0) / S.home[2], (y1 - y0) / S.home[3]));
  S.view = [...S.home];
  zoom(S, Math.max(part, 0.07));
  pan(S, (x0 + x1) / 2 - (S.view[0] + S.view[2] / 2), (y0 + y1) / 2 - (S.view[1] + S.view[3] / 2));
}
function frame(S, codes) {                          // home: these units and a small margin
  const boxes = codes.map((c) => S.box.get(c)), m = (f, i) => f(...boxes.map((b) => b[i]));
  const x = m(Math.min, 0), y = m(Math.min, 1), w = m(Math.max, 2) - x, h = m(Math.max, 3) - y, pad = Math.max(w, h) * 0.02;
  S.home = [x - pad, y - pad, w + 2 * pad, h + 2 * pad];
  zoom(S, 0);
}
function gestures(S) {                              // drag, pinch, ctrl+wheel (a trackpad's pinch); a plain wheel scrolls the page
  const svg = S.svg, down = new Map(), point = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  svg.addEventListener('wheel', (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    const q = point(e.clientX, e.clientY);
    zoom(S, Math.exp(Math.max(-60, Math.min(60, e.deltaY)) / 150), q.x, q.y);
  }, { passive: false });
  svg.addEventListener('pointerdown', (e) => { down.set(e.pointerId, [e.clientX, e.clientY]); if (down.size === 1) S.moved = false; });
  svg.addEventListener('pointermove', (e) => {
    if (e.pointerType === 'mouse' && !e.buttons) down.delete(e.pointerId);
    const a = down.get(e.pointerId), b = [e.clientX, e.clientY];
    if (!a || (!S.moved && Math.hypot(b[0] - a[0], b[1] - a[1]) < 5)) return;
    const other = [...down].find(([id]) => id !== e.pointerId)?.[1];
    S.moved = true;
    svg.setPointerCapture(e.pointerId);
    const p = point(...a), q = point(...b);
    if (other) { const m = point(...other), far = (r) => Math.hypot(r.x - m.x, r.y - m.y) || 1; zoom(S, far(p) / far(q), m.x, m.y); }
    else pan(S, p.x - q.x, p.y - q.y);
    down.set(e.pointerId, b);
  });
  for (const type of ['pointerup', 'pointercancel']) svg.addEventListener(type, (e) => down.delete(e.pointerId));
  new ResizeObserver(() => S.view && pan(S, 0, 0)).observe(svg);
}
