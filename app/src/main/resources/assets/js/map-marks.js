// How each mark of Mark.java is drawn, in the colours of the theme that is on. Lamps differ in shape.
const { Style, Stroke, Fill, Text, Circle, RegularShape } = ol.style;

const LINES = {
  NATIONAL_ROAD: { colour: '--map-national', wide: [2.2, 6], casing: true, from: 0 },
  PROVINCIAL_ROAD: { colour: '--map-provincial', wide: [1.8, 5], casing: true, from: 0 },
  COUNTY_ROAD: { colour: '--map-county', wide: [1.3, 4], casing: true, from: 0 },
  TOWNSHIP_ROAD: { colour: '--map-township', wide: [0.7, 3], from: 0 },
  VILLAGE_ROAD: { colour: '--map-village', wide: [0.45, 2.2], from: 9.6 },
  CHOSEN_LINE: { colour: '--red', wide: [3.5, 7], casing: true, from: 0 },
};
const LAMPS = {
  LAMP_RED: { colour: '--lamp-red', points: 3 },
  LAMP_AMBER: { colour: '--lamp-amber', points: 4 },
  LAMP_GREEN: { colour: '--lamp-green', points: 0 },
  LAMP_BLUE: { colour: '--lamp-blue', points: 4, turned: true },
  LAMP_GREY: { colour: '--lamp-grey', points: 0, hollow: true },
};
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';

export class Marks {
  constructor(element) {
    this.element = element;
    this.refresh();
  }

  refresh() {
    this.theme = getComputedStyle(this.element);
    this.kept = new Map();
  }

  colour(name) {
    return this.theme.getPropertyValue(name).trim() || '#888';
  }

  // Styles are made once for a mark, a size and half a step of zoom.
  style(mark, feature, zoom, english) {
    const size = feature.get('size') || 1;
    const step = Math.round(zoom * 2) / 2;
    const named = mark !== 'RIVER' && NAMED[mark] && step >= NAMED[mark].from(size);
    const name = named ? (english && feature.get('english')) || feature.get('name') : '';
    const key = `${mark} ${size} ${step} ${name}`;
    let style = this.kept.get(key);
    if (style === undefined) {
      style = this.make(mark, size, step, name);
      this.kept.set(key, style);
    }
    return style;
  }

  // The letters along a line, apart from it: numbers of roads, names of rivers.
  letters(mark, feature, zoom) {
    const size = feature.get('size') || 1;
    const number = LETTERED[mark] && zoom >= LETTERED[mark] ? feature.get('short') : '';
    const name = mark === 'RIVER' && zoom >= NAMED.RIVER.from(size) ? feature.get('name') : '';
    if (!number && !name) return null;
    const key = `letters ${mark} ${size} ${number}${name}`;
    let style = this.kept.get(key);
    if (!style) {
      style = new Style({
        text: number
          ? new Text({ text: number, font: `600 11px ${FONT}`, fill: new Fill({ color: this.colour('--on-link') }), backgroundFill: new Fill({ color: this.colour(LINES[mark].colour) }), padding: [1, 3, 0, 3], overflow: false })
          : new Text({ text: name, placement: 'line', font: `italic ${size > 2 ? 14 : 12}px ${FONT}`, fill: new Fill({ color: this.colour('--map-water-name') }), stroke: this.halo(), maxAngle: 0.6 }),
      });
      this.kept.set(key, style);
    }
    return style;
  }

