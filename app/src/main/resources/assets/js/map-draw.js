// Drawing into a form's field, and measuring. The field is an ordinary one: without script one types
// GeoJSON into it.
const TYPES = { POINT: 'Point', LINE: 'LineString', AREA: 'Polygon' };

export class Drawing {
  constructor(map, { field, kind }) {
    this.map = map;
    this.type = TYPES[kind];
    this.field = map.root.closest('form').elements[field];
  }

  begin() {
    const { map } = this;
    this.source = new ol.source.Vector();
    map.map.addLayer(new ol.layer.Vector({ zIndex: 300, source: this.source, style: () => map.marks.drawn() }));
    this.bar();
    this.read();
    if (!this.source.isEmpty()) {
      map.map.getView().fit(this.source.getExtent(), { padding: [50, 50, 50, 50], maxZoom: 16 });
    }
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
      made.textContent = this.map.words[word];
      made.addEventListener('click', deed);
      bar.append(made);
    };
    button('redraw', () => {
      this.source.clear();
      this.draw();
    });
    button('undo', () => this.undo());
  }

  draw() {
    this.stop();
    this.map.busy = true;
    this.drawing = new ol.interaction.Draw({ source: this.source, type: this.type });
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
    if (this.drawing) this.drawing.removeLastPoint();
    else if (this.before) {
      this.field.value = this.before;
      this.before = null;
      this.read();
    }
  }

  read() {
    this.source.clear();
    try {
      const shape = this.map.format.readGeometry(JSON.parse(this.field.value));
      if (shape.getType() === this.type) this.source.addFeature(new ol.Feature(shape));
    } catch {
      // The server says what is wrong with it.
    }
    this.tell();
  }

  write() {
    const shape = this.source.getFeatures()[0]?.getGeometry();
    this.before = this.field.value;
    this.field.value = shape ? this.map.format.writeGeometry(shape, { decimals: 6, rightHanded: true }) : '';
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
    this.tell();
  }

  tell() {
    const shape = this.source.getFeatures()[0]?.getGeometry();
    this.map.say(shape ? size(shape) : '');
  }
}

export function measuring(map, type) {
  const source = new ol.source.Vector();
  const layer = new ol.layer.Vector({ zIndex: 350, source, style: () => map.marks.drawn() });
  const draw = new ol.interaction.Draw({ source, type });
  draw.on('drawstart', ({ feature }) => {
    source.clear();
    feature.getGeometry().on('change', ({ target }) => map.say(size(target)));
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

// On the sphere, which is within half a per cent of the ellipsoid that the server reckons on.
function size(shape) {
  if (shape.getType() === 'Point') return '';
  if (shape.getType() === 'Polygon') {
    const area = ol.sphere.getArea(shape);
    return area > 1e6 ? `${(area / 1e6).toFixed(3)} km²` : `${Math.round(area).toLocaleString('en')} m²`;
  }
  const length = ol.sphere.getLength(shape);
  return length > 10000 ? `${(length / 1000).toFixed(3)} km` : `${Math.round(length).toLocaleString('en')} m`;
}
