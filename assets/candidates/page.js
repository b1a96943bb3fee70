'use strict';
// What stands here touches no network, and writes nothing readable anywhere: half-filled cards and the answer file are sealed
// under the scorer's passphrase. Everything that comes from the office is put on the page as text, never as markup.
(() => {
  const kit = JSON.parse(document.getElementById('kit').textContent);
  const words = JSON.parse(document.getElementById('words').textContent);
  // The words of the page come from the program, so that they are in one table with all others.
  const w = (key, values) => Object.entries(values || {}).reduce((text, [name, value]) => text.split('{' + name + '}').join(value), words[key]);
  const main = document.getElementById('main');
  const told = document.getElementById('told');
  const bytes = new TextEncoder();
  const store = (() => {
    try {
      const s = window.localStorage;
      s.setItem('wardroom-probe', '1');
      s.removeItem('wardroom-probe');
      return s;
    } catch (none) {
      return null;
    }
  })();
  const at = 'wardroom-kit:' + kit.round + ':' + kit.scorer.id + ':' + kit.published;
  let key = null;
  // By candidate: {marks: {criterion: {says, note}}, remark}
  const cards = new Map();
  const free = new Map();
  const recused = new Map();

  const el = (name, props, ...inside) => {
    const made = document.createElement(name);
    for (const [k, v] of Object.entries(props || {})) {
      if (k === 'class') made.className = v;
      else if (k in made && k !== 'list') made[k] = v;
      else made.setAttribute(k, v);
    }
    for (const one of inside) if (one !== null && one !== undefined && one !== '') made.append(one);
    return made;
  };
  const say = (words) => { told.textContent = words; };
  const hex = (array) => [...new Uint8Array(array)].map((b) => b.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => new Uint8Array((text.match(/../g) || []).map((pair) => parseInt(pair, 16)));
  const join = (a, b) => { const all = new Uint8Array(a.length + b.length); all.set(a); all.set(b, a.length); return all; };
  const place = (candidate) => bytes.encode('wardroom-card-1:' + kit.round + ':' + kit.scorer.id + ':' + candidate);

  async function derive(passphrase) {
    const raw = await crypto.subtle.importKey('raw', bytes.encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: unhex(kit.scorer.salt), iterations: kit.strength };
    return crypto.subtle.deriveKey(how, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  }

  async function seal(candidate, json) {
    let padded = bytes.encode(json);
    const wanted = Math.ceil(padded.length / 1024) * 1024;
    // Spaces behind the JSON, so that the length of what is sealed tells nothing.
    padded = join(padded, new Uint8Array(wanted - padded.length).fill(32));
    const plain = join(crypto.getRandomValues(new Uint8Array(32)), padded);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: place(candidate) }, key, plain);
    return { nonce: hex(nonce), sealed: hex(sealed), commitment: hex(await crypto.subtle.digest('SHA-256', plain)) };
  }

  async function unseal(candidate, envelope, with_key) {
    const how = { name: 'AES-GCM', iv: unhex(envelope.nonce), additionalData: place(candidate) };
    const plain = await crypto.subtle.decrypt(how, with_key, unhex(envelope.sealed));
    return new TextDecoder().decode(plain.slice(32)).trimEnd();
  }

  const text = (card) => {
    const marks = [];
    const unmarked = [];
    for (const one of kit.criteria) {
      const mark = card.marks[one.id];
      if (!mark) continue;
      if (mark.says === null) { if (mark.note) unmarked.push({ criterion: one.id, note: mark.note }); }
      else marks.push({ criterion: one.id, says: mark.says, note: mark.note || '' });
    }
    const whole = { marks, remark: card.remark || '' };
    if (unmarked.length) whole.unmarked = unmarked;
    return JSON.stringify(whole);
  };
  const read = (json) => {
    const from = JSON.parse(json);
    const card = { marks: {}, remark: from.remark || '' };
    for (const one of from.marks || []) card.marks[one.criterion] = { says: one.says, note: one.note || '' };
    for (const one of from.unmarked || []) card.marks[one.criterion] = { says: null, note: one.note };
    return card;
  };
  const lacks = (card, one) => {
    const mark = card.marks[one.id];
    if (!mark || mark.says === null) return w('choose_anchor');
    if (mark.says === 'none') return '';
    const ends = mark.says === 0 || mark.says === one.anchors.length - 1;
    return ends && !(mark.note || '').trim() ? w('ends_need_note') : '';
  };
  const missing = (candidate) => {
    const card = cards.get(candidate.id);
    return kit.criteria.map((one) => [one, lacks(card, one)]).filter(([, why]) => why);
  };

  // One after the other, so that an older state never takes the place of a newer one.
  let keeping = Promise.resolve();
  function keep(candidate) {
    const json = text(cards.get(candidate));
    keeping = keeping.then(async () => {
      const envelope = await seal(candidate, json);
      if (store) try { store.setItem(at + ':' + candidate, JSON.stringify(envelope)); } catch (full) { say(w('not_kept')); }
    });
    check();
  }
  async function keepDeclared() {
    const all = { free: [...free].map(([id, why]) => [id, why]), recused: [...recused] };
    const envelope = await seal('declared', JSON.stringify(all));
    if (store) try { store.setItem(at + ':declared', JSON.stringify(envelope)); } catch (full) { /* The draft file has them. */ }
  }

  function save(name, what) {
    const blob = new Blob([JSON.stringify(what)], { type: 'application/json' });
    const link = el('a', { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 10000);
  }

  // 1. The passphrase.
  function begin() {
    document.title = kit.name;
    main.replaceChildren(el('h1', {}, kit.name));
    const add = (...all) => main.append(...all);
    add(el('p', { class: 'muted' }, w('whose', { name: kit.scorer.name, sum: kit.published })));
    if (!window.crypto || !crypto.subtle) {
      add(el('p', { class: 'wrong' }, w('no_crypto')));
      return;
    }
    const check = kit.scorer.check;
    add(el('p', {}, w('sealed_here')));
    if (!store) add(el('p', { class: 'wrong' }, w('no_store')));
    const form = el('form', { autocomplete: 'off' });
    const first = el('input', { type: 'password', id: 'pass', autocomplete: 'new-password', required: true });
    const again = el('input', { type: 'password', id: 'again', autocomplete: 'new-password' });
    const wrong = el('p', { class: 'wrong', role: 'alert', id: 'wrong' });
    form.append(el('label', { class: 'field' }, check ? w('chosen') : w('choose'), first));
    const known = check || (store && store.getItem(at + ':declared'));
    if (!known) form.append(el('label', { class: 'field' }, w('again'), again));
    form.append(wrong, el('button', { class: 'main', type: 'submit', id: 'begin' }, w('begin')));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      wrong.textContent = '';
      if ([...first.value].length < 10) { wrong.textContent = w('weak'); first.focus(); return; }
      if (!known && first.value !== again.value) { wrong.textContent = w('differ'); again.focus(); return; }
      say(w('working'));
      const made = await derive(first.value);
      say('');
      try {
        if (check) await unseal(0, check, made);
        const kept = store && store.getItem(at + ':declared');
        if (kept) await restore(JSON.parse(kept), (id) => JSON.parse(store.getItem(at + ':' + id) || 'null'), made);
      } catch (closed) {
        wrong.textContent = w('wrong');
        first.select();
        return;
      }
      key = made;
      first.value = again.value = '';
      declare();
    });
    add(form, el('p', { class: 'screen' }, draftField()));
    first.focus();
  }

  async function restore(declared, card_of, with_key) {
    const all = JSON.parse(await unseal('declared', declared, with_key));
    for (const [id, why] of all.free) free.set(id, why);
    for (const [id, why] of all.recused) recused.set(id, why);
    for (const one of kit.candidates) {
      const envelope = card_of(one.id);
      if (envelope && free.has(one.id)) cards.set(one.id, read(await unseal(one.id, envelope, with_key)));
    }
  }

  let draft = null;
  function draftField() {
    const file = el('input', { type: 'file', accept: '.json', id: 'draft' });
    file.addEventListener('change', async () => {
      try {
        const found = JSON.parse(await file.files[0].text());
        if (found.kind !== 'wardroom-draft-1' || found.round !== kit.round || found.scorer !== kit.scorer.id) throw new Error();
        draft = found;
        if (store) {
          store.setItem(at + ':declared', JSON.stringify(found.declared));
          for (const one of found.cards) store.setItem(at + ':' + one.candidate, JSON.stringify(one));
        }
        say(w('draft_here'));
      } catch (none) {
        say(w('no_draft'));
      }
    });
    return el('label', { class: 'field' }, w('go_on'), file);
  }

  // 2. Conflicts, before anything of a candidate is shown.
  async function declare() {
    if (draft && !store) {
      try {
        const cards_of = new Map(draft.cards.map((one) => [one.candidate, one]));
        await restore(draft.declared, (id) => cards_of.get(id), key);
      } catch (closed) { say(w('other_draft')); begin(); return; }
    }
    const open = kit.candidates.filter((one) => one.stance === 'undeclared' && !free.has(one.id) && !recused.has(one.id));
    for (const one of kit.candidates) if (one.stance === 'free') free.set(one.id, one.why || '');
    if (!open.length) { score(); return; }
    const form = el('form', {});
    main.replaceChildren(el('h1', {}, w('conflicts')),
      el('p', {}, w('conflict_is')));
    for (const one of open) {
      const name = 'c' + one.id;
      const why = el('input', { type: 'text', id: name + 'why', 'aria-label': w('reason_for', { name: one.name }) });
      const pick = (value, words) => el('label', { class: 'pick' }, el('input', { type: 'radio', name, value, required: true, id: name + value }), el('span', {}, words));
      form.append(el('fieldset', {}, el('legend', {}, one.name),
        pick('free', w('free')), pick('recused', w('recused')),
        el('label', { class: 'field' }, w('reason'), why)));
    }
    const wrong = el('p', { class: 'wrong', role: 'alert' });
    form.append(wrong, el('button', { class: 'main', type: 'submit', id: 'declared' }, w('declare')));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      for (const one of open) {
        const said = form.querySelector('input[name=c' + one.id + ']:checked');
        const why = document.getElementById('c' + one.id + 'why').value.trim();
        if (!said) { wrong.textContent = w('say_all'); return; }
        if (said.value === 'recused' && !why) { wrong.textContent = w('say_why', { name: one.name }); return; }
      }
      for (const one of open) {
        const said = form.querySelector('input[name=c' + one.id + ']:checked').value;
        (said === 'free' ? free : recused).set(one.id, document.getElementById('c' + one.id + 'why').value.trim());
      }
      await keepDeclared();
      score();
    });
    main.append(form);
    window.scrollTo(0, 0);
  }

  // 3. The cards.
  const due = () => kit.candidates.filter((one) => free.has(one.id));
  function unit(candidate, one) {
    const card = cards.get(candidate.id);
    const mark = card.marks[one.id] || (card.marks[one.id] = { says: null, note: '' });
    const name = 'm' + candidate.id + '-' + one.id;
    const box = el('fieldset', { id: name });
    const changed = () => keep(candidate.id);
    box.append(el('legend', {}, kit.stage === 'sift' ? candidate.name : one.name));
    if (one.about && kit.stage !== 'sift') box.append(el('p', { class: 'muted' }, one.about));
    const pick = (value, words) => {
      const input = el('input', { type: 'radio', name, id: name + '-' + value, checked: mark.says === value });
      input.addEventListener('change', () => { mark.says = value; changed(); });
      return el('label', { class: 'pick' }, input, el('span', {}, words));
    };
    one.anchors.forEach((anchor, place) => box.append(pick(place, anchor.points + '. ' + anchor.words)));
    box.append(pick('none', w('no_evidence')));
    const note = el('textarea', { id: name + '-note', value: mark.note });
    note.addEventListener('input', () => { mark.note = note.value; changed(); });
    box.append(el('label', { class: 'field' }, w('note'), note));
    return box;
  }
  const quoted = (candidate, of) => (candidate.texts || [])
    .filter((one) => (of ? one.question && of.includes(one.question) : !one.question))
    .map((one) => {
      const question = kit.questions.find((q) => q.id === one.question);
      return el('div', {}, question ? el('h3', {}, question.text) : el('h3', {}, w('statement')), el('div', { class: 'text' }, one.text));
    });

  function score() {
    for (const one of due()) if (!cards.has(one.id)) cards.set(one.id, { marks: {}, remark: '' });
    main.replaceChildren(el('h1', {}, kit.name));
    const add = (...all) => main.append(...all);
    const left = kit.recused + recused.size;
    if (left) add(el('p', {}, left === 1 ? w('recused_one') : w('recused_many', { count: left })));
    if (kit.candidates.some((one) => one.stance === 'undeclared' && free.has(one.id))) add(el('p', { class: 'muted' }, w('texts_left_out')));
    add(el('p', {}, w('how', { rules: kit.rules })));
    if (kit.profile) add(el('h2', {}, w('role')), el('div', { class: 'text' }, kit.profile));
    if (kit.questions.length) {
      add(el('h2', {}, w('questions')));
      add(el('ol', {}, ...kit.questions.map((one) => el('li', {}, one.text, one.minutes ? w('minutes', { minutes: one.minutes }) : '', one.follow_ups ? el('div', { class: 'muted' }, one.follow_ups) : null))));
    }
    if (kit.stage === 'sift') {
      for (const one of kit.criteria) {
        const of = kit.questions.filter((q) => q.criteria.includes(one.id)).map((q) => q.id);
        add(el('h2', {}, one.name), one.about ? el('p', { class: 'muted' }, one.about) : '');
        for (const candidate of due()) add(...quoted(candidate, null), ...(of.length ? quoted(candidate, of) : []), unit(candidate, one));
      }
    }
    for (const candidate of due()) {
      add(el('h2', {}, candidate.name));
      if (kit.stage !== 'sift') {
        add(...quoted(candidate, null), ...quoted(candidate, kit.questions.map((q) => q.id)));
        for (const one of kit.criteria) add(unit(candidate, one));
      }
      const remark = el('textarea', { id: 'r' + candidate.id, value: cards.get(candidate.id).remark });
      remark.addEventListener('input', () => { cards.get(candidate.id).remark = remark.value; keep(candidate.id); });
      add(el('label', { class: 'field' }, kit.stage === 'sift' ? w('remark_about', { name: candidate.name }) : w('remark'), remark));
    }
    add(el('h2', {}, w('hand_in')), el('div', { id: 'todo' }));
    const finish = el('button', { class: 'main', id: 'finish' }, w('save_answers'));
    finish.addEventListener('click', hand_in);
    const half = el('button', { id: 'half' }, w('save_draft'));
    half.addEventListener('click', save_draft);
    const print = el('button', {}, w('print'));
    print.addEventListener('click', () => window.print());
    add(finish, half, print);
    add(el('p', { class: 'muted' }, w('give')));
    check();
    window.scrollTo(0, 0);
  }
  function check() {
    const todo = document.getElementById('todo');
    if (!todo) return;
    const list = el('ul', { class: 'todo' });
    for (const candidate of due()) for (const [one, why] of missing(candidate)) {
      list.append(el('li', {}, el('a', { href: '#m' + candidate.id + '-' + one.id }, candidate.name + ', ' + one.name), ': ' + why));
    }
    todo.replaceChildren(list.children.length ? el('p', {}, w('missing')) : el('p', {}, w('all_there')), list);
  }
  async function hand_in() {
    const whole = due().filter((one) => !missing(one).length);
    const open = due().length - whole.length;
    if (open) { say(open === 1 ? w('not_whole_one') : w('not_whole_many', { count: open })); document.getElementById('todo').scrollIntoView(); return; }
    const answers = {
      kind: 'wardroom-answers-1', round: kit.round, published: kit.published, scorer: kit.scorer.id,
      declared: kit.candidates.filter((one) => one.stance === 'undeclared').map((one) => ({
        candidate: one.id, recused: recused.has(one.id), why: (recused.get(one.id) || free.get(one.id) || ''),
      })),
      cards: [],
    };
    for (const one of whole) answers.cards.push(Object.assign({ candidate: one.id }, await seal(one.id, text(cards.get(one.id)))));
    // A card is taken once at the office, so a file that is damaged on its way must show.
    const lines = [answers.kind, answers.round, answers.published, answers.scorer]
      .concat(answers.declared.map((one) => [one.candidate, one.recused ? 1 : 0, one.why].join(':')))
      .concat(answers.cards.map((one) => [one.candidate, one.nonce, one.sealed, one.commitment].join(':')));
    answers.sum = hex(await crypto.subtle.digest('SHA-256', bytes.encode(lines.join('\n'))));
    save('answers-' + kit.scorer.id + '.json', answers);
    say(w('answers_saved'));
    document.dispatchEvent(new CustomEvent('wardroom-answers', { detail: JSON.stringify(answers) }));
  }
  async function save_draft() {
    await keeping;
    const all = { free: [...free], recused: [...recused] };
    const what = { kind: 'wardroom-draft-1', round: kit.round, scorer: kit.scorer.id, declared: await seal('declared', JSON.stringify(all)), cards: [] };
    for (const one of due()) what.cards.push(Object.assign({ candidate: one.id }, await seal(one.id, text(cards.get(one.id)))));
    save('draft-' + kit.scorer.id + '.json', what);
    say(w('draft_saved'));
  }
  begin();
})();
