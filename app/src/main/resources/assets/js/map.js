// The map component: reads what MapView.java wrote into data-map and draws it with OpenLayers.
import { Marks } from './map-marks.js';
import { dataProjection } from './map-place.js';
import { Drawing, measuring, stopped } from './map-draw.js';
import { Windowed } from './map-window.js';
import { Printing } from './map-print.js';
import { Legend, List, Panel, TimeSlider, icon } from './map-parts.js';

const VIEW = 'EPSG:3857';
const AREAS = ['Polygon', 'MultiPolygon'];
const LINES = ['LineString', 'MultiLineString'];
const POINTS = ['Point', 'MultiPoint'];
const base = fetch('/map/base.json').then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));

class TongtuMap {
  constructor(root, settings) {
    this.root = root;
    this.view = JSON.parse(root.dataset.map);
    this.words = this.view.words;
    this.english = document.documentElement.lang === 'en';
    this.marks = new Marks(root);
    this.data = dataProjection(settings.gcj02);
    this.format = new ol.format.GeoJSON({ dataProjection: this.data, featureProjection: VIEW });
    this.hidden = new Set();
    this.month = null;
    this.layers = new Map();
    this.map = new ol.Map({
      target: root.querySelector('.map-canvas'),
      controls: ol.control.defaults.defaults({ zoom: false, rotate: false, attribution: true }).extend([new ol.control.ScaleLine({ minWidth: 80 })]),
      interactions: ol.interaction.defaults.defaults({ altShiftDragRotate: false, pinchRotate: false }),
      view: new ol.View({ center: ol.proj.fromLonLat([105, 35]), zoom: 5, minZoom: 4, maxZoom: 19, constrainResolution: false, enableRotation: false }),
      keyboardEventTarget: root.querySelector('.map-canvas'),
      moveTolerance: 3,
    });
    root.tongtuMap = this;
    if (settings.url) this.addTiles(settings);
    this.loading = Promise.all(this.view.layers.map((layer, at) => this.add(layer, at)));
    this.panel = new Panel(this);
    this.legend = new Legend(this);
    this.list = new List(this);
    this.time = new TimeSlider(this);
    this.tools();
    if (this.view.drawing) this.drawing = new Drawing(this, this.view.drawing);
    this.loading.then(() => this.loaded());
    this.map.on('singleclick', (event) => this.clicked(event));
    this.map.on('pointermove', (event) => {
      if (!event.dragging) this.map.getTargetElement().style.cursor = this.at(event.pixel) ? 'pointer' : '';
    });
    document.addEventListener('look', () => this.relook());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.relook());
    this.printing = new Printing(this);
  }

  addTiles({ url, attribution }) {
    const source = new ol.source.XYZ({ url, attributions: attribution || undefined, maxZoom: 18 });
    this.map.addLayer(new ol.layer.Tile({ zIndex: 0, className: 'map-tiles', source }));
    // A tile may be missing here and there; a server of which nothing comes is away.
    let come = 0, failed = 0;
    source.on('tileloadend', () => { come += 1; });
    source.on('tileloaderror', () => {
      failed += 1;
      if (failed === 3 && !come) this.say(this.words['tiles-failed']);
    });
  }

  async add(layer, at) {
    if (layer.picture) {
      const where = ol.proj.transformExtent(layer.picture, this.data, VIEW);
      const drawn = new ol.layer.Image({ zIndex: 2, className: 'map-relief', source: new ol.source.ImageStatic({ url: layer.url, imageExtent: where, projection: VIEW }) });
      this.layers.set(layer.id, { layer, drawn });
      drawn.setVisible(layer.shown);
      this.map.addLayer(drawn);
      return;
    }
    const source = new ol.source.Vector();
    const lettered = new ol.source.Vector();
    const marks = Object.fromEntries(layer.sorts.map((sort) => [sort.id, sort]));
    const style = (feature, resolution) => this.styleOf(layer, marks, feature, resolution);
    const shown = layer.clustered
      ? new ol.source.Cluster({ distance: 42, minDistance: 18, source, geometryFunction: (feature) => (this.visible(layer, feature) ? feature.getGeometry() : null) })
      : source;
    const drawn = new ol.layer.Group();
    const part = (zIndex, className, parts, of) => {
      // Lines and land are drawn once into a picture, half as large again as the map; while one moves
      // the picture moves, and is drawn anew when one rests. Points are few or clustered.
      const Kind = parts && parts !== POINTS ? ol.layer.VectorImage : ol.layer.Vector;
      const made = new Kind({
        zIndex,
        className,
        source: of,
        style,
        imageRatio: 1.5,
        renderBuffer: 60,
        // Names give way to what lies above, and to each other.
        declutter: 'names',
      });
      if (parts) {
        made.setStyle((feature, resolution) => (parts.includes(feature.getGeometry().getType()) ? style(feature, resolution) : null));
      }
      drawn.getLayers().push(made);
    };
    if (layer.clustered) {
      part(200 + at, 'map-points', null, shown);
      drawn.getLayers().item(0).setStyle((feature, resolution) => this.clusterStyle(feature, style, resolution));
    } else {
      // Land below the relief, lines above it, points and their names above all.
      part(1, 'map-land', AREAS, shown);
      part(10 + at, 'map-lines', LINES, shown);
      part(200 + at, 'map-points', POINTS, shown);
      part(100 + at, 'map-points', null, lettered);
      drawn.getLayers().item(3).setStyle((feature, resolution) => this.lettersOf(layer, marks, feature, resolution));
    }
    drawn.setVisible(layer.shown);
    const fill = (features) => {
      source.clear(true);
      source.addFeatures(features);
      lettered.clear(true);
      lettered.addFeatures(features.filter((feature) => LINES.includes(feature.getGeometry().getType()) && (feature.get('short') || feature.get('size'))));
    };
    const windowed = layer.within ? new Windowed(this, layer, fill) : null;
    this.layers.set(layer.id, { layer, drawn, source, marks, windowed });
    this.map.addLayer(drawn);
    if (windowed) return;
    try {
      const answer = await fetch(layer.url, { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      fill(this.format.readFeatures(await answer.json()));
    } catch (failed) {
      this.say(`${layer.label}：${this.words.failed}`);
    }
  }

  visible(layer, feature) {
    const month = feature.get('month');
    return !this.hidden.has(`${layer.id} ${feature.get('sort')}`) && !(layer.timed && this.month && month && month > this.month);
  }

  styleOf(layer, marks, feature, resolution) {
    if (!this.visible(layer, feature)) return null;
    const sort = marks[feature.get('sort')];
    return sort ? this.marks.style(sort.mark, feature, this.map.getView().getZoomForResolution(resolution), this.english) : null;
  }

  lettersOf(layer, marks, feature, resolution) {
    const sort = marks[feature.get('sort')];
    return sort && this.visible(layer, feature) ? this.marks.letters(sort.mark, feature, this.map.getView().getZoomForResolution(resolution)) : null;
  }

  clusterStyle(feature, style, resolution) {
    const inside = feature.get('features');
    return inside.length > 1 ? this.marks.cluster(inside.length) : style(inside[0], resolution);
  }

  async loaded() {
    const focus = this.layers.get(this.view.focus) ?? [...this.layers.values()].find(({ source }) => source);
    this.extent = focus?.windowed?.all ?? (focus && !focus.source.isEmpty() ? focus.source.getExtent() : null);
    if (!this.view.focus && this.extent) {
      const county = focus.source.getFeatures().find((feature) => feature.get('sort') === 'COUNTY');
      this.extent = county?.getGeometry().getExtent() ?? this.extent;
    }
    this.legend.show();
    this.whole(0);
    this.placed = true;
    await this.windows();
    this.list.show();
    this.time.show();
    this.drawing?.begin();
    this.root.dataset.ready = 'true';
  }

  // All that is asked for by window, as far as it is seen.
  windows() {
    return Promise.all([...this.layers.values()].map(({ windowed }) => windowed?.show()));
  }

  whole(duration = 250) {
    // Beside an open legend, where there is room for both.
    const legend = this.root.querySelector('.map-legend details[open]')?.offsetWidth ?? 0;
    const right = this.map.getSize()?.[0] > 900 ? legend + 28 : 28;
    if (this.extent) this.map.getView().fit(this.extent, { padding: [28, right, 36, 28], maxZoom: 15, duration });
  }

  tools() {
    const bar = this.root.querySelector('.map-tools');
    const button = (name, mark, deed, toggles) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = 'map-tool';
      made.title = this.words[name];
      made.dataset.deed = name;
      made.setAttribute('aria-label', this.words[name]);
      if (toggles) made.setAttribute('aria-pressed', 'false');
      made.append(icon(mark));
      made.addEventListener('click', () => deed(made));
      bar.append(made);
      return made;
    };
    const zoom = (by) => this.map.getView().animate({ zoom: this.map.getView().getZoom() + by, duration: 180 });
    button('in', 'plus', () => zoom(1));
    button('out', 'minus', () => zoom(-1));
    button('whole', 'focus-centered', () => this.whole());
    if (!this.view.drawing) {
      button('measure-length', 'ruler-2', (pressed) => this.measure('LineString', pressed), true);
      button('measure-area', 'polygon', (pressed) => this.measure('Polygon', pressed), true);
    }
    button('full', 'maximize', () => (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen()));
    if (!this.view.drawing) button('print', 'printer', () => this.printing.print());
  }

  measure(type, pressed) {
    const was = pressed.getAttribute('aria-pressed') === 'true';
    this.root.querySelectorAll('.map-tool[aria-pressed]').forEach((tool) => tool.setAttribute('aria-pressed', 'false'));
    stopped(this);
    if (!was) {
      pressed.setAttribute('aria-pressed', 'true');
      measuring(this, type);
    }
  }

  at(pixel) {
    if (this.busy) return null;
    return this.map.forEachFeatureAtPixel(pixel, (feature) => {
      const inside = feature.get('features');
      return (inside && inside.length > 1) || (inside ? inside[0] : feature).get('panel') ? feature : undefined;
    }, { hitTolerance: 5 });
  }

  clicked(event) {
    const found = this.at(event.pixel);
    if (!found) {
      if (!this.busy) this.panel.close();
      return;
    }
    const inside = found.get('features');
    if (inside && inside.length > 1) {
      this.map.getView().fit(ol.extent.boundingExtent(inside.map((each) => each.getGeometry().getCoordinates())), { padding: [60, 60, 60, 60], maxZoom: 17, duration: 250 });
    } else {
      this.panel.open(inside ? inside[0] : found);
    }
  }

  choose(feature) {
    this.chosen ??= new ol.layer.Vector({ zIndex: 400, source: new ol.source.Vector(), style: () => this.marks.chosen() });
    if (!this.chosen.getMapInternal()) this.map.addLayer(this.chosen);
    this.chosen.getSource().clear();
    if (feature) this.chosen.getSource().addFeature(new ol.Feature(feature.getGeometry().clone()));
  }

  toggle(layer, sort, on) {
    if (sort) {
      this.hidden[on ? 'delete' : 'add'](`${layer.id} ${sort}`);
    } else {
      this.layers.get(layer.id).drawn.setVisible(on);
      this.layers.get(layer.id).windowed?.show();
    }
    this.redraw();
  }

  setMonth(month) {
    this.month = month;
    this.redraw();
  }

  redraw() {
    for (const { layer, drawn, source } of this.layers.values()) {
      if (layer.picture) continue;
      if (layer.clustered) source.changed();
      drawn.getLayers().forEach((each) => each.changed());
    }
    this.list?.later();
  }

  relook() {
    this.marks.refresh();
    this.legend.show();
    this.redraw();
  }

  say(text) {
    this.root.querySelector('.map-said').textContent = text;
  }
}

const settings = await base;
document.querySelectorAll('[data-map]').forEach((root) => new TongtuMap(root, settings));
