// Drawing into a form's field, and measuring. The field is an ordinary one: without script, or with the
// keyboard alone, one types a position a line into it, and the map follows.
import { size, typed, written } from './map-size.js';

const VIEW = 'EPSG:3857';
const TYPES = { POINT: 'Point', LINE: 'LineString', AREA: 'Polygon' };

export class Drawing {
  constructor(map, { field, kind }) {
    this.map = map;
    this.type = TYPES[kind];
    this.field = map.root.closest('form').elements[field];
    this.before = [];
  }

  begin() {
    const { map } = this;
    this.source = new ol.source.Vector();
    map.map.addLayer(new ol.layer.Vector({ zIndex: 300, className: 'map-drawing', source: this.source, style: () => map.marks.drawn() }));
    this.bar();
    this.read();
    const modify = new ol.interaction.Modify({ source: this.source, pixelTolerance: 12, style: null });
    modify.on('modifyend', () => this.write());
    map.map.addInteraction(modify);
    map.map.addInteraction(new ol.interaction.Snap({ source: map.layers.get(map.view.focus)?.source ?? this.source, pixelTolerance: 10 }));
    this.field.addEventListener('change', () => this.read());
    if (this.source.isEmpty()) this.draw();
  }

  bar() {
    const bar = this.map.root.querySelector('.map-tools');
    const button = (word, deed) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = 'map-tool map-word';
      made.dataset.deed = word;
      made.textContent = this.map.words[word];
      made.addEventListener('click', deed);
      bar.append(made);
    };
    button('redraw', () => {
      this.source.clear();
      this.draw();
    });
    button('undo', () => this.undo());
    button('delete', () => {
      this.stop();
      this.source.clear();
      this.write();
    });
  }

  draw() {
    this.stop();
    this.map.busy = true;
    this.drawing = new ol.interaction.Draw({ source: this.source, type: this.type, style: () => this.map.marks.drawn() });
    this.drawing.on('drawend', () => setTimeout(() => {
      this.stop();
      this.write();
    }));
    this.map.map.addInteraction(this.drawing);
  }

  stop() {
    if (this.drawing) this.map.map.removeInteraction(this.drawing);
    this.drawing = null;
    this.map.busy = false;
  }

  undo() {
    if (this.drawing && this.type !== 'Point') this.drawing.removeLastPoint();
    else if (this.before.length) {
      this.stop();
      this.field.value = this.before.pop();
      this.read();
    }
  }

  read() {
    this.source.clear();
    let shape = null;
    try {
      shape = this.field.value.trim().startsWith('{')
        ? this.map.format.readGeometry(JSON.parse(this.field.value))
        : typed(this.field.value, this.type)?.transform(this.map.data, VIEW);
    } catch {
      // The server says what is wrong with it.
    }
    if (shape?.getType() === this.type) {
      this.stop();
      this.source.addFeature(new ol.Feature(shape));
      const { map } = this.map;
      const extent = shape.getExtent();
      if (!ol.extent.containsExtent(map.getView().calculateExtent(map.getSize()), extent) || !this.shown) {
        map.getView().fit(extent, { padding: [50, 50, 50, 50], maxZoom: 16 });
      }
      this.shown = true;
    }
    this.tell();
  }

  // In degrees, where it truly is.
  shape() {
    const drawn = this.source.getFeatures()[0]?.getGeometry().clone().transform(VIEW, this.map.data);
    // To the digits that are sent, so that what is told here is what the server will tell.
    return drawn && typed(written(drawn), this.type);
  }

  write() {
    const shape = this.shape();
    this.before.push(this.field.value);
    this.field.value = shape ? written(shape) : '';
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
    this.tell();
  }

  tell() {
    const shape = this.shape();
    this.map.say(shape ? size(shape, this.map.words.mu) : '');
  }
}

export function measuring(map, type) {
  const source = new ol.source.Vector();
  const layer = new ol.layer.Vector({ zIndex: 350, className: 'map-drawing', source, style: () => map.marks.drawn() });
  const draw = new ol.interaction.Draw({ source, type, style: () => map.marks.drawn() });
  draw.on('drawstart', ({ feature }) => {
    source.clear();
    feature.getGeometry().on('change', ({ target }) => map.say(size(target.clone().transform(VIEW, map.data), map.words.mu)));
  });
  map.busy = true;
  map.measured = { layer, draw };
  map.map.addLayer(layer);
  map.map.addInteraction(draw);
}

export function stopped(map) {
  if (!map.measured) return;
  map.map.removeInteraction(map.measured.draw);
  map.map.removeLayer(map.measured.layer);
  map.measured = null;
  map.busy = false;
  map.say('');
}
