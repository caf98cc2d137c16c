// The legend: a list with counts, highest class first, then what is unknown; a click shows one class alone.
const PATTERNS = {                                  // marker: [side in px, ink]; every unknown has its own pattern
  d: [6, '<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"/>', 'no-data'],
  n: [6, '<circle cx="3" cy="3" r="1.15"/>', 'not-assessable'],
  m: [6, '<path d="M0 6L6 0M0 0L6 6"/>', 'masked'],
  x: [8, '<path d="M1 4H5"/>', 'not-applicable'],
  e: [7, '<path d="M3.5 0V7"/>', 'elsewhere'],
};
function patterns(S) {                              // L: the legend's copy, which zoom never scales
  return Object.entries(PATTERNS).flatMap(([key, [side, ink, token]]) => ['', 'L'].map((copy) => {
    const colour = `var(--jz-unknown-${token}-line)`;
    return `<pattern id="${S.uid}${key}${copy}" class="p${copy}" width="${side}" height="${side}" patternUnits="userSpaceOnUse">`
      + `<rect width="${side}" height="${side}" fill="var(--jz-unknown-${token}-fill)"/>`
      + `<g stroke="${key === 'n' ? 'none' : colour}" fill="${key === 'n' ? colour : 'none'}" stroke-width="1">${ink}</g></pattern>`;
  })).join('');
}
function swatch(S, key) {
  const cls = classOf(S, key);
  if (cls) {
    const box = node('i');
    box.style.setProperty('--fill', `var(${cls.fill})`);
    return box;
  }
  const box = svgNode('svg', { viewBox: '0 0 28 20', 'aria-hidden': true });
  box.style.setProperty('--line', `var(--jz-unknown-${PATTERNS[key][2]}-line)`);
  svgNode('rect', { width: 28, height: 20, fill: `url(#${S.uid}${key}L)` }, box);
  return box;
}
function legend(root, S) {
  const L = S.layer, counts = {}, q = (s) => root.querySelector(s);
  for (const c of S.counted) counts[keyOf(S, c)] = (counts[keyOf(S, c)] ?? 0) + 1;
  const known = L.classes.map((_, i) => `${i + 1}`).reverse(), unknown = Object.keys(PATTERNS).filter((k) => counts[k]);
  finding(root, S, counts, [...known, ...unknown]);
  retext(q('.title'), L.label);
  retext(q('.about'), [L.unit, typeof L.day === 'number' ? say(S.labels.day, { day: L.days[L.day] }) : ''].filter(Boolean).join(' \u00b7 '));
  refill(q('.rows'), [...known, ...unknown].map((key) => {
    const button = node('button'), row = node('li', key === unknown[0] ? 'gap' : ''), words = node('span');
    button.type = 'button';
    button.setAttribute('aria-pressed', key === S.filter);
    button.dataset.key = key;
    words.append(node('b', '', wordOf(S, key) || classOf(S, key).range));
    if (wordOf(S, key) && classOf(S, key)?.range) words.append(node('small', '', classOf(S, key).range));
    button.append(swatch(S, key), words, node('strong', '', isolate(S, S.whole(counts[key] ?? 0))));
    row.append(button);
    return row;
  }));
  q('.pale').hidden = !L.pale;
  if (L.pale) refill(q('.pale'), [node('span', '', S.labels.pale), ...[...S.table.paleness].reverse().map((step) => paleStep(S, step))]);
}
function finding(root, S, counts, keys) {           // what most units are, in a sentence; and the map in words, class by class
  const L = S.layer, named = (key) => wordOf(S, key) || classOf(S, key).range, write = (n) => isolate(S, S.whole(n));
  const known = keys.filter((key) => classOf(S, key)), all = known.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  const most = known.reduce((a, b) => ((counts[b] ?? 0) > (counts[a] ?? 0) ? b : a), known[0]);
  const subject = wordOf(S, most) || `${L.label} \u00b7 ${classOf(S, most).range}`;
  const said = all ? say(S.labels.finding, { name: subject, n: write(counts[most]), known: write(all) }) : S.labels.nothing;
  retext(root.querySelector('.finding b'), said);
  retext(root.querySelector('.finding small'), S.table.until);
  const rows = keys.filter((key) => counts[key]).map((key) => say(S.labels.named, { name: named(key), value: write(counts[key]) }));
  S.svg.setAttribute('aria-label', [say(S.labels.map, { layer: L.label }), S.table.until, ...rows].filter(Boolean).join('. '));
}
function paleStep(S, step) {                        // one ready class and one weak, as this step draws them
  const row = node('span', 'step'), [low, high] = [S.layer.classes[1], S.layer.classes.at(-2)];
  for (const each of [low, high]) {
    const box = node('i');
    box.style.setProperty('--fill', `var(${each.fill})`);
    box.style.opacity = step.opacity;
    row.append(box);
  }
  row.append(node('b', '', step.word), node('small', '', step.range));
  return row;
}
function filter(root, S) {                          // dims every other class; nothing is rebuilt, so focus stays
  for (const b of root.querySelectorAll('.rows button')) b.setAttribute('aria-pressed', b.dataset.key === S.filter);
  const drawn = new Set(S.shown);
  for (const [c, { p }] of S.items) p.classList.toggle('dim', S.filter !== null && drawn.has(c) && keyOf(S, c) !== S.filter);
}
