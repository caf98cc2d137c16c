// Says in the reader's language that the server does not answer, while it does not. Streamlit's own dialog says it in
// English and shuts the page behind it: it is closed, so that the last page stays to be read. `__sentence__`: what is said.
(() => {
  const said = __sentence__, WAIT = 1500; // ms: a connection that comes back at once is not spoken of
  const jz = (window.jzLost ??= { box: Object.assign(document.createElement('p'), { className: 'jz-lost', role: 'status' }) });
  const isLost = () => document.querySelector('.stApp')?.dataset.testConnectionState !== 'CONNECTED';
  const show = (text) => { if (jz.box.textContent !== text) jz.box.textContent = text; };
  const look = () => {
    if (isLost()) jz.later ??= setTimeout(() => { jz.later = null; show(isLost() ? said : ''); }, WAIT); else show('');
    for (const title of document.querySelectorAll('[data-testid=stDialog] h2'))
      if (title.textContent === 'Connection error') title.parentElement.querySelector('button').click();
  };
  document.body.append(jz.box);
  jz.watch?.disconnect();
  jz.watch = new MutationObserver(look);
  jz.watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-test-connection-state'] });
})();
