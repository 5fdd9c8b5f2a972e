// What stands beside the canvas: legend with switches, the panel of what was clicked, the list of what
// is in view (the same without a map), the months.
const MOST_LISTED = 200;

const sheet = document.querySelector('link[rel=icon]')?.href.replace('mark.svg', 'icons.svg');

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Legend {
  constructor(map) {
    this.map = map;
    this.box = map.root.querySelector('.map-legend');
    this.folded = !map.root.classList.contains('whole') || matchMedia('(max-width: 45rem)').matches;
  }

  show() {
    const { map } = this;
    const open = this.box.querySelector('details')?.open ?? !this.folded;
    const details = element('details');
    details.open = open;
    details.append(element('summary', '', map.words.layers));
    for (const { layer, drawn, source, windowed } of map.layers.values()) {
      if (source && source.isEmpty() && !windowed) continue;
      const group = element('div', 'map-group');
      group.append(this.tick(layer.label, drawn.getVisible(), (on) => map.toggle(layer, null, on), 'map-name'));
      const present = source ? new Set(source.getFeatures().map((feature) => feature.get('sort'))) : new Set();
      for (const sort of layer.sorts.filter(({ id }) => windowed || present.has(id))) {
        const row = this.tick(sort.label, !map.hidden.has(`${layer.id} ${sort.id}`), (on) => map.toggle(layer, sort.id, on), 'map-sort');
        const swatch = element('span', 'map-swatch');
        swatch.innerHTML = map.marks.swatch(sort.mark);
        row.querySelector('input').after(swatch);
        group.append(row);
      }
      details.append(group);
    }
    this.box.replaceChildren(details);
  }

  tick(text, on, deed, className) {
    const label = element('label', className);
    const box = element('input');
    box.type = 'checkbox';
    box.checked = on;
    box.addEventListener('change', () => deed(box.checked));
    label.append(box, element('span', '', text));
    return label;
  }
}

export class Panel {
  constructor(map) {
    this.map = map;
    this.box = map.root.querySelector('.map-panel');
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  async open(feature, from) {
    this.from = from;
    this.map.choose(feature);
    const shut = element('button', 'map-tool map-shut');
    shut.type = 'button';
    shut.setAttribute('aria-label', this.map.words.close);
    shut.append(icon('x'));
    shut.addEventListener('click', () => this.close());
    const inside = element('div', 'map-panel-inside', feature.get('name') || '');
    this.box.replaceChildren(shut, inside);
    this.box.hidden = false;
    const answer = await fetch(feature.get('panel'), { headers: { accept: 'text/html' } });
    // A fragment of our own server; a sign-in page in its place would be a redirect.
    if (answer.ok && !answer.redirected) inside.innerHTML = await answer.text();
    else inside.textContent = this.map.words.failed;
    if (from) this.box.querySelector('a, button')?.focus();
  }

  close() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.map.choose(null);
    this.from?.focus();
  }
}

export class List {
  constructor(map) {
    this.map = map;
    this.details = map.root.querySelector('.map-list');
    this.details.addEventListener('toggle', () => this.show());
    map.map.on('moveend', () => this.later());
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), 150);
  }

  show() {
    const { map } = this;
    if (!this.details.open) return;
    const extent = map.map.getView().calculateExtent(map.map.getSize());
    const rows = [];
    for (const { layer, drawn, source, marks } of map.layers.values()) {
      if (!source || !drawn.getVisible()) continue;
      source.forEachFeatureIntersectingExtent(extent, (feature) => {
        if (feature.get('name') && map.visible(layer, feature)) rows.push({ feature, kind: marks[feature.get('sort')]?.label ?? layer.label });
      });
    }
    rows.sort((a, b) => Boolean(b.feature.get('panel')) - Boolean(a.feature.get('panel')) || a.feature.get('name').localeCompare(b.feature.get('name'), 'zh-CN', { numeric: true }));
    const table = element('table', 'table');
    const head = element('tr');
    for (const word of ['list.name', 'list.kind', 'list.note']) {
      const cell = element('th', '', map.words[word]);
      cell.scope = 'col';
      head.append(cell);
    }
    const thead = element('thead');
    thead.append(head);
    const body = element('tbody');
    for (const { feature, kind } of rows.slice(0, MOST_LISTED)) {
      const row = element('tr');
      const name = element('td');
      if (feature.get('panel')) {
        const open = element('button', 'bare', feature.get('name'));
        open.type = 'button';
        open.addEventListener('click', () => map.panel.open(feature, open));
        name.append(open);
      } else {
        name.textContent = feature.get('name');
      }
      row.append(name, element('td', '', kind), element('td', '', feature.get('note') || ''));
      body.append(row);
    }
    table.append(thead, body);
    const more = rows.length > MOST_LISTED ? [element('p', 'note', map.words['list.more'].replace('{0}', rows.length - MOST_LISTED))] : [];
    this.details.querySelector('div').replaceChildren(table, ...more);
  }
}

export class TimeSlider {
  constructor(map) {
    this.map = map;
    this.box = map.root.querySelector('.map-time');
  }

  show() {
    const months = new Set();
    for (const { layer, source } of this.map.layers.values()) {
      if (layer.timed) source.forEachFeature((feature) => { if (feature.get('month')) months.add(feature.get('month')); });
    }
    if (months.size < 2) return;
    const all = every([...months].sort());
    const range = element('input');
    range.type = 'range';
    range.max = String(all.length - 1);
    range.value = range.max;
    range.id = `${this.map.root.id}-month`;
    const label = element('label', '', this.map.words.month);
    label.htmlFor = range.id;
    const said = element('output', '', this.map.words['all-months']);
    const set = () => {
      const last = Number(range.value) === all.length - 1;
      said.textContent = last ? `${all.at(-1)} · ${this.map.words['all-months']}` : all[range.value];
      range.setAttribute('aria-valuetext', said.textContent);
      this.map.setMonth(last ? null : all[range.value]);
    };
    range.addEventListener('input', set);
    this.box.replaceChildren(label, range, said);
    this.box.hidden = false;
    set();
  }
}

function every(months) {
  const all = [];
  let [year, month] = months[0].split('-').map(Number);
  for (let at = months[0]; at <= months.at(-1); at = `${year}-${String(month).padStart(2, '0')}`) {
    all.push(at);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return all;
}
