// A table that can be searched and sorted in the browser: no rerun, no download of its own, mirrored by `dir`.
// data = { columns: [{label, kind: 'text'|'number'|'class'}], rows: [{id, cells: [[shown, sort key, swatch?] ...]}],
//          labels: {search, sort, given, caption, count, none}, dir, lang, selected, search, height, picks }
// State out: `pick`, the id of the row whose name was pressed.
const fold = s => s.normalize('NFKD').replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u2066-\u2069]/g, '')
  .replace(/[أإآٱ]/g, 'ا').replace(/ة/g, 'ه').replace(/[ىیي]/g, 'ي').replace(/ک/g, 'ك').replace(/ھ/g, 'ه').toLowerCase();
const make = (tag, text, attrs = {}) => { const e = document.createElement(tag); if (text != null) e.textContent = text; for (const k in attrs) e.setAttribute(k, attrs[k]); return e; };

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.tb'), S = root.S ??= { sort: null, query: '' }, $ = q => root.querySelector(q);
  S.data = data; S.send = setTriggerValue;
  root.dir = data.dir; root.lang = data.lang; root.style.setProperty('--tb-height', data.height + 'px');
  $('.tb-label').textContent = data.labels.search; $('.tb-bar').hidden = !data.search; $('caption').textContent = data.labels.caption;
  $('.tb-scroll').setAttribute('aria-label', data.labels.caption);
  if (!S.bound) { S.bound = true; $('input').addEventListener('input', e => { S.query = fold(e.target.value); fill(root, S); }); }
  const columns = JSON.stringify(data.columns); if (S.columns !== columns) { S.columns = columns; S.sort = null; head(root, S); }
  root.classList.toggle('wide', S.data.columns.length >= WIDE || S.data.columns.length === WIDE - 1 && S.data.rows.some(r => r.cells.some(([shown]) => shown.length > LONG)));
  fill(root, S);
}

function head(root, S) {
  sorting(root, S);
  const order = i => { S.sort = S.sort?.i === i ? { i, up: !S.sort.up } : { i, up: S.data.columns[i].kind !== 'number' }; fill(root, S); };
  root.querySelector('thead tr').replaceChildren(...S.data.columns.map((c, i) => {
    const th = make('th', null, { scope: 'col', role: 'columnheader', class: c.kind === 'number' ? 'num' : '' });
    if (!S.data.search) { th.append(make('span', c.label)); return th; }
    const b = make('button', c.label, { type: 'button' }); b.addEventListener('click', () => order(i)); th.append(b); return th;
  }));
}

const WIDE = 4; // columns: a phone shows fewer as a table, these and more as a card a row, and three with a long text too
const LONG = 40; // signs of a text that takes lines of its own

// The choice of an order, for a phone that shows no header to press.
function sorting(root, S) {
  const select = root.querySelector('select'), columns = S.data.columns;
  root.querySelector('.tb-sort-label').textContent = S.data.labels.sort;
  select.replaceChildren(make('option', S.data.labels.given, { value: '' }), ...columns.map((c, i) => make('option', c.label, { value: i })));
  select.onchange = () => { S.sort = select.value === '' ? null : { i: +select.value, up: columns[+select.value].kind !== 'number' }; fill(root, S); };
}

const absent = v => v === null || v === undefined || v === '';   // what is not reported comes last, whatever the direction
function compare(a, b, { i, up }, lang) {
  const [x, y] = [a.cells[i][1], b.cells[i][1]];
  if (absent(x) || absent(y)) return absent(x) - absent(y);
  const d = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), lang);
  return up ? d : -d;
}

function fill(root, S) {
  const { data, sort, query } = S, rows = data.rows.filter(r => !query || r.cells.some(c => fold(String(c[0])).includes(query)));
  if (sort) rows.sort((a, b) => compare(a, b, sort, data.lang));
  root.querySelectorAll('thead th').forEach((th, i) => sort?.i === i ? th.setAttribute('aria-sort', sort.up ? 'ascending' : 'descending') : th.removeAttribute('aria-sort'));
  root.querySelector('select').value = sort ? sort.i : '';
  root.querySelector('tbody').replaceChildren(...rows.map(r => line(S, r)));
  root.querySelector('.tb-count').textContent = rows.length ? data.labels.count.replace('#', rows.length).replace('#', data.rows.length) : data.labels.none;
}

function line(S, row) {
  const tr = make('tr', null, row.id === S.data.selected ? { role: 'row', 'aria-selected': 'true' } : { role: 'row' });
  tr.append(...row.cells.map(([shown, key, swatch], i) => {
    const cell = make(i ? 'td' : 'th', null, i ? { role: 'cell', 'data-label': S.data.columns[i].label } : { scope: 'row', role: 'rowheader' }), kind = S.data.columns[i].kind;
    cell.className = { number: 'num', class: 'cls' }[kind] ?? '';
    if (absent(key)) cell.classList.add('muted');
    if (shown.length > LONG) cell.classList.add('long');
    const held = i ? make('span') : cell; // one box beside the label that a phone puts before it
    if (i) cell.append(held);
    if (swatch) { const sw = make('span', null, { class: 'sw', 'aria-hidden': 'true' }); sw.style.background = swatch; held.append(sw); }
    if (i === 0 && S.data.picks && row.id) { const b = make('button', shown, { type: 'button' }); b.addEventListener('click', () => S.send('pick', row.id)); cell.append(b); }
    else held.append(document.createTextNode(shown));
    return cell;
  }));
  return tr;
}
