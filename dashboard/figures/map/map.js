// The commune map (Streamlit components v2). It holds every layer of the page; a change repaints here, Python follows by rerun.
// In:  data = { js, geo: URLs; store: version of the table; sel: { layer, code, n }; page: { n, province } }. The table comes by the
//      store component. Where the page is chosen in the browser, page has all that choices.js tells, and kinds is the version it holds.
// Out: one state key, `sel` (one setStateValue = one rerun). sel.n counts the reader's choices; Python echoes it. An echo with a
// smaller n belongs to an earlier choice and is ignored; n >= ours wins. So nothing loops and no choice is lost.
const files = new Map(), stores = new Map(), shelf = new Map();      // shelf: what a table is of → its version
const load = (url) => {
  if (!files.has(url)) files.set(url, fetch(url).then((r) => { if (!r.ok) throw Error(`${url} ${r.status}`); return r.json(); }));
  return files.get(url);
};
const slot = (version) => {                         // either component may come first
  if (!stores.has(version)) { const s = {}; s.ready = new Promise((done) => { s.put = (table) => { s.table ??= table; done(table); }; }); stores.set(version, s); }
  return stores.get(version);
};
export function store({ data }) { slot(data.version).put(data.table); if (data.of) { shelf.set(data.of, data.version); marked(); } }

