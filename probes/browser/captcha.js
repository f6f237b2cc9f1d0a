// Runs in the page behind page.js, as the body of a function of `given`.
const known = {
  recaptcha: '.g-recaptcha, iframe[src*="recaptcha" i], iframe[title*="recaptcha" i]',
  hcaptcha: '.h-captcha, iframe[src*="hcaptcha" i]',
  turnstile: '.cf-turnstile, iframe[src*="challenges.cloudflare" i]',
  friendly: '.frc-captcha',
  image: 'img[src*="captcha" i], img[alt*="captcha" i], input[name*="captcha" i]:not([type=hidden])',
};
for (const [kind, selector] of Object.entries(known)) {
  // The small badge of the invisible kinds asks nothing of anybody.
  const found = [...every(document, selector)].filter(seen).filter(each => !each.closest('.grecaptcha-badge'));
  if (found.length) return kind;
}
const words = /(ikke|inte|inte är|not|ole) (en |a )?robot|jeg er et menneske|verify (that )?you are human|en ole robotti/i;
const asks = [...every(document, 'label, legend, p, h1, h2, h3')].find(each => words.test(each.innerText || '') && seen(each));
return asks ? 'question' : null;
