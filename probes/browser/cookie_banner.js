// Runs in the page behind page.js, as the body of a function of `given`.
const topic = /cookie|informasjonskaps|informationskaps|\bkaker\b|\bkakor\b|eväste|samtykke til|consent/i;
const buttons = [...every(document, 'button, [role=button], a, input[type=button], input[type=submit]')].filter(seen);
const banner = element => {
  for (let at = element, up = 0; at && at !== document.body && up < 12; up += 1) {
    const style = getComputedStyle(at);
    const set = ['fixed', 'sticky'].includes(style.position) || ['dialog', 'alertdialog'].includes(at.getAttribute('role'))
      || /cookie|consent|gdpr|cmp|onetrust|coi-banner/i.test(at.id + ' ' + (at.getAttribute('class') || ''));
    const words = at.innerText || '';
    if (set && words.length < 6000 && topic.test(words + at.id + (at.getAttribute('aria-label') || ''))) return true;
    at = at.parentElement || at.getRootNode().host;
  }
  return false;
};
const inside = buttons.filter(banner);
for (const [rule, words] of given) {
  const pattern = new RegExp(words, 'iu');
  const found = inside.find(each => pattern.test(tidy(each.innerText || each.value || each.getAttribute('aria-label'))));
  if (found) return {rule, selector: selectorOf(found)};
}
return null;
