// The kind of election: a list of its own on the page, and the values of every kind for the maps beside it.
// A choice paints every map at once from what is held here, then Python runs the page again and says the same.
// In:  kind = { js, lang, dir, label, options: [[name, words]], sel: { name, n } }; kinds = { js, version, table? }.
// Out: `sel`, as the map's: an echo with a smaller n belongs to an earlier choice. `want`: the version that is not held.
const held = new Map(), maps = new Map(), wanted = { send: null, version: null, asked: null, at: 0 };

export function kind({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.cm'), S = (root.S ??= { n: -1 });
  S.send = setStateValue;
  if (!S.list) {
    root.innerHTML = `<style>${CSS}</style><label class="field"><span></span><select class="kind"></select></label>`;
    S.list = root.querySelector('select');
    S.list.addEventListener('input', () => {
      S.n += 1;
      const sel = { name: S.list.value, n: S.n };
      for (const [map, M] of maps) { if (!map.isConnected) maps.delete(map); else if (M.table) { M.kind = sel; paint(map, M); } }
      if (S.sending) return;
      S.sending = true;
      requestAnimationFrame(() => setTimeout(() => { S.sending = false; S.send('sel', { name: S.list.value, n: S.n }); }));
    });
    for (const type of ['pointerenter', 'focus']) S.list.addEventListener(type, want);
  }
  Object.assign(root, { dir: data.dir, lang: data.lang });
  root.querySelector('span').textContent = data.label;
  if (S.words !== `${data.options}`) {
    S.words = `${data.options}`;
    S.list.replaceChildren(...data.options.map(([name, words]) => Object.assign(node('option', '', words), { value: name })));
  }
  if (data.sel.n < S.n) return;
  S.n = data.sel.n;
  S.list.value = data.sel.name;
}
export function kinds({ data, parentElement, setTriggerValue }) {  // asked for once the first map stands; later when the list is reached
  wanted.send = setTriggerValue; wanted.version = data.version;
  if (data.table) { held.clear(); held.set(data.version, data.table); }
  parentElement.querySelector('i').dataset.held = held.has(data.version);
  if (!held.size && wanted.asked === null) setTimeout(() => (window.requestIdleCallback ?? setTimeout)(want), 400);
}
function want() {
  const { version, asked } = wanted;
  if (!version || held.has(version) || (asked === version && performance.now() < wanted.at + 5000)) return;
  Object.assign(wanted, { asked: version, at: performance.now() });       // a choice meanwhile may end the run that answers
  wanted.send('want', version);
}
function layersOf(S) {                              // those of the kind that is chosen; null while they have not come
  const table = held.get(S.data.kinds), name = S.kind?.name;
  if (!name || name === S.table.kind) return S.layers;
  const listed = table?.kinds[name];
  if (!listed || table.later.includes(S.sel.layer)) return null;
  if (S.mixed?.of !== S.table || S.mixed.table !== table || S.mixed.name !== name) {
    const found = listed.map((each) => (typeof each === 'string' ? S.layers.get(each) : table.pool[each]));
    S.mixed = { of: S.table, table, name, layers: new Map(found.filter(Boolean).map((L) => [L.id, L])) };
  }
  return S.mixed.layers;
}
