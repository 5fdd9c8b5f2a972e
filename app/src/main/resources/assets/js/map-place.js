// Where things stand. Data are in longitude and latitude of CGCS2000; some tiles of China are shifted
// (GCJ-02). Then everything is shifted on its way onto the map and back on its way out, here only.
const MAJOR = 6378245;
const E2 = 0.00669342162296594323;
const { sin, cos, sqrt, abs, PI } = Math;

function east(x, y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves(20, x, 6, 2) + ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 + ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
}

function north(x, y) {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves(20, x, 6, 2) + ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 + ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
}

function waves(high, x, first, second) {
  return ((high * sin(first * x * PI) + high * sin(second * x * PI)) * 2) / 3;
}

export function shifted([lon, lat]) {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lon, lat];
  const x = lon - 105;
  const y = lat - 35;
  const phi = (lat / 180) * PI;
  const magic = 1 - E2 * sin(phi) * sin(phi);
  const root = sqrt(magic);
  return [
    lon + (east(x, y) * 180) / ((MAJOR / root) * cos(phi) * PI),
    lat + (north(x, y) * 180) / (((MAJOR * (1 - E2)) / (magic * root)) * PI),
  ];
}

// Found by nearing: six rounds are well under a centimetre.
export function unshifted([lon, lat]) {
  let here = [lon, lat];
  for (let round = 0; round < 6; round++) {
    const there = shifted(here);
    here = [here[0] - (there[0] - lon), here[1] - (there[1] - lat)];
  }
  return here;
}

// The projection of our data as the map is to understand it.
export function dataProjection(gcj02) {
  if (!gcj02) return ol.proj.get('EPSG:4326');
  let known = ol.proj.get('TONGTU:CGCS2000');
  if (!known) {
    known = new ol.proj.Projection({ code: 'TONGTU:CGCS2000', units: 'degrees', extent: [-180, -90, 180, 90], global: true });
    ol.proj.addProjection(known);
    ol.proj.addCoordinateTransforms(known, 'EPSG:3857', (at) => ol.proj.fromLonLat(shifted(at)), (at) => unshifted(ol.proj.toLonLat(at)));
  }
  return known;
}