  make(mark, size, zoom, name) {
    if (LINES[mark]) return this.road(LINES[mark], zoom);
    if (LAMPS[mark]) return this.lamp(LAMPS[mark], name);
    switch (mark) {
      case 'COUNTY':
        return [
          new Style({ zIndex: 20, stroke: new Stroke({ color: this.colour('--map-border-halo'), width: 7 }) }),
          new Style({ zIndex: 21, stroke: new Stroke({ color: this.colour('--map-border'), width: 1.6, lineDash: [10, 4, 2, 4] }) }),
        ];
      case 'TOWN':
        return [new Style({ zIndex: 2, fill: new Fill({ color: this.colour('--map-land') }), stroke: new Stroke({ color: this.colour('--map-town-border'), width: 0.9, lineDash: [5, 4] }) })];
      case 'BUILT_UP':
        return [new Style({ zIndex: 5, fill: new Fill({ color: this.colour('--map-built') }) })];
      case 'RIVER':
        return this.river(size, zoom);
      case 'RAILWAY':
        return [
          new Style({ zIndex: 30, stroke: new Stroke({ color: this.colour('--map-rail'), width: 3 }) }),
          new Style({ zIndex: 31, stroke: new Stroke({ color: this.colour('--map-rail-gap'), width: 1.6, lineDash: [8, 8] }) }),
        ];
      case 'STATION':
        return [this.point(90, new RegularShape({ points: 4, angle: Math.PI / 4, radius: 6, fill: new Fill({ color: this.colour('--map-rail') }), stroke: new Stroke({ color: this.colour('--surface'), width: 1.5 }) }), name, 12)];
      case 'SEAT':
        return [this.point(100 + size, new Circle({ radius: size > 1 ? 5.5 : 3.5, fill: new Fill({ color: this.colour('--surface') }), stroke: new Stroke({ color: this.colour('--ink'), width: size > 1 ? 2.5 : 1.6 }) }), name, size > 1 ? 16 : 13, size > 1)];
      case 'BRIDGE':
        return [this.point(60, new RegularShape({ points: 4, angle: 0, radius: 6, fill: new Fill({ color: this.colour('--lamp-blue') }), stroke: new Stroke({ color: this.colour('--surface'), width: 1.2 }) }), name, 12)];
      case 'TUNNEL':
        return [this.point(60, new RegularShape({ points: 3, radius: 7, fill: new Fill({ color: this.colour('--ink') }), stroke: new Stroke({ color: this.colour('--surface'), width: 1.2 }) }), name, 12)];
      default:
        return [this.point(60, new Circle({ radius: 5, fill: new Fill({ color: this.colour('--link') }) }), name, 12)];
    }
  }

  road(line, zoom) {
    if (zoom < line.from) return null;
    const width = between(line.wide, zoom);
    const styles = [];
    if (line.casing && zoom >= 10) {
      styles.push(new Style({ zIndex: 40 + line.wide[1], stroke: new Stroke({ color: this.colour('--map-casing'), width: width + 1.8, lineCap: 'round', lineJoin: 'round' }) }));
    }
    styles.push(new Style({
      zIndex: 50 + line.wide[1],
      stroke: new Stroke({ color: this.colour(line.colour), width, lineCap: 'round', lineJoin: 'round' }),
    }));
    return styles;
  }

  river(size, zoom) {
    const width = between([[0.5, 2], [1.1, 4], [2.6, 10]][size - 1], zoom);
    return [new Style({
      zIndex: 10 + size,
      stroke: new Stroke({ color: this.colour('--map-water'), width, lineCap: 'round', lineJoin: 'round' }),
    })];
  }

  lamp(lamp, name) {
    const fill = new Fill({ color: this.colour(lamp.hollow ? '--surface' : lamp.colour) });
    const stroke = new Stroke({ color: this.colour(lamp.hollow ? lamp.colour : '--surface'), width: lamp.hollow ? 3 : 1.5 });
    const image = lamp.points
      ? new RegularShape({ points: lamp.points, radius: 8.5, angle: lamp.turned ? Math.PI / 4 : 0, fill, stroke })
      : new Circle({ radius: 7, fill, stroke });
    // A point has the image, a line or the border of an area the stroke.
    return [
      new Style({ zIndex: 70, stroke: new Stroke({ color: this.colour('--surface'), width: 7, lineCap: 'round', lineJoin: 'round' }) }),
      new Style({ zIndex: 71, stroke: new Stroke({ color: this.colour(lamp.colour), width: 4, lineCap: 'round', lineJoin: 'round', lineDash: lamp.hollow ? [8, 6] : undefined }) }),
      this.point(80, image, name, 12),
    ];
  }

  cluster(count) {
    return new Style({
      zIndex: 85,
      image: new Circle({ radius: 11 + Math.min(9, Math.log2(count) * 1.6), fill: new Fill({ color: this.colour('--surface') }), stroke: new Stroke({ color: this.colour('--link'), width: 2 }) }),
      text: new Text({ text: String(count), font: `600 12px ${FONT}`, fill: new Fill({ color: this.colour('--ink') }) }),
    });
  }

  drawn() {
    const stroke = new Stroke({ color: this.colour('--red'), width: 3 });
    return [
      new Style({ zIndex: 200, stroke, fill: new Fill({ color: this.colour('--map-drawn') }), image: new Circle({ radius: 7, fill: new Fill({ color: this.colour('--red') }), stroke: new Stroke({ color: this.colour('--surface'), width: 2 }) }) }),
      new Style({
        zIndex: 201,
        image: new Circle({ radius: 3.5, fill: new Fill({ color: this.colour('--surface') }), stroke: new Stroke({ color: this.colour('--red'), width: 1.5 }) }),
        geometry: (feature) => {
          const shape = feature.getGeometry();
          const type = shape.getType();
          if (type === 'LineString') return new ol.geom.MultiPoint(shape.getCoordinates());
          if (type === 'Polygon') return new ol.geom.MultiPoint(shape.getCoordinates()[0]);
          return undefined;
        },
      }),
    ];
  }

