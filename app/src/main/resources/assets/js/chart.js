// Draws what ui/chart.jte declares, in the colours of the theme; on paper always in the light ones.
// Series differ by shape and pattern and not by colour alone. Every number that is shown as text
// was written by the server.

import * as echarts from '../lib/echarts.js'

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect']
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 2], [10, 4]]
const drawn = []

export function better(figure) {
  const face = figure.querySelector('.chart-face')
  const data = JSON.parse(figure.querySelector('script').textContent)
  face.hidden = false
  figure.querySelector('details').open = false
  const tools = figure.querySelector('.chart-tools')
  tools.hidden = false
  const chart = echarts.init(face, null, { renderer: 'canvas' })
  const draw = paper => chart.setOption(option(data, colours(figure, paper), chart.getWidth() < 480), { notMerge: true })
  draw(false)
  drawn.push({ chart, draw, face })
  new ResizeObserver(() => chart.resize()).observe(face)
  chart.on('click', ({ dataIndex, seriesIndex }) => {
    const href = data.series[seriesIndex]?.points[dataIndex]?.href
    if (href) location.assign(href)
  })
  tools.addEventListener('click', ({ target }) => {
    if (target.dataset.save) save(data, figure, face, target.dataset.save)
  })
  figure.dataset.drawn = 'true'
}

const again = paper => drawn.forEach(each => each.draw(paper))
document.addEventListener('look', () => again(false))
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => again(false))
addEventListener('beforeprint', () => {
  again(true)
  for (const { chart } of drawn) chart.resize({ width: Math.min(620, chart.getWidth()) })
})
addEventListener('afterprint', () => {
  again(false)
  for (const { chart } of drawn) chart.resize({ width: 'auto' })
})

function colours(figure, paper) {
  const probe = figure.appendChild(document.createElement('span'))
  if (paper) probe.dataset.theme = 'light'
  const style = getComputedStyle(probe)
  const get = name => style.getPropertyValue(`--${name}`).trim()
  const found = {
    ink: get('ink'), soft: get('soft'), line: get('line'), edge: get('edge'), surface: paper ? '#ffffff' : get('surface'), sunken: get('sunken'), red: get('red'),
    series: [1, 2, 3, 4, 5, 6].map(i => get(`series-${i}`)), font: getComputedStyle(document.body).fontFamily,
  }
  probe.remove()
  return found
}

function pattern(i, colour) {
  if (i === 0) return undefined
  return [
    { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: colour },
    { symbol: 'circle', dashArrayX: [[7, 7], [0, 7, 7, 0]], dashArrayY: [7, 0], symbolSize: 0.6, color: colour },
    { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0, color: colour },
    { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: colour },
    { symbol: 'triangle', dashArrayX: [[9, 9], [0, 9, 9, 0]], dashArrayY: [9, 2], symbolSize: 0.7, color: colour },
  ][(i - 1) % 5]
}

function option(data, c, narrow) {
  const lying = data.kind === 'BAR' || data.kind === 'PROGRESS'
  const text = (s, i) => data.series[s]?.points[i]?.text ?? ''
  const several = data.series.length > 1
  const common = {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    backgroundColor: c.surface,
    color: c.series,
    textStyle: { fontFamily: c.font, color: c.ink, fontSize: 13 },
    legend: { type: 'scroll', pageIconColor: c.ink, pageTextStyle: { color: c.ink }, show: several || data.kind === 'DONUT', top: 0, left: 0, itemWidth: 22, itemHeight: 11, itemGap: 18, textStyle: { color: c.ink } },
    tooltip: {
      // As a picture: markup with styles of its own is what our pages do not allow.
      renderMode: 'richText',
      trigger: data.kind === 'DONUT' ? 'item' : 'axis',
      axisPointer: { type: data.kind === 'LINE' ? 'line' : 'shadow', shadowStyle: { color: c.sunken, opacity: 0.6 }, lineStyle: { color: c.edge } },
      backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.ink, fontFamily: c.font },
      formatter: found => {
        const rows = [found].flat()
        return [rows[0].name, ...rows.map(row => `${several ? row.seriesName + '  ' : ''}${text(row.seriesIndex, row.dataIndex)}`)].join('\n')
      },
    },
  }
  if (data.kind === 'DONUT') return { ...common, series: [donut(data, c)] }
  const category = { type: 'category', data: data.categories, axisLine: { lineStyle: { color: c.edge } }, axisTick: { show: false }, axisLabel: { color: c.soft, hideOverlap: true, ...(lying && { width: 120, overflow: 'truncate' }) }, inverse: lying }
  const value = (name, i) => ({
    type: 'value', name: data.second ? name : '', nameTextStyle: { color: c.soft, align: i ? 'right' : 'left' }, position: lying ? 'bottom' : i ? 'right' : 'left',
    axisLabel: { color: c.soft, formatter: number }, splitLine: { show: i === 0, lineStyle: { color: c.line } }, alignTicks: i === 1,
    ...(data.kind === 'PROGRESS' && { min: 0, max: Math.max(100, ...data.series[0].points.map(point => point.value ?? 0)) }),
  })
  const values = [value(data.unit, 0), ...(data.second ? [value(data.second, 1)] : [])]
  return {
    ...common,
    grid: { left: 4, right: lying ? 56 : 8, bottom: 4, top: (several ? 34 : 8) + (data.second ? 26 : 10), containLabel: true },
    xAxis: lying ? values : category,
    yAxis: lying ? category : values,
    series: data.series.map((one, i) => series(data, one, i, c, narrow)),
  }
}

