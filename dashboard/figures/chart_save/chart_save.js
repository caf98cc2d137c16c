// Saves a chart of the page as a picture: what the reader's own browser has drawn, under its notice, finding and sources.
// data = { chart: key of the chart, name of the file, title, notice, lines: [...], dir, lang, labels: {png, svg, failed},
//          ink: {ink, ink2, bg, surface, control_border}, fonts: {400, 600: URL} }. Nothing is asked of any other host.
const NS = 'http://www.w3.org/2000/svg', FAMILY = 'IBM Plex Sans Arabic', EDGE = 24, SCALE = 2;
const UNSEEN = '.draglayer,.hoverlayer,.zoomlayer,.modebar';

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.cs'), told = document.createElement('p');
  Object.assign(root, { dir: data.dir, lang: data.lang });
  told.setAttribute('role', 'status');
  root.replaceChildren(...['png', 'svg'].map((kind) => {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: data.labels[kind] });
    button.addEventListener('click', () => save(data, kind).then(() => { told.textContent = ''; }, () => { told.textContent = data.labels.failed; }));
    return button;
  }), told);
}

async function save(data, kind) {
  await document.fonts.load(`600 16px "${FAMILY}"`);
  const svg = picture(data);
  if (kind === 'png') svg.prepend(await fonts(data.fonts));      // a picture may fetch nothing: its font goes in
  const text = new XMLSerializer().serializeToString(svg);
  const file = kind === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await painted(text, +svg.getAttribute('width'), +svg.getAttribute('height'));
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: `${data.name}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function picture(data) {
  const plot = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`), { width, height } = plot.getBoundingClientRect();
  const svg = node('svg', { width: Math.round(width + 2 * EDGE), direction: 'ltr', lang: data.lang, role: 'img' });
  const ground = node('rect', { width: '100%', height: '100%', fill: data.ink.bg });
  const title = node('title', {}), room = width, write = (text, y, size, weight, ink, inset = 0) => lines(svg, data, text, y, room - 2 * inset, size, weight, ink, inset);
  title.textContent = data.title;
  svg.append(title, ground);
  let y = EDGE;
  if (data.notice) {
    const frame = node('rect', { x: EDGE, y, width: room, rx: 4, fill: data.ink.surface, stroke: data.ink.control_border });
    svg.append(frame);
    const end = write(data.notice, y + 6, 15, 600, data.ink.ink, 12) + 6;
    frame.setAttribute('height', end - y);
    y = end + 12;
  }
  y = write(data.title, y, 18, 600, data.ink.ink) + 8;
  for (const layer of plot.querySelectorAll('svg.main-svg')) {   // the plot, and what is written over it
    const copy = layer.cloneNode(true);
    for (const gone of copy.querySelectorAll(UNSEEN)) gone.remove();
    copy.removeAttribute('class'); copy.removeAttribute('style');
    for (const [name, value] of Object.entries({ x: EDGE, y, width, height })) copy.setAttribute(name, value);
    svg.append(copy);
  }
  y += height + 8;
  for (const text of data.lines) y = write(text, y, 13, 400, data.ink.ink2);
  svg.setAttribute('height', Math.round(y + EDGE / 2));
  svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
  return svg;
}

function lines(svg, data, text, top, room, size, weight, ink, inset) {   // returns where they end
  const pen = document.createElement('canvas').getContext('2d'), right = data.dir === 'rtl';
  pen.font = `${weight} ${size}px "${FAMILY}"`;
  const found = [''];
  for (const word of text.split(' ')) {
    const both = `${found.at(-1)} ${word}`.trim();
    if (!found.at(-1) || pen.measureText(both).width <= room) found[found.length - 1] = both; else found.push(word);
  }
  for (const one of balanced(found)) {
    top += size * 1.6;
    const written = node('text', { x: right ? EDGE + inset + room : EDGE + inset, y: top - size * 0.45, 'font-family': `${FAMILY}, sans-serif`,
      'font-size': size, 'font-weight': weight, fill: ink, 'text-anchor': right ? 'end' : 'start' });
    written.textContent = right ? `\u2067${one}\u2069` : one;
    svg.append(written);
  }
  return top;
}
function balanced(found) {                          // every isolate is closed in its line and opened again in the next
  let open = '';
  return found.map((one) => {
    let kept = open;
    for (const letter of one) {
      if (letter === '\u2069' && !open) continue;
      if (letter === '\u2069') open = open.slice(0, -1);
      if ('\u2066\u2067\u2068'.includes(letter)) open += letter;
      kept += letter;
    }
    return kept + '\u2069'.repeat(open.length);
  });
}

async function fonts(urls) {
  const rules = await Promise.all(Object.entries(urls).map(async ([weight, url]) => {
    const answer = await fetch(url);
    if (!answer.ok) throw Error(`${url} ${answer.status}`);
    const file = await answer.blob();
    const text = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
    return `@font-face{font-family:"${FAMILY}";font-weight:${weight};src:url(${text})}`;
  }));
  const style = node('style', {});
  style.textContent = rules.join('');
  return style;
}
async function painted(text, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: width * SCALE, height: height * SCALE });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((file) => (file ? done(file) : failed(Error('empty'))), 'image/png'));
}
function node(tag, attrs) {
  const made = document.createElementNS(NS, tag);
  for (const name in attrs) made.setAttribute(name, attrs[name]);
  return made;
}