export async function map({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.cm');
  const S = (root.S ??= { uid: `c${Math.random().toString(36).slice(2, 8)}`, open: new Set(), filter: null });   // the node survives reruns
  S.data = data; S.send = setStateValue;            // a new closure at each call: keep the latest
  S.built ??= load(data.geo).then((geo) => build(root, S, geo), (fault) => fault);
  const [table, fault] = await Promise.all([slot(data.store).ready, S.built]);
  if (S.data !== data) return;                      // a newer call came while we waited
  if (fault) { sorry(root, table); throw fault; }
  if (!S.sel || data.sel.n >= S.sel.n) S.sel = { ...data.sel };
  if (!S.page || data.page.n >= S.page.n) { S.page = data.page; if (S.table !== table) adopt(root, S, table); }
  if (data.page.of) maps.set(root, S);
  paint(root, S);
}

function sorry(root, table) {                       // a sentence in place of the map; the page's table still stands
  const said = node('p', 'failed', table.labels.failed);
  said.setAttribute('role', 'alert');
  Object.assign(root, { dir: table.dir, lang: table.lang });
  root.style.minHeight = '';
  root.replaceChildren(said);
}
function choose(root, S, patch) {                   // every choice ends here: paint first, tell Python after
  S.sel = { ...S.sel, ...patch, n: S.sel.n + 1 };
  paint(root, S);
  if (S.sending) return;                            // quick choices leave together: the last one counts
  S.sending = true;                                 // once the frame is on the screen, so Streamlit's work never delays it
  requestAnimationFrame(() => setTimeout(() => { S.sending = false; S.send('sel', S.sel); }));
}
function pick(root, S, c) {                         // from the search box: choose, go there, say it
  const { f } = S.items.get(c);
  if (f.of) S.open.add(f.of);
  choose(root, S, { code: c });
  zoomTo(S, c); rove(S, c);
  root.querySelector('.said').textContent = summary(S, c);
}

function build(root, S, geo) {
  root.innerHTML = `<style>${CSS}</style>${HTML}`;  // constants of this file, no data
  root.style.minHeight = '';
  const $ = (q) => root.querySelector(q), svg = (S.svg = $('svg.map'));
  svg.querySelector('defs').innerHTML = patterns(S);
  svg.setAttribute('viewBox', geo.viewBox.join(' '));
  const units = svgNode('g', { role: 'presentation' }, svg);
  S.over = [$('.lines'), $('.marks')];
  const line = (name, d, parent) => svgNode('path', { class: name, d, 'vector-effect': 'non-scaling-stroke' }, parent);
  S.items = new Map(); S.box = new Map(); S.mid = new Map(); S.provinces = geo.provinces; S.parts = new Map();
  for (const f of [...geo.communes, ...geo.arrondissements]) {
    const p = svgNode('path', { d: f.d, class: 'u', 'data-c': f.c, 'fill-rule': 'evenodd', 'vector-effect': 'non-scaling-stroke' }, units);
    S.items.set(f.c, { f, p, folded: [fold(f.ar), fold(f.fr), f.c] });
    if (f.of) S.parts.set(f.of, [...(S.parts.get(f.of) ?? []), f.c]);
  }
  for (const [c, { f, p }] of S.items) {
    const b = p.getBBox();
    S.box.set(c, [b.x, b.y, b.x + b.width, b.y + b.height]);
    S.mid.set(c, f.at ?? [b.x + b.width / 2, b.y + b.height / 2]);
  }
  S.lines = new Map(geo.provinces.map((f) => [f.c, line('prov', f.d, S.over[0])]));
  line('region', geo.region, S.over[0]);
  S.marks = {};
  for (const name of ['hover', 'halo', 'chosen', 'halo2', 'focus']) S.marks[name] = line(name, '', S.over[1]);
  listen(root, S); search(root, S); gestures(S);
}

function listen(root, S) {
  const $ = (q) => root.querySelector(q), svg = S.svg, code = (e) => (e.target.getAttribute?.('role') === 'option' && svg.contains(e.target) ? e.target.dataset.c : undefined);
  $('.layer').addEventListener('input', (e) => choose(root, S, { layer: e.target.value }));
  for (const b of root.querySelectorAll('.zoom button')) b.addEventListener('click', () => zoom(S, +b.value));
  $('.rows').addEventListener('click', (e) => {
    const key = e.target.closest('button')?.dataset.key;
    if (key) { S.filter = S.filter === key ? null : key; filter(root, S); }
  });
  $('.parts').addEventListener('click', (e) => {
    const c = e.target.closest('button')?.dataset.open;
    if (!c) return;
    const gone = S.open.has(c) ? S.parts.get(c) : [c];
    S.open.has(c) ? S.open.delete(c) : S.open.add(c);
    if (gone.includes(S.sel.code)) choose(root, S, { code: S.open.has(c) ? null : c }); else paint(root, S);
    $('.parts').querySelector(`[data-open="${c}"]`)?.focus();
  });
  svg.addEventListener('click', (e) => { const c = code(e); if (c && !S.moved) { rove(S, c); choose(root, S, { code: c }); } });
  svg.addEventListener('pointermove', (e) => tip(root, S, S.moved && e.buttons ? undefined : code(e), e.clientX, e.clientY));
  svg.addEventListener('pointerleave', () => tip(root, S));
  root.addEventListener('focusin', (e) => {         // on the div: a focus listener on an svg makes it a tab stop in Chromium
    const c = code(e), seen = c && e.target.matches(':focus-visible');
    for (const name of ['halo2', 'focus']) S.marks[name].setAttribute('d', seen ? S.items.get(c).f.d : '');
    if (!c) return;
    const r = e.target.getBoundingClientRect();
    tip(root, S, c, r.x + r.width / 2, r.bottom - Math.min(24, r.height / 2));
  });
  root.addEventListener('focusout', (e) => { tip(root, S); if (code(e)) for (const name of ['halo2', 'focus']) S.marks[name].setAttribute('d', ''); });
  svg.addEventListener('keydown', (e) => keys(root, S, e, code(e)));
}

function keys(root, S, e, c) {                      // one tab stop; arrows go to the nearest neighbour on the screen, never mirrored
  if (!c || e.altKey || ((e.ctrlKey || e.metaKey) && !'+-0='.includes(e.key))) return;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key], L = S.shown;
  const go = (to) => { if (to) { rove(S, to); S.items.get(to).p.focus({ preventScroll: true }); } };
  if (e.key === 'Enter' || e.key === ' ') choose(root, S, { code: c });
  else if (e.key === 'Escape') { if (S.tipped) tip(root, S); else if (S.sel.code) choose(root, S, { code: null }); }
  else if (way) go(neighbour(S, c, way));
  else if (e.key === 'Home') go(L[0]);
  else if (e.key === 'End') go(L.at(-1));
  else if (e.key === 'PageDown' || e.key === 'PageUp') go(L[(L.indexOf(c) + (e.key === 'PageDown' ? 1 : L.length - 1)) % L.length]);
  else if ('+-0='.includes(e.key)) { const [x, y] = S.mid.get(c); zoom(S, { '+': 0.6, '=': 0.6, '-': 1 / 0.6, 0: 0 }[e.key], x, y); }
  else return;
  e.preventDefault(); e.stopPropagation();
}
function neighbour(S, c, [dx, dy]) {                // nearest centre in the 90-degree cone, off-axis distance counts twice
  const [x, y] = S.mid.get(c);
  let best = null, least = Infinity;
  for (const k of S.shown) {
    const [u, v] = S.mid.get(k), along = (u - x) * dx + (v - y) * dy, off = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
    if (k !== c && along > 0 && off <= along && along + 2 * off < least) { least = along + 2 * off; best = k; }
  }
  return best;
}
const rove = (S, c) => { S.items.get(S.rove)?.p.setAttribute('tabindex', -1); S.items.get((S.rove = c)).p.setAttribute('tabindex', 0); };

