// Place, days and kind of election: lists of their own on the page, and what the browser holds for them.
// A choice paints every map at once from what is held here, then Python runs the page again and says the same.
// In:  choices = { js, geo, lang, dir, n, of, beside, fields: [{ name, label, options: [[code, words]], code, home }] }. `home`: what «all» means
//      to a map; `beside`: what the tables of the days beside the view's are of. kinds = { js, version, table? }: what is shown of every kind.
// Out: `sel`: { n, and the code of every field }. As the map's: an echo with a smaller n belongs to an earlier choice.
//      `want` and `beside`: what is not held.
const held = new Map(), maps = new Map(), wanted = { send: null, version: null, beside: [], asked: new Map(), mark: null };
const place = ({ of, as_of, known_at, profile }) => [of, as_of, known_at, profile].join(' ');

export function choices({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.cm'), S = (root.S ??= { n: -1, lists: new Map() });
  S.send = setStateValue; S.data = data; wanted.beside = data.beside;
  marked();
  if (!S.lists.size) { listed(root, S); load(data.geo).catch(() => {}); }      // the map comes later, and says what failed
  Object.assign(root, { dir: data.dir, lang: data.lang });
  for (const { name, label, options } of data.fields) {
    const list = S.lists.get(name);
    retext(list.previousSibling, label);
    refill(list, options.map(([code, words]) => option(code, words)));
  }
  if (data.n < S.n) return;
  S.n = data.n;
  for (const { name, code } of data.fields) S.lists.get(name).value = code;
  const days = S.lists.get('as_of');
  calmly(() => { if (days.matches(':hover, :focus')) reached(days); });
}
function listed(root, S) {
  root.innerHTML = `<style>${CSS}</style>`;
  for (const { name } of S.data.fields) {
    const field = node('label', 'field'), list = node('select', name);
    field.append(node('span'), list); root.append(field); S.lists.set(name, list);
    for (const type of ['pointerenter', 'focus']) list.addEventListener(type, () => reached(list));
  }
  root.addEventListener('input', () => {
    S.n += 1;
    const page = { n: S.n, of: S.data.of };
    for (const { name, home } of S.data.fields) { const { value } = S.lists.get(name); page[name] = value === 'all' ? home : value; }
    for (const [map, M] of maps) { if (map.isConnected) turn(map, M, page); else maps.delete(map); }
    if (S.sending) return;
    S.sending = true;                               // as the map does: the frame first
    requestAnimationFrame(() => setTimeout(() => {
      S.sending = false;
      S.send('sel', { n: S.n, ...Object.fromEntries([...S.lists].map(([name, list]) => [name, list.value])) });
    }));
  });
}
const calmly = (act) => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(act), 400);      // once the page stands
function reached(list) {                            // what is chosen there is likely next
  if (list.matches('.profile')) want('want', [wanted.version], held);
  if (list.matches('.as_of')) want('beside', wanted.beside, shelf);
}
function turn(root, M, page) {                      // a map to what is chosen, as far as it is held
  if (page.province !== M.page.province) M.sel = { ...M.sel, code: null };
  M.page = page;
  const table = stores.get(shelf.get(place(page)))?.table;
  if (table?.layers.some(({ id }) => id === M.sel.layer) && table !== M.table) adopt(root, M, table);
  paint(root, M);
}
export function kinds({ data, parentElement, setTriggerValue }) {  // asked for once the first map stands; later when a list is reached
  Object.assign(wanted, { send: setTriggerValue, version: data.version, mark: parentElement.querySelector('i') });
  if (data.table) { held.clear(); held.set(data.version, data.table); }
  marked();
  if (!held.size && !wanted.asked.size) calmly(() => want('want', [wanted.version], held));
}
function marked() {                                 // says what is held, for who waits for it
  if (wanted.mark) Object.assign(wanted.mark.dataset, { held: held.has(wanted.version), beside: wanted.beside.every((each) => shelf.has(each)) });
}
function want(what, all, where) {                   // asks for it, and not again for a while: a choice meanwhile may end the run that answers
  const missing = all.filter((each) => each && !where.has(each)), now = performance.now();
  if (!wanted.send || !missing.length || missing.every((each) => now < (wanted.asked.get(each) ?? -5000) + 5000)) return;
  for (const each of missing) wanted.asked.set(each, now);
  wanted.send(what, missing.join());
}
function layersOf(S) {                              // those of the kind that is chosen; null while they have not come
  const table = held.get(S.data.kinds), name = S.page.profile, here = S.data.page;
  if (!name || name === S.table.kind) return S.layers;
  const listed = table?.kinds[name];
  if (!listed || table.later.includes(S.sel.layer) || S.page.as_of !== here.as_of || S.page.known_at !== here.known_at) return null;
  if (S.mixed?.of !== S.table || S.mixed.table !== table || S.mixed.name !== name) {
    const found = listed.map((each) => (typeof each === 'string' ? S.layers.get(each) : table.pool[each]));
    S.mixed = { of: S.table, table, name, layers: new Map(found.filter(Boolean).map((L) => [L.id, L])) };
  }
  return S.mixed.layers;
}
