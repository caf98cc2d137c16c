// Find a unit by its name in Arabic or French, or by its code; hamza, accents, hyphens make no difference.
const HAMZA = { '\u0623': '\u0627', '\u0625': '\u0627', '\u0622': '\u0627', '\u0671': '\u0627', '\u0649': '\u064a', '\u0626': '\u064a', '\u0624': '\u0648', '\u0629': '\u0647' };
const fold = (text) => text.toLowerCase()
  .replace(/[\u0622-\u0626\u0629\u0649\u0671]/g, (letter) => HAMZA[letter] ?? letter)
  .normalize('NFD').replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621]/g, '')
  .replace(/\u0153/g, 'oe').replace(/[^\p{L}\p{N}.]+/gu, ' ').trim();

function find(S, text) {
  const words = fold(text).split(' ').filter(Boolean);
  if (!words.length) return [];
  const rank = (c) => {                             // 0: the name begins so; 1: a word of it does; 2: it holds the letters
    const names = S.items.get(c).folded, whole = words.join(' ');
    if (!words.every((w) => names.some((n) => n.includes(w)))) return 9;
    if (names.some((n) => n.startsWith(whole))) return 0;
    return names.some((n) => ` ${n}`.includes(` ${whole}`)) ? 1 : 2;
  };
  return S.searched.map((c) => [rank(c), c]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, c]) => c);
}
function search(root, S) {
  const input = root.querySelector('#find'), list = root.querySelector('#found'), none = root.querySelector('.none');
  let hits = [], active = -1;
  const mark = () => {
    [...list.children].forEach((li, i) => { li.setAttribute('aria-selected', i === active); if (i === active) li.scrollIntoView({ block: 'nearest' }); });
    if (active >= 0) input.setAttribute('aria-activedescendant', `found-${active}`); else input.removeAttribute('aria-activedescendant');
  };
  const close = () => { hits = []; active = -1; list.replaceChildren(); list.hidden = none.hidden = true; input.setAttribute('aria-expanded', false); mark(); };
  const open = () => {
    hits = find(S, input.value); active = hits.length ? 0 : -1;
    list.replaceChildren(...hits.map((c, i) => {
      const { f } = S.items.get(c), li = node('li', '', '');
      li.id = `found-${i}`; li.setAttribute('role', 'option'); li.dataset.c = c;
      li.append(node('span', '', nameOf(S, f)), node('small', '', f.of ? nameOf(S, S.items.get(f.of).f) : S.names.get(f.p) ?? ''));
      return li;
    }));
    list.hidden = !hits.length;
    none.hidden = !!hits.length || !fold(input.value);
    input.setAttribute('aria-expanded', hits.length > 0);
    mark();
  };
  const take = (c) => { if (!c) return; input.value = nameOf(S, S.items.get(c).f).replace(/[\u2066-\u2069]/g, ''); close(); pick(root, S, c); };
  input.addEventListener('input', open);
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && !hits.length) open();
    else if (step) { active = (active + step + hits.length) % hits.length; mark(); }
    else if (e.key === 'Enter') take(hits[active]);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault(); e.stopPropagation();
  });
  list.addEventListener('pointerdown', (e) => e.preventDefault());     // the input keeps the focus
  list.addEventListener('click', (e) => take(e.target.closest('li')?.dataset.c));
}
