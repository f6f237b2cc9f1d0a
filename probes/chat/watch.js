// Runs in every document of the visit. Tells what is seen of the chat, stamped by the page's own clock in
// the very callback of the MutationObserver. ADAPTER is replaced by the adapter's selectors.
const A = ADAPTER;
const LONGEST = 4000, MOST = 600;
const framed = window !== window.top;
const known = [];
const state = {};
let roots = new Set(), next = 0, stray = null;

const all = (root, css) => { try { return css ? [...root.querySelectorAll(css)] : []; } catch (_) { return []; } };
const is = (el, css) => { try { return !!css && el.matches(css); } catch (_) { return false; } };
const shown = el => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== 'hidden';
const words = el => ((el.innerText ?? el.textContent) || '').trim().slice(0, LONGEST);

function root() {
  let here = document;
  for (const css of A.shadow) {
    const host = all(here, css)[0];
    if (!host || !host.shadowRoot) return null;
    here = host.shadowRoot;
    heed(here);
  }
  return here;
}

function part(el, place) {
  if (!place) return '';
  const [css, attribute] = place;
  const at = css ? (all(el, css)[0] || null) : el;
  if (!at) return '';
  return (attribute ? at.getAttribute(attribute) || '' : words(at)).slice(0, 200).trim();
}

function text(el) {
  if (!A.text) return words(el);
  const [css, attribute] = A.text;
  const found = css ? all(el, css) : [el];
  return found.map(at => attribute ? at.getAttribute(attribute) || '' : words(at)).join('\n').trim().slice(0, LONGEST);
}

function read(el, last, here) {
  let choices = all(el, A.choices);
  if (!choices.length && last) choices = all(here, A.choices).filter(one => !one.closest(A.message));
  return {
    text: text(el), author: part(el, A.author), label: part(el, A.label),
    own: is(el, A.own), notice: is(el, A.notice), robot: is(el, A.robot), person: is(el, A.person),
    choices: choices.filter(shown).map(words).filter(Boolean).slice(0, 20),
  };
}

function entry(el, told) {
  const same = known.find(one => one.el.deref() === el);
  if (same) return same;
  // Pages that draw themselves anew put another element in the place of a message already told.
  const words = [told.text, told.author, told.own].join('\u0000');
  const gone = known.find(one => one.words === words && !(one.el.deref() || {}).isConnected);
  if (gone) { gone.el = new WeakRef(el); return gone; }
  if (known.length >= MOST) return null;
  const made = {el: new WeakRef(el), key: `m${next++}`, words, last: ''};
  known.push(made);
  return made;
}

function messages(here, at) {
  const found = all(here, A.message).filter(shown);
  let above = '';
  found.forEach((el, n) => {
    const told = read(el, n === found.length - 1, here);
    if (A.grouped && !told.own && !told.notice) above = told.author = told.author || above;
    else above = '';
    if (!told.text && !told.choices.length) return;
    const one = entry(el, told);
    if (!one) return;
    const now = JSON.stringify(told);
    if (one.last === now) return;
    one.last = now;
    one.words = [told.text, told.author, told.own].join('\u0000');
    tell('turn', {key: one.key, ...told}, at);
  });
}

function flag(name, on, at, detail = {}) {
  const now = on ? JSON.stringify(detail) : '';
  if ((state[name] || '') === now) return;
  const was = state[name] || '';
  state[name] = now;
  if (on) tell(name, detail, at); else if (was) tell(`${name}_ended`, {}, at);
}

function look(at) {
  if (A.frame && !framed) return;
  if (!A.frame && framed) return;
  const here = root();
  if (!here) return;
  const there = css => all(here, css).filter(shown)[0];
  const input = there(A.input);
  flag('ready', !!input && !input.disabled && !input.readOnly, at);
  messages(here, at);
  flag('typing', !!there(A.typing), at);
  const place = there(A.position);
  flag('position', !!place, at, {text: place ? words(place).slice(0, 200) : ''});
  flag('over', !!there(A.over), at);
  flag('closed', !!there(A.closed), at);
}

function looked() {
  const at = performance.now();
  try { look(at); } catch (error) { if (!stray) { stray = `${error}`; tell('failed', {error: stray}, at); } }
}

const observer = new MutationObserver(looked);
function heed(node) {
  if (roots.has(node)) return;
  roots.add(node);
  observer.observe(node, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ['class', 'style', 'hidden', 'disabled', 'readonly', 'open', 'aria-hidden', 'data-state'],
  });
}
heed(document);

// When our own side presses what opens the chat or sends, the page says when; only real presses count.
addEventListener('click', event => { if (event.isTrusted) tell('pressed', {}, event.timeStamp); }, true);
addEventListener('keydown', event => {
  if (event.isTrusted && event.key === 'Enter') tell('entered', {}, event.timeStamp);
}, true);
addEventListener('load', looked);
looked();
