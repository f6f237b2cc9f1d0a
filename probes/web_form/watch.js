// Runs in every document from its beginning and stamps, by the page's own clock, what a visitor meets.
// WORDS is a regular expression of the words of a confirmation.
const words = new RegExp(WORDS, 'iu');
const told = new Set();
const once = (word, key, detail, at) => {
  if (!told.has(key)) { told.add(key); tell(word, detail, at); }
};

tell('opened', {}, 0);
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (entry.name === 'first-paint') once('painted', 'painted', {}, entry.startTime);
})).observe({type: 'paint', buffered: true});

function look() {
  if (!document.body) return;
  if (!told.has('ready') && document.readyState !== 'loading') {
    const fields = [...every(document, 'input:not([type=hidden], [type=search]), textarea')].filter(seen);
    const telling = fields.some(field => field.matches('textarea, input[type=email]'));
    // A form's first step may only ask what it is about; a search box in the head of a page is no form.
    const steps = [...every(document, 'form:not([role=search]) select, main form select, form input[type=radio]')];
    if (telling || fields.length > 1 || steps.some(seen)) once('ready', 'ready', {});
  }
  if (words.test(document.body.textContent)) {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!parent || parent.matches('script, style, template, noscript, textarea, option')) continue;
      if (words.test(walk.currentNode.textContent) && seen(parent)) {
        once('thanked', 'thanked' + walk.currentNode.textContent, {words: tidy(walk.currentNode.textContent).slice(0, 300)});
      }
    }
  }
}

const began = () => {
  look();
  new MutationObserver(look).observe(document, {
    childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: ['class', 'style', 'hidden', 'aria-hidden', 'open'],
  });
};
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', began); else began();
addEventListener('load', () => {
  look();
  const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  tell('loaded', {kb: Math.round(parts.reduce((sum, each) => sum + (each.transferSize || 0), 0) / 1024)});
});

const field = event => {
  const element = event.composedPath()[0];
  if (!element.matches?.('input, textarea, select, [contenteditable=true]')) return;
  const selector = selectorOf(element);
  once('field', 'field' + selector, {selector});
};
addEventListener('input', field, true);
addEventListener('change', field, true);
addEventListener('submit', () => tell('submit'), true);
addEventListener('error', event => { if (event.message) tell('script_error'); });
addEventListener('unhandledrejection', () => tell('script_error'));