function series(data, one, i, c, narrow) {
  const points = one.points.map(point => point.value)
  const line = data.kind === 'LINE' || (data.kind === 'COMBINED' && one.second)
  if (line) {
    return {
      name: one.name, type: 'line', data: points, yAxisIndex: one.second ? 1 : 0, symbol: SYMBOLS[i % 6], symbolSize: 7, connectNulls: false,
      lineStyle: { width: 2, type: DASHES[i % 6] }, emphasis: { focus: 'series' },
      label: { show: i === 0 && points.length <= 13, position: 'top', color: c.ink, fontSize: 12, formatter: ({ dataIndex }) => (narrow && dataIndex < points.length - 1 ? '' : one.points[dataIndex].text) },
      labelLayout: { hideOverlap: true },
    }
  }
  if (data.kind === 'PROGRESS' && i === 1) {
    return { name: one.name, type: 'scatter', data: points, symbol: 'rect', symbolSize: [3, 22], itemStyle: { color: c.red }, z: 5 }
  }
  const lying = data.kind === 'BAR' || data.kind === 'PROGRESS'
  return {
    name: one.name, type: 'bar', data: points, stack: data.kind === 'STACKED' ? 'all' : undefined, barMaxWidth: lying ? 18 : 44, barGap: '12%',
    itemStyle: { decal: pattern(i, `${c.surface}90`), borderColor: c.surface, borderWidth: data.kind === 'STACKED' ? 1 : 0 },
    showBackground: data.kind === 'PROGRESS', backgroundStyle: { color: c.sunken },
    label: { show: data.kind !== 'STACKED' && points.length * data.series.length <= 14, position: lying ? 'right' : 'top', color: c.ink, fontSize: 12, formatter: ({ dataIndex }) => one.points[dataIndex].text },
    labelLayout: { hideOverlap: true },
  }
}

function donut(data, c) {
  const [one] = data.series
  return {
    type: 'pie', radius: ['48%', '74%'], center: ['50%', '56%'], minAngle: 3, itemStyle: { borderColor: c.surface, borderWidth: 2 },
    label: { color: c.ink, alignTo: 'edge', edgeDistance: 8, formatter: ({ dataIndex, name }) => `${name}\n${one.points[dataIndex].text}` }, labelLine: { lineStyle: { color: c.edge } },
    data: one.points.map((point, i) => ({ name: data.categories[i], value: point.value, itemStyle: { decal: pattern(i, `${c.surface}90`) } })),
  }
}

// Ticks are no figures of anybody: thousands set apart, a true minus sign.
function number(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 }).replace('-', '−')
}

// A picture to paste into a document: light, on white, twice as sharp; or as drawing.
function save(data, figure, face, kind) {
  const size = { width: face.clientWidth, height: face.clientHeight }
  const svg = kind === 'svg'
  const place = svg ? null : document.createElement('div')
  const chart = echarts.init(place, null, { renderer: svg ? 'svg' : 'canvas', ssr: svg, devicePixelRatio: 2, ...size })
  chart.setOption({ ...option(data, colours(figure, true)), animation: false, title: { text: data.label, show: false } })
  const href = svg
    ? URL.createObjectURL(new Blob([chart.renderToSVGString()], { type: 'image/svg+xml' }))
    : chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' })
  const link = document.createElement('a')
  link.href = href
  link.download = `${data.label}.${kind}`
  link.click()
  if (svg) setTimeout(() => URL.revokeObjectURL(href), 1000)
  chart.dispose()
}
