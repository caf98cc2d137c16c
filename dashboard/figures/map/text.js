// How the map speaks. Numbers are written as the server writes them: Latin digits, U+202F between
// thousands, decimal comma (English: comma and point), a true minus; isolated inside Arabic.
const isolate = (S, s) => (S.table.lang === 'ar' ? `\u2066${s}\u2069` : s);
const say = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, k) => values[k]);
const svgNode = (tag, attrs, parent) => {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const k in attrs) e.setAttribute(k, attrs[k]);
  parent?.append(e);
  return e;
};
const node = (tag, name, text) => {                 // text is always text: a name can hold no markup
  const e = document.createElement(tag);
  if (name) e.className = name;
  if (text !== undefined) e.textContent = text;
  return e;
};
const option = (value, text) => { const e = node('option', '', text); e.setAttribute('value', value); return e; };
// What stands already is left: focus stays, and nothing is laid out again.
const retext = (e, text) => { if (e.textContent !== text) e.textContent = text; };
const refill = (e, nodes) => { if (nodes.length !== e.childNodes.length || nodes.some((n, i) => !n.isEqualNode(e.childNodes[i]))) e.replaceChildren(...nodes); };

function writer(S, decimals) {
  const lang = S.table.lang === 'en' ? 'en-GB' : 'fr-FR';
  const format = new Intl.NumberFormat(lang, { maximumFractionDigits: decimals, roundingMode: 'halfEven' });
  return (v) => format.format(v).replace(/\u00a0/g, '\u202f').replace('-', '\u2212');
}
function valueText(S, v) {
  const L = S.layer;
  const written = S.write(L.share ? v * 100 : v) + (L.share ? (S.table.lang === 'fr' ? '\u00a0%' : '%') : '');
  return isolate(S, written) + (L.unit ? ` ${L.unit}` : '');
}
const nameOf = (S, f) => (S.table.lang === 'ar' ? f.ar || `\u2066${f.fr}\u2069` : f.fr || f.ar);
const isElsewhere = (S, c) => S.table.seen !== null && !S.table.seen.includes(S.items.get(c).f.p);
const keyOf = (S, c) => (S.row.has(c) ? S.layer.keys[S.row.get(c)] : isElsewhere(S, c) ? 'e' : 'd');
const classOf = (S, key) => S.layer.classes[+key - 1];                         // undefined for a marker
const wordOf = (S, key) => classOf(S, key)?.word ?? S.table.unknown[key];
const fillOf = (S, key) => (classOf(S, key) ? `var(${classOf(S, key).fill})` : `url(#${S.uid}${key})`);
const opacityOf = (S, c) => (S.layer.pale && S.row.has(c) ? S.table.paleness[S.layer.pale[S.row.get(c)]].opacity : 1);
const at = (column, i) => (Array.isArray(column) ? column[i] : column);

function summary(S, c) {                            // «name: value, class word», for ear and tooltip alike
  const key = keyOf(S, c), word = wordOf(S, key);
  const known = classOf(S, key) && S.layer.kind !== 'category';
  const value = known ? valueText(S, S.layer.values[S.row.get(c)]) : word;
  const text = say(S.labels.named, { name: nameOf(S, S.items.get(c).f), value });
  return known && word ? text + (S.table.lang === 'ar' ? '\u060c ' : ', ') + word : text;
}

function tip(root, S, c, x, y) {                    // on the far side of the pointer in reading direction, kept inside
  const box = root.querySelector('.tip');
  if (c !== S.tipped) S.tipped = c;
  box.hidden = !c;
  S.marks?.hover.setAttribute('d', c ? S.items.get(c).f.d : '');
  if (!c) return;
  if (box.dataset.for !== `${c} ${S.painted}`) { box.replaceChildren(...tipLines(S, c)); box.dataset.for = `${c} ${S.painted}`; }
  const stage = root.querySelector('.stage').getBoundingClientRect(), w = box.offsetWidth, h = box.offsetHeight;
  const fit = (v, room) => Math.max(0, Math.min(room, v));
  const side = S.table.dir === 'rtl' ? x - stage.left - w - 14 : x - stage.left + 14;
  const below = y - stage.top + 18;
  box.style.left = `${fit(side, stage.width - w)}px`;
  box.style.top = `${below + h > stage.height ? Math.max(0, y - stage.top - h - 14) : below}px`;
}
function tipLines(S, c) {
  const { f } = S.items.get(c), key = keyOf(S, c), cls = classOf(S, key), i = S.row.get(c), L = S.layer;
  const name = node('div', 'name', nameOf(S, f));
  const province = f.of ? nameOf(S, S.items.get(f.of).f) : S.names.get(f.p) ?? '';
  if (province !== name.textContent) name.append(node('small', '', province));
  const lines = [name, node('div', 'what', L.label)];
  if (cls && L.kind !== 'category') lines.push(node('div', 'value', valueText(S, L.values[i])));
  const row = node('div', 'class');
  row.append(swatch(S, key), node('span', '', wordOf(S, key)));
  if (wordOf(S, key)) lines.push(row);
  if (i !== undefined) {
    const note = at(L.note, i), day = at(L.day, i), reliability = L.reliability?.[i];
    if (note != null) lines.push(node('div', 'more', L.notes[note]));
    if (day != null) lines.push(node('div', 'more', say(S.labels.day, { day: L.days[day] })));
    if (reliability != null) lines.push(node('div', 'more', say(S.labels.reliability, { n: isolate(S, S.whole(reliability)) })));
  }
  return lines;
}
