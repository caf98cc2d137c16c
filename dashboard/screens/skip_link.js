// Streamlit's skip link leads to the whole page, whose header comes first: it is to lead past the header, to the title.
document.onclick = (event) => {
  if (!event.target.closest?.('[data-testid=stSkipToContent]')) return;
  event.preventDefault();
  setTimeout(() => {
    const title = document.querySelector('[data-testid=stMain] h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus();
  });
};