function adopt(root, S, table) {                    // a new table or language: words, lists, rows
  S.table = table; S.labels = table.labels; S.whole = writer(S, 0); S.painted = null; S.layer = S.now = null;
  S.row = new Map(table.codes.map((c, i) => [c, i]));
  S.layers = new Map(table.layers.map((L) => [L.id, L]));
  S.names = new Map(S.provinces.map((f) => [f.c, nameOf(S, f)]));
  root.dir = table.dir; root.lang = table.lang;
  for (const e of root.querySelectorAll('[data-t]')) retext(e, S.labels[e.dataset.t]);
  for (const e of root.querySelectorAll('[data-l]')) { e.setAttribute('aria-label', S.labels[e.dataset.l]); if (e.matches('.zoom button')) e.title = S.labels[e.dataset.l]; }
}
function list(root, S, layers) {                    // the layers that can be chosen, by group
  S.now = layers;
  const groups = new Map();
  for (const L of layers.values()) groups.set(L.group, [...(groups.get(L.group) ?? []), option(L.id, L.label)]);
  refill(root.querySelector('.layer'), [...groups].flatMap(([label, options]) => {
    if (!label) return options;
    const group = Object.assign(node('optgroup'), { label });
    group.append(...options);
    return [group];
  }));
}

function arrange(S) {                               // which units are drawn, counted, searched: province and opened communes decide
  S.prov = S.page.province ?? null;
  const { code } = S.sel, f = S.items.get(code)?.f;
  if (f?.of && !S.open.has(f.of) && S.arranged?.code !== code) S.open.add(f.of);      // chosen elsewhere: open its commune
  const key = JSON.stringify([S.prov, [...S.open]]);
  const before = S.arranged;
  S.arranged = { key, code, prov: S.prov };
  if (before?.key === key) return;
  const here = (g) => !S.prov || g.p === S.prov, all = [...S.items.values()].map((i) => i.f);
  S.shown = all.filter((g) => here(g) && (g.of ? S.open.has(g.of) : !S.open.has(g.c))).map((g) => g.c);
  S.counted = all.filter((g) => here(g) && !g.of).map((g) => g.c);
  S.searched = all.filter(here).map((g) => g.c);
  const drawn = new Set(S.shown);
  for (const [c, path] of S.lines) path.classList.toggle('rest', !!S.prov && c !== S.prov);
  if (S.prov) S.lines.get(S.prov)?.parentNode.append(S.lines.get(S.prov));      // its border over its neighbours'
  for (const [c, { f: g, p }] of S.items) {
    const rest = !here(g) && !g.of, on = drawn.has(c);
    p.classList.toggle('off', !on && !rest); p.classList.toggle('rest', rest);
    if (on) p.setAttribute('role', 'option'); else p.removeAttribute('role');
    if (on) p.removeAttribute('aria-hidden'); else p.setAttribute('aria-hidden', true);
    if (on) p.setAttribute('tabindex', -1); else p.removeAttribute('tabindex');
  }
  if (S.shown.length) rove(S, drawn.has(S.rove) ? S.rove : drawn.has(code) ? code : S.shown[0]);
  if (S.shown.length && (!before || before.prov !== S.prov)) frame(S, S.counted);
}
function opener(root, S) {
  refill(root.querySelector('.parts'), [...S.parts.keys()].filter((c) => S.counted.includes(c)).map((c) => {
    const name = nameOf(S, S.items.get(c).f), button = node('button', '', say(S.labels[S.open.has(c) ? 'close' : 'open'], { name }));
    button.type = 'button'; button.dataset.open = c;
    return button;
  }));
}

function paint(root, S) {
  const layers = layersOf(S) ?? S.now ?? S.layers, L = layers.get(S.sel.layer) ?? layers.values().next().value;
  const put = (p, name, value) => { if (p.getAttribute(name) !== `${value}`) p.setAttribute(name, value); };
  arrange(S);
  if (S.now !== layers) list(root, S, layers);
  const key = `${S.page.profile} ${L.id} ${S.arranged.key}`;
  if (S.painted !== key || S.layer !== L) {                          // else it is the echo of our own choice, or only the selection moved
    if (S.layer !== L) { S.filter = null; S.layer = L; S.write = writer(S, L.decimals); }
    S.painted = key;
    for (const c of S.shown) {
      const { p } = S.items.get(c);
      put(p, 'fill', fillOf(S, keyOf(S, c)));
      put(p, 'fill-opacity', opacityOf(S, c));
      put(p, 'aria-label', summary(S, c));
    }
    Object.assign(root.dataset, { layer: L.id, kind: S.table.kind });
    root.querySelector('.layer').value = L.id;
    legend(root, S); filter(root, S); opener(root, S);
  }
  const chosen = S.shown.includes(S.sel.code) ? S.sel.code : null;
  if (S.marked !== chosen || !chosen) {
    S.items.get(S.marked)?.p.setAttribute('aria-selected', false);
    S.marked = chosen;
    for (const name of ['halo', 'chosen']) S.marks[name].setAttribute('d', chosen ? S.items.get(chosen).f.d : '');
  }
  if (chosen) S.items.get(chosen).p.setAttribute('aria-selected', true);
}
