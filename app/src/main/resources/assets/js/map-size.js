// How long and how large, on the ellipsoid of CGCS2000 as the server reckons (cn.tongtu.engine.geo), and
// coordinates as one types them.
const MAJOR = 6378137;
const FLAT = 1 / 298.257222101;
const E2 = FLAT * (2 - FLAT);
const DEGREE = Math.PI / 180;
const MU = 10000 / 15;

function metres([lon, lat], [otherLon, otherLat]) {
  const phi = ((lat + otherLat) / 2) * DEGREE;
  const w = 1 - E2 * Math.sin(phi) ** 2;
  const east = (otherLon - lon) * DEGREE * MAJOR * Math.cos(phi) / Math.sqrt(w);
  const north = (otherLat - lat) * DEGREE * MAJOR * (1 - E2) / (w * Math.sqrt(w));
  return Math.hypot(east, north);
}

// The land between the equator and a latitude, one degree wide.
function zone(lat) {
  const e = Math.sqrt(E2);
  const sin = Math.sin(lat * DEGREE);
  return DEGREE * MAJOR * MAJOR * (1 - E2) / 2 * (sin / (1 - E2 * sin * sin) + Math.log((1 + e * sin) / (1 - e * sin)) / (2 * e));
}

export function lengthOf(line) {
  return line.slice(1).reduce((sum, at, i) => sum + metres(line[i], at), 0);
}

// Of a ring whose last position is its first again.
export function areaOf(ring) {
  return Math.abs(ring.slice(1).reduce((sum, at, i) => sum + (ring[i][0] + at[0]) / 2 * (zone(at[1]) - zone(ring[i][1])), 0));
}

const said = (value, digits) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

// Of a shape in degrees.
export function size(shape, mu) {
  const at = shape.getCoordinates();
  switch (shape.getType()) {
    case 'Polygon': {
      const area = areaOf(at[0]);
      return `${area < 1e6 ? `${said(area, 0)} m²` : `${said(area / 1e6, 3)} km²`} · ${said(area / MU, 2)} ${mu}`;
    }
    case 'LineString': {
      const length = lengthOf(at);
      return length < 10000 ? `${said(length, 0)} m` : `${said(length / 1000, 3)} km`;
    }
    default:
      return written(shape);
  }
}

function positions(shape) {
  const at = shape.getCoordinates();
  return { Point: () => [at], LineString: () => at, Polygon: () => at[0].slice(0, -1) }[shape.getType()]();
}

export function written(shape) {
  return positions(shape).map((at) => at.map((degrees) => degrees.toFixed(6)).join(', ')).join('\n');
}

// A shape out of what was typed; null while it is none. What is wrong with it the server says.
export function typed(text, type) {
  const at = text.trim().split(/[\r\n;；]+/).filter((line) => line.trim()).map((line) => line.trim().split(/[\s,，、]+/).map(Number));
  if (at.some((pair) => pair.length !== 2 || !pair.every(Number.isFinite))) return null;
  if (type === 'Point') return at.length === 1 ? new ol.geom.Point(at[0]) : null;
  if (type === 'LineString') return at.length > 1 ? new ol.geom.LineString(at) : null;
  return at.length > 2 ? new ol.geom.Polygon([[...at, at[0]]]) : null;
}
