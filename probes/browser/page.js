// What every script of the web form needs: which elements a person sees, what the page calls them, and a
// selector by which Playwright finds them again.
const CONTROLS = 'input, textarea, select, button, [role=button], [role=textbox], [contenteditable=true]';

const tidy = text => (text || '').replace(/\s+/g, ' ').trim();

// All elements of a document, through open shadow roots.
function* every(root, selector) {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* every(element.shadowRoot, selector);
  }
}

function seen(element) {
  if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) {
    return false;
  }
  const box = element.getBoundingClientRect();
  const inside = box.right + scrollX > 0 && box.bottom + scrollY > 0;  // traps for machines stand outside
  return box.width > 1 && box.height > 1 && inside && !element.closest('[aria-hidden=true]');
}

// Boxes and file choosers are often hidden behind their label, which is what a person presses.
function reachable(element) {
  if (seen(element)) return true;
  const hidden = ['checkbox', 'radio', 'file'].includes(element.type);
  return hidden && [...(element.labels || [])].some(seen);
}

function nameOf(element) {
  const root = element.getRootNode();
  const named = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
    .map(id => root.getElementById(id)?.innerText).filter(Boolean).join(' ');
  if (named) return [tidy(named), 'label'];
  if (element.getAttribute('aria-label')) return [tidy(element.getAttribute('aria-label')), 'label'];
  const labels = [...(element.labels || [])].map(label => {
    const copy = label.cloneNode(true);
    copy.querySelectorAll('input, textarea, select, option, button, script, style').forEach(each => each.remove());
    return tidy(copy.textContent);
  }).filter(Boolean).join(' ');
  if (labels) return [labels, 'label'];
  if (element.placeholder) return [tidy(element.placeholder), 'placeholder'];
  if (element.title) return [tidy(element.title), 'title'];
  return [beside(element), 'beside'];
}

// No label at all: the nearest words before the field, as a person who sees the page would read them.
function beside(element) {
  for (let at = element, up = 0; at && up < 4; at = at.parentElement, up += 1) {
    for (let other = at.previousSibling; other; other = other.previousSibling) {
      if (other.nodeType === 1 && (other.matches(CONTROLS) || other.querySelector(CONTROLS))) return '';
      const words = tidy(other.nodeType === 1 ? other.innerText : other.textContent);
      if (words) return words.slice(-200);
    }
    if (at.matches('form, body')) return '';
  }
  return '';
}

function selectorOf(element) {
  const root = element.getRootNode(), tag = element.tagName.toLowerCase();
  const alone = selector => { try { return root.querySelectorAll(selector).length === 1; } catch (_) { return false; } };
  const prefix = root.host ? selectorOf(root.host) + ' ' : '';
  if (element.id && alone('#' + CSS.escape(element.id))) return prefix + '#' + CSS.escape(element.id);
  const name = element.getAttribute('name');
  if (name) {
    const value = ['radio', 'checkbox'].includes(element.type) ? `[value="${CSS.escape(element.value)}"]` : '';
    const byName = `${tag}[name="${CSS.escape(name)}"]${value}`;
    if (alone(byName)) return prefix + byName;
  }
  const path = [];
  for (let at = element; at && at !== root; at = at.parentElement) {
    const same = [...(at.parentNode?.children || [])].filter(each => each.tagName === at.tagName);
    const step = at.tagName.toLowerCase() + (same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : '');
    if (at.id && at !== element) { path.unshift('#' + CSS.escape(at.id)); break; }
    path.unshift(step);
    if (alone(path.join(' > '))) break;
  }
  return prefix + path.join(' > ');
}

function legendOf(element) {
  const group = element.closest('fieldset, [role=group], [role=radiogroup]');
  if (!group) return '';
  return tidy(group.querySelector('legend')?.innerText || group.getAttribute('aria-label') || '');
}

function readControls() {
  const forms = [...every(document, 'form')];
  return [...every(document, CONTROLS)].filter(element => element.type !== 'hidden' && reachable(element)).map(element => {
    const tag = element.tagName.toLowerCase();
    const button = tag === 'button' || element.getAttribute('role') === 'button'
      || ['submit', 'button', 'image', 'reset'].includes(element.type);
    const [label, found] = button
      ? [tidy(element.innerText || element.value || element.getAttribute('aria-label') || element.alt), 'label']
      : nameOf(element);
    return {
      selector: selectorOf(element),
      kind: button ? 'button' : tag === 'select' ? 'select' : tag === 'textarea' ? 'textarea'
        : ['checkbox', 'radio', 'file'].includes(element.type) ? element.type : 'text',
      type: (element.type || '').toLowerCase(),
      label, labelled: found,
      name: element.getAttribute('name') || element.id || '',
      autocomplete: element.getAttribute('autocomplete') || '',
      required: element.required === true || element.getAttribute('aria-required') === 'true'
        || /\*\s*$|\((påkrevd|obligatorisk|må fylles ut|pakollinen|required)\)/i.test(label),
      filled: ['checkbox', 'radio'].includes(element.type) ? element.checked : tidy(element.value) !== '',
      enabled: !element.disabled && !element.readOnly,
      group: legendOf(element),
      form: element.form ? forms.indexOf(element.form) : -1,
      options: tag === 'select' ? [...element.options].filter(each => each.value).map(each => tidy(each.text)) : [],
      longest: element.maxLength > 0 ? element.maxLength : 0,
      accept: element.accept || '',
    };
  });
}

// What a page says went wrong: its alerts, its error texts, and the browser's own words for bad values.
function readComplaints() {
  const found = [];
  for (const element of every(document, '[role=alert], [aria-live=assertive], .error, .errors, .errorlist, '
      + '.invalid-feedback, .field-error, .form-error, .validation-summary-errors, .alert-danger, .alert-error, '
      + '.error-message, .help-block.error, .feilmelding')) {
    if (seen(element)) found.push(tidy(element.innerText));
  }
  for (const element of every(document, 'input, textarea, select')) {
    const named = element.getAttribute('aria-errormessage') || '';
    const words = named && element.getRootNode().getElementById(named)?.innerText;
    if (words) found.push(tidy(words));
    if (reachable(element) && element.willValidate && !element.validity.valid && !element.form?.noValidate) {
      found.push(`${nameOf(element)[0]}: ${element.validationMessage}`);
    }
  }
  const wrong = [...every(document, '[aria-invalid=true]')].filter(seen).map(element => nameOf(element)[0]);
  return {messages: [...new Set(found.filter(Boolean))].slice(0, 20), wrong: [...new Set(wrong)].slice(0, 20)};
}
