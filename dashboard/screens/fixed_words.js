// Streamlit writes a few English words of its own (uploader, select boxes, skip link). They are put in the reader's
// language where they stand, so that a screen reader says them too. `__words__`: English → this language; a key that
// ends in … matches what begins so, and … in the sentence is the rest. After a change of language it starts again.
(() => {
  const words = __words__, locale = __locale__, jz = (window.jzWords ??= { english: {} });
  const scopes = '[data-testid=stFileUploader],[data-testid=stSelectbox],[data-testid=stMultiSelect],'
    + '[data-testid=stDownloadButton],[data-testid=stDateInput],[data-testid=stDateInputCalendar],[data-testid=stNumberInput],[data-testid=stTooltipIcon],[data-testid=stSkipToContent],[data-testid=stProgress],[data-testid=stDialog],[role=listbox],[data-testid=stSelectboxVirtualDropdown]';
  const begins = Object.keys(words).filter(key => key.endsWith('…'));
  const said = shown => {
    if (!shown) return null;
    const text = jz.english[shown] ?? shown, start = begins.find(key => text.startsWith(key.slice(0, -1)));
    const now = words[text] ?? (start && words[start].replace('…', text.slice(start.length - 1)));
    if (now) jz.english[now] = text;
    return now && now !== shown ? now : null;
  };
  const visit = node => {
    if (node.nodeType === Node.TEXT_NODE) { const now = said(node.data); if (now) node.data = now; return; }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ['placeholder', 'aria-label', 'title']) { const now = said(node.getAttribute(name)); if (now) node.setAttribute(name, now); }
    node.childNodes.forEach(visit);
  };
  // Calendars and lists take their names, the first day of the week and their direction from the browser's language: here
  // it is the page's. They listen for a change once one of them is there, a moment after it is drawn.
  Object.defineProperties(navigator, { language: { get: () => locale, configurable: true }, languages: { get: () => [locale], configurable: true } });
  let told = false;
  const tell = () => { if (!told && document.querySelector('[data-rac]')) { told = true; setTimeout(() => window.dispatchEvent(new Event('languagechange')), 100); } };
  const reach = () => { for (const table of document.querySelectorAll('[data-testid=stMarkdownContainer] table')) table.tabIndex = 0; }; // it scrolls on a phone
  const all = () => { tell(); reach(); document.querySelectorAll(scopes).forEach(visit); };
  jz.watch?.disconnect();
  jz.watch = new MutationObserver(all);
  jz.watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['placeholder', 'aria-label', 'title'] });
  all();
})();
