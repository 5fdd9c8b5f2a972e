// A map on paper: one picture, since what the browser lays out anew for its paper no canvas follows.
// The button draws it for the paper, light and as a whole; the browser's own menu takes what is seen.
const PAPER = [1700, 930];
const VIEW_PADDING = [20, 20, 40, 20];

export class Printing {
  constructor(map) {
    this.map = map;
    addEventListener('beforeprint', () => this.before());
    addEventListener('afterprint', () => this.after());
    addEventListener('keydown', (event) => {
      if (event.key === 'p' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.print();
      }
    });
  }

  async print() {
    const { map } = this;
    const view = map.map.getView();
    const seen = [view.getCenter(), view.getResolution()];
    this.after();
    this.theme = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = 'light';
    map.map.setSize(PAPER);
    if (map.extent) view.fit(map.extent, { size: PAPER, padding: VIEW_PADDING });
    map.relook();
    await map.windows();
    await this.rested();
    this.picture = this.taken();
    map.map.updateSize();
    view.setCenter(seen[0]);
    view.setResolution(seen[1]);
    window.print();
  }

  rested() {
    return new Promise((then) => {
      this.map.map.once('rendercomplete', then);
      this.map.map.render();
    });
  }

  before() {
    this.picture ??= this.taken();
    this.map.root.querySelector('.map-stage').prepend(this.picture);
    this.folded = [...this.map.root.querySelectorAll('.map-legend details:not([open])')];
    this.folded.forEach((legend) => { legend.open = true; });
  }

  after() {
    this.picture?.remove();
    this.picture = null;
    this.folded?.forEach((legend) => { legend.open = false; });
    this.folded = null;
    if (this.theme) {
      document.documentElement.dataset.theme = this.theme;
      this.theme = null;
      this.map.relook();
    }
  }

  // All canvases one above the other, with scale and the tiles' owner. It is shown, never read: tiles of
  // another server may be in it.
  taken() {
    const { map } = this.map;
    const [width, height] = map.getSize();
    const canvases = [...map.getViewport().querySelectorAll('.ol-layers canvas')].filter((canvas) => canvas.width > 0);
    const ratio = devicePixelRatio || 1;
    const picture = document.createElement('canvas');
    picture.className = 'map-print';
    picture.width = width * ratio;
    picture.height = height * ratio;
    const pen = picture.getContext('2d');
    for (const canvas of canvases) {
      pen.globalAlpha = Number(getComputedStyle(canvas.parentNode).opacity) * Number(getComputedStyle(canvas).opacity);
      const placed = canvas.style.transform.match(/^matrix\((.*)\)$/);
      const at = placed ? placed[1].split(',').map(Number) : [parseFloat(canvas.style.width) / canvas.width || 1 / ratio, 0, 0, parseFloat(canvas.style.height) / canvas.height || 1 / ratio, 0, 0];
      pen.setTransform(...at.map((each) => each * ratio));
      pen.drawImage(canvas, 0, 0);
    }
    pen.globalAlpha = 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.letter(pen, width, height);
    return picture;
  }

  letter(pen, width, height) {
    const bar = this.map.root.querySelector('.ol-scale-line-inner');
    pen.font = '600 13px system-ui, sans-serif';
    pen.fillStyle = '#222';
    pen.strokeStyle = '#222';
    pen.lineWidth = 1.5;
    if (bar) {
      const long = parseFloat(bar.style.width);
      pen.beginPath();
      pen.moveTo(16, height - 22);
      pen.lineTo(16, height - 14);
      pen.lineTo(16 + long, height - 14);
      pen.lineTo(16 + long, height - 22);
      pen.stroke();
      pen.textAlign = 'center';
      pen.fillText(bar.textContent, 16 + long / 2, height - 20);
    }
    pen.textAlign = 'right';
    pen.fillText(this.map.root.querySelector('.ol-attribution ul')?.textContent ?? '', width - 12, height - 14);
  }
}
