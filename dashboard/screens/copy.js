// A button that copies a text and says so. data = { text, label, done, failed, dir, address }
// `address`: the text is a path of this server, copied with its host.
const byHand = (text) => {               // for pages without https, where the clipboard is closed to scripts
  const area = document.createElement('textarea');
  area.value = text; area.style.cssText = 'position:fixed;opacity:0';
  document.body.append(area); area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.cp'), button = root.querySelector('button'), status = root.querySelector('[role=status]');
  root.dir = data.dir; button.textContent = data.label; status.textContent = '';
  button.onclick = async () => {
    const text = data.address ? new URL(data.text, location.origin).href : data.text;
    const done = await (navigator.clipboard?.writeText(text).then(() => true, () => byHand(text)) ?? byHand(text));
    status.textContent = done ? data.done : data.failed;
    button.focus();
  };
}