  chosen() {
    return new Style({ zIndex: 300, stroke: new Stroke({ color: this.colour('--focus'), width: 7 }), image: new Circle({ radius: 12, stroke: new Stroke({ color: this.colour('--focus'), width: 4 }) }) });
  }

  point(zIndex, image, name, size, bold) {
    return new Style({
      zIndex,
      image,
      text: name ? new Text({ text: name, font: `${bold ? 700 : 500} ${size}px ${FONT}`, offsetX: 9, offsetY: -8, textAlign: 'left', fill: new Fill({ color: this.colour('--ink') }), stroke: this.halo() }) : undefined,
    });
  }

  halo() {
    return new Stroke({ color: this.colour('--map-halo'), width: 3.5 });
  }

  // For the legend: the very colours, as SVG.
  swatch(mark) {
    const colour = (name) => this.colour(name);
    const svg = (inside) => `<svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">${inside}</svg>`;
    if (LINES[mark]) {
      const line = LINES[mark];
      return svg(`<path d="M1 7H25" stroke="${colour(line.colour)}" stroke-width="${Math.max(1.2, line.wide[1] * 0.75)}" fill="none"/>`);
    }
    if (LAMPS[mark]) {
      const { points, turned, hollow, colour: name } = LAMPS[mark];
      const paint = hollow ? `fill="none" stroke="${colour(name)}" stroke-width="2.4"` : `fill="${colour(name)}"`;
      if (points === 3) return svg(`<path d="M13 1L20 13H6Z" ${paint}/>`);
      if (points === 4) return svg(turned ? `<path d="M7.5 1.5h11v11h-11Z" ${paint}/>` : `<path d="M13 0L20 7L13 14L6 7Z" ${paint}/>`);
      return svg(`<circle cx="13" cy="7" r="5.5" ${paint}/>`);
    }
    switch (mark) {
      case 'COUNTY': return svg(`<path d="M1 7H25" stroke="${colour('--map-border-halo')}" stroke-width="6"/><path d="M1 7H25" stroke="${colour('--map-border')}" stroke-width="1.8" stroke-dasharray="8 3 2 3"/>`);
      case 'TOWN': return svg(`<path d="M1 7H25" stroke="${colour('--map-town-border')}" stroke-width="1.4" stroke-dasharray="4 3"/>`);
      case 'BUILT_UP': return svg(`<path d="M3 2H23V12H3Z" fill="${colour('--map-built')}"/>`);
      case 'RIVER': return svg(`<path d="M1 9C8 1 16 13 25 5" stroke="${colour('--map-water')}" stroke-width="3" fill="none"/>`);
      case 'RAILWAY': return svg(`<path d="M1 7H25" stroke="${colour('--map-rail')}" stroke-width="3.4"/><path d="M1 7H25" stroke="${colour('--map-rail-gap')}" stroke-width="1.8" stroke-dasharray="5 5"/>`);
      case 'STATION': return svg(`<path d="M8 2H18V12H8Z" fill="${colour('--map-rail')}"/>`);
      case 'SEAT': return svg(`<circle cx="13" cy="7" r="4" fill="${colour('--surface')}" stroke="${colour('--ink')}" stroke-width="1.8"/>`);
      case 'BRIDGE': return svg(`<path d="M13 1L19 7L13 13L7 7Z" fill="${colour('--lamp-blue')}"/>`);
      case 'TUNNEL': return svg(`<path d="M13 1L20 13H6Z" fill="${colour('--ink')}"/>`);
      default: return svg(`<circle cx="13" cy="7" r="5" fill="${colour('--link')}"/>`);
    }
  }
}

// From which zoom on a thing is named; larger things earlier.
const NAMED = {
  SEAT: { from: (size) => (size > 1 ? 0 : 9) },
  RIVER: { from: (size) => (size === 3 ? 9.5 : size === 2 ? 11 : 99) },
  STATION: { from: () => 11 },
  BRIDGE: { from: () => 13.5 },
  TUNNEL: { from: () => 12 },
  LAMP_RED: { from: () => 13 }, LAMP_AMBER: { from: () => 13 }, LAMP_GREEN: { from: () => 14 }, LAMP_BLUE: { from: () => 14 }, LAMP_GREY: { from: () => 14 },
};
const LETTERED = { CHOSEN_LINE: 0.1, NATIONAL_ROAD: 9, PROVINCIAL_ROAD: 9.5, COUNTY_ROAD: 11, TOWNSHIP_ROAD: 13, VILLAGE_ROAD: 14.5 };

function between([low, high], zoom) {
  const share = Math.min(1, Math.max(0, (zoom - 9) / 6));
  return low + (high - low) * share;
}
