// Keeps what is typed in a form in this tab alone, until the form is saved: a phone that loses its
// connection, or a page that is loaded anew, gives it back. The tab's own memory ends with the tab.

const WAIT = 150; // ms: a press on a list shows its choice only after the list closes
const drawn = new Map(); // form → its place in the tab's memory, and what it said at first

const begin = (form) => `jahiziya draft ${location.pathname} ${form} `;

// Forget the drafts of every form that was saved since the last look.
function drop(saved) {
  const known = window.jzDraftsSaved ?? {};
  for (const form of Object.keys(saved).filter((each) => saved[each] > (known[each] ?? 0))) {
    drawn.delete(form);
    const theirs = Object.keys(sessionStorage).filter((name) => name.startsWith(begin(form)));
    theirs.forEach((name) => sessionStorage.removeItem(name));
  }
  window.jzDraftsSaved = saved;
}

// The fields of a form as the reader sees them: by widget key, each as text.
function fields(form) {
  const found = {}, begins = `st-key-${form.replace(/[^a-zA-Z0-9_-]/g, "-")}_`;
  for (const box of document.querySelectorAll(`.stForm [class*="${begins}"]`)) {
    const name = [...box.classList].find((each) => each.startsWith(begins));
    const value = shown(box);
    if (value !== null) found[`${form}_${name.slice(begins.length)}`] = value;
  }
  return found;
}

function shown(box) {
  const day = (part) => box.querySelector(`[data-type=${part}]`);
  if (day("year")) {
    const parts = ["year", "month", "day"].map((part) => day(part).getAttribute("aria-valuenow"));
    return parts.every(Boolean) ? parts.map((n) => n.padStart(2, "0")).join("-") : "";
  }
  if (box.querySelector("[data-testid=stMultiSelect]")) {
    const tags = [...box.querySelectorAll("[data-tag]")].map((tag) => tag.getAttribute("aria-label"));
    return [...new Set(tags)].join("\n");
  }
  const input = box.querySelector("input, textarea");
  if (!input) return null;
  return input.type === "checkbox" ? (input.checked ? "1" : "") : input.value;
}

const differs = (some, others) => Object.keys(some).some((key) => some[key] !== others[key]);

// What was kept as text by field; nothing where the tab's memory holds anything else.
function kept(name) {
  try {
    const held = Object.entries(JSON.parse(sessionStorage.getItem(name)) ?? {});
    return Object.fromEntries(held.filter(([, text]) => typeof text === "string"));
  } catch {
    return {};
  }
}

// What is kept may be older than what the form says now: it is offered, and the form shows it.
function offer(at, setTriggerValue, seen = 0) {
  const now = fields(at.form), n = Object.keys(now).length;
  if (!n || n !== seen) { // not there yet, or still being drawn
    at.later = setTimeout(offer, WAIT, at, setTriggerValue, n);
    return;
  }
  at.first = now;
  const before = kept(at.name);
  if (differs(before, at.first)) setTriggerValue("draft", before);
}

function keep(at) {
  const now = fields(at.form);
  if (drawn.get(at.form) !== at || !at.first || !Object.keys(now).length) return;
  const typed = Object.entries(now).filter(([key, text]) => text !== at.first[key]);
  if (typed.length) sessionStorage.setItem(at.name, JSON.stringify(Object.fromEntries(typed)));
  else sessionStorage.removeItem(at.name);
}

export default ({ data, parentElement, setTriggerValue }) => {
  drop(data.saved);
  const { form } = data, name = begin(form) + data.of, before = drawn.get(form);
  const same = before && before.name === name && before.parent === parentElement;
  const at = same ? before : { form, name, parent: parentElement, first: null };
  drawn.set(form, at);
  const heard = (event) => event.isTrusted && setTimeout(keep, WAIT, at);
  const kinds = ["input", "click", "keyup"];
  for (const kind of kinds) document.addEventListener(kind, heard, true);
  if (!at.first) at.later = setTimeout(offer, WAIT, at, setTriggerValue);
  return () => {
    clearTimeout(at.later);
    for (const kind of kinds) document.removeEventListener(kind, heard, true);
  };
};
