// A layer with many features is asked for what lies in a window, thinned for its zoom. The window is
// larger than what is seen, so that short moves ask for nothing, and lies on a grid, so that the same
// one is asked for again and the browser knows the answer.
const VIEW = 'EPSG:3857';
const ROUND_ABOUT = 0.4;
const MOVING = 200;

export class Windowed {
  constructor(map, layer, fill) {
    this.map = map;
    this.layer = layer;
    this.fill = fill;
    this.all = ol.proj.transformExtent(layer.within, map.data, VIEW);
    this.has = null;
    map.map.on('moveend', () => this.show());
    map.map.getView().on('change:center', () => {
      this.waiting ??= setTimeout(() => {
        this.waiting = null;
        // While one zooms the next moment would ask for something else again.
        if (this.has?.zoom === this.zoom()) this.show();
      }, MOVING);
    });
  }

  zoom() {
    return Math.min(19, Math.max(0, Math.ceil(this.map.map.getView().getZoom() - 0.01)));
  }

  seen() {
    return ol.extent.getIntersection(this.map.map.getView().calculateExtent(this.map.map.getSize()), this.all);
  }

  // What is finer than needed will do, unless it is much finer.
  suffices(seen, zoom) {
    return this.has && this.has.zoom >= zoom && this.has.zoom <= zoom + 2 && ol.extent.containsExtent(this.has.extent, seen);
  }

  async show() {
    if (!this.map.placed || !this.map.map.getSize() || !this.map.layers.get(this.layer.id).drawn.getVisible()) return;
    const seen = this.seen();
    const zoom = this.zoom();
    if (ol.extent.isEmpty(seen) || this.suffices(seen, zoom)) return;
    const extent = this.around(seen, zoom);
    if (this.asked && this.asked.zoom === zoom && ol.extent.equals(this.asked.extent, extent)) {
      await this.asked.answered;
      return;
    }
    this.asked?.stop.abort();
    const asked = { zoom, extent, stop: new AbortController() };
    this.asked = asked;
    asked.answered = this.ask(asked);
    await asked.answered;
    if (this.asked === asked) this.asked = null;
  }

  around(seen, zoom) {
    const cell = (2 * Math.PI * 6378137) / 2 ** zoom;
    const [west, south, east, north] = ol.extent.buffer(seen, Math.max(ol.extent.getWidth(seen), ol.extent.getHeight(seen)) * ROUND_ABOUT);
    const snapped = [Math.floor(west / cell) * cell, Math.floor(south / cell) * cell, Math.ceil(east / cell) * cell, Math.ceil(north / cell) * cell];
    return ol.extent.getIntersection(snapped, this.all);
  }

  async ask({ zoom, extent, stop }) {
    const box = ol.proj.transformExtent(extent, VIEW, this.map.data).map((degrees) => degrees.toFixed(6));
    try {
      const answer = await fetch(`${this.layer.url}?bbox=${box}&zoom=${zoom}`, { headers: { accept: 'application/json' }, signal: stop.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const features = this.map.format.readFeatures(await answer.json());
      if (stop.signal.aborted) return;
      this.has = { zoom, extent };
      this.fill(features);
      this.map.list?.later();
    } catch (failed) {
      // What was there stays; the next move asks again.
      if (!stop.signal.aborted) this.map.say(`${this.layer.label}：${this.map.words.failed}`);
    }
  }
}
