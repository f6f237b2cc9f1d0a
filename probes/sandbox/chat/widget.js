// The town's own chat widget. It is drawn into a shadow root of the page, or into a frame of it.
(() => {
  const settings = JSON.parse(document.getElementById('town-chat-settings').textContent);
  const says = settings.says;
  const make = (tag, attributes = {}, ...inside) => {
    const el = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
    el.append(...inside);
    return el;
  };
  const style = `
    .box{position:fixed;right:1rem;bottom:1rem;width:22rem;height:32rem;background:#fff;border:1px solid #66757c;
      border-radius:.5rem;display:flex;flex-direction:column;font:16px/1.4 system-ui,"DejaVu Sans",sans-serif;color:#1c2b33}
    .box.framed{position:static;width:auto;height:100vh}
    .log{flex:1;overflow:auto;padding:.75rem}.turn{margin:.4rem 0;padding:.4rem .6rem;border-radius:.4rem;background:#e8eef0}
    .turn.own{background:#0b5563;color:#fff;margin-left:3rem}.turn.notice{background:none;font-style:italic;color:#44545b}
    .who{font-weight:600;font-size:.85rem}.kind{font-size:.8rem;color:#44545b;margin-left:.4rem}
    .typing{padding:0 .75rem;color:#44545b}.place{padding:.3rem .75rem;background:#fff3cd}
    form{display:flex;gap:.4rem;padding:.6rem}textarea{flex:1;font:inherit}button{font:inherit;cursor:pointer}
    [hidden]{display:none}` + (settings.framed ? `
    main{display:none}.box{height:100vh;border:0}textarea{min-height:0}button{margin:0}` : '');

  function room(place) {
    const log = make('div', {class: 'log', role: 'log'});
    const typing = make('div', {class: 'typing', hidden: ''}, '…');
    const where = make('div', {class: 'place', hidden: ''});
    const input = make('textarea', {class: 'write', rows: '2', 'aria-label': says.writes, disabled: ''});
    const send = make('button', {class: 'send', type: 'submit'}, says.send);
    const form = make('form', {class: 'composer'}, input, send);
    const end = make('button', {class: 'end', type: 'button'}, says.ends);
    const sure = make('button', {class: 'sure', type: 'button', hidden: ''}, says.sure);
    const intro = make('form', {class: 'intro', hidden: ''},
      make('label', {}, says.asks_name, make('input', {name: 'visitor', class: 'visitor'})),
      make('button', {class: 'starts', type: 'submit'}, says.starts));
    const shut = make('p', {class: 'shut', hidden: ''}, says.closed);
    place.append(make('style', {}, style),
      make('section', {class: 'box' + (settings.framed ? ' framed' : ''), 'aria-label': says.opener},
        make('div', {}, end, sure), shut, intro, log, typing, where, form));
    let socket = null;

    function draw(turn) {
      const el = make('div', {class: `turn ${turn.side}`});
      if (turn.name) {
        el.append(make('span', {class: 'who'}, turn.name));
        if (turn.label) el.append(make('span', {class: 'kind'}, turn.label));
      }
      el.append(make('div', {class: 'words'}, turn.text));
      for (const choice of turn.choices || []) {
        const button = make('button', {class: 'choice', type: 'button'}, choice);
        button.addEventListener('click', () => say(choice));
        el.append(button);
      }
      log.append(el);
      log.scrollTop = log.scrollHeight;
    }
    function say(text) {
      if (!text.trim() || !socket) return;
      draw({side: 'own', text});
      socket.send(JSON.stringify({kind: 'said', text}));
    }
    function over() {
      input.disabled = true;
      if (!place.querySelector('.finished')) place.append(make('p', {class: 'finished'}, says.ends));
    }
    function start(name) {
      intro.hidden = true;
      socket = new WebSocket(settings.socket);
      socket.onopen = () => { input.disabled = false; socket.send(JSON.stringify({kind: 'hello', name})); };
      socket.onclose = over;
      socket.onmessage = event => {
        const told = JSON.parse(event.data);
        if (told.kind === 'turn') {
          draw(told);
          const at = performance.timeOrigin + performance.now();
          socket.send(JSON.stringify({kind: 'shown', number: told.number, at}));
        }
        if (told.kind === 'typing') typing.hidden = !told.on;
        if (told.kind === 'position') { where.textContent = told.text; where.hidden = !told.text; }
        if (told.kind === 'over') over();
      };
    }
    form.addEventListener('submit', event => {
      event.preventDefault();
      say(input.value);
      input.value = '';
    });
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
    });
    end.addEventListener('click', () => { sure.hidden = false; });
    sure.addEventListener('click', () => { if (socket) socket.send(JSON.stringify({kind: 'end'})); over(); });
    intro.addEventListener('submit', event => {
      event.preventDefault();
      start(intro.querySelector('input').value);
    });
    if (!settings.on_duty) shut.hidden = false;
    else if (settings.asks_name) intro.hidden = false;
    else start('');
  }

  if (settings.framed) { room(document.body); return; }
  const opener = make('button', {class: 'town-chat-opener', type: 'button'}, says.opener);
  opener.addEventListener('click', () => {
    opener.hidden = true;
    if (settings.widget === 'frame') {
      document.body.append(make('iframe', {class: 'town-chat-frame', title: says.opener, src: settings.frame,
        style: 'position:fixed;right:1rem;bottom:1rem;width:24rem;height:34rem;border:1px solid #66757c'}));
      return;
    }
    const host = make('town-chat', {});
    document.body.append(host);
    room(host.attachShadow({mode: 'open'}));
  });
  setTimeout(() => document.body.append(opener), settings.opens_after_ms);
})();
