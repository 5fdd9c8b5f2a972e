// The palette: Ctrl K or / opens it; it finds pages of the menu, what was seen lately, and by words.
// Without it the field in the bar leads to the page of searching.

const palette = document.getElementById('palette')
const input = palette.querySelector('input')
const list = document.getElementById('palette-found')

// This page is remembered for next time, for this person on every machine.
function remember() {
  const title = document.querySelector('main h1')?.textContent.replace(/\s+/g, ' ').trim()
  const status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200
  if (!document.body.dataset.person || !title || location.pathname === '/' || status >= 400) return
  const here = { _csrf: palette.dataset.csrf, href: location.pathname + location.search, title }
  navigator.sendBeacon(palette.dataset.recent, new URLSearchParams(here))
}

function row(href, title, kind) {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = href
  const what = document.createElement('span')
  what.className = 'found-kind'
  what.textContent = kind
  const name = document.createElement('b')
  name.textContent = title
  link.append(what, name)
  item.append(link)
  return item
}

function pages(words) {
  return [...document.querySelectorAll('nav.menu ul a')]
    .filter(link => link.title.toLowerCase().includes(words))
    .map(link => row(link.getAttribute('href'), link.title, palette.dataset.pages))
}

function show(...rows) {
  const found = document.createElement('ul')
  found.className = 'found'
  found.append(...rows)
  list.replaceChildren(found)
  dress()
}

function dress() {
  list.querySelectorAll('a').forEach((link, i) => {
    link.id = 'found-' + i
    link.setAttribute('role', 'option')
    link.tabIndex = -1
  })
  choose(list.querySelector('a'))
}

function choose(link) {
  list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false')
  if (!link) return input.removeAttribute('aria-activedescendant')
  link.setAttribute('aria-selected', 'true')
  link.scrollIntoView({ block: 'nearest' })
  input.setAttribute('aria-activedescendant', link.id)
}

let asked = 0
async function find() {
  const words = input.value.trim().toLowerCase()
  const mine = ++asked
  if (!words && !list.firstChild) show(...pages(''))
  try {
    const answer = await fetch(palette.dataset.found + '?q=' + encodeURIComponent(words))
    if (mine !== asked) return
    if (!answer.ok || answer.redirected) throw new Error(answer.status)
    const part = document.createElement('template')
    part.innerHTML = await answer.text()
    const ours = pages(words)
    const found = part.content.querySelector('ul')
    const self = location.pathname + location.search
    if (found && !words) {
      for (const link of found.querySelectorAll('a')) if (link.getAttribute('href') === self) link.parentElement.remove()
      found.append(...ours)
    } else if (found) found.prepend(...ours)
    if (found || !ours.length) {
      list.replaceChildren(part.content)
      dress()
    } else {
      show(...ours)
    }
  } catch {
    if (mine !== asked) return
    const told = document.createElement('p')
    told.className = 'found-none'
    told.textContent = palette.dataset.failed
    list.replaceChildren(told)
  }
}

function open() {
  if (palette.open) return
  palette.showModal()
  input.select()
  find()
}

let waiting
input.addEventListener('input', event => {
  clearTimeout(waiting)
  if (!event.isComposing) waiting = setTimeout(find, 120)
})
input.addEventListener('compositionend', find)

input.addEventListener('keydown', event => {
  if (event.isComposing) return
  const links = [...list.querySelectorAll('a')]
  const at = links.findIndex(link => link.getAttribute('aria-selected') === 'true')
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    const step = event.key === 'ArrowDown' ? 1 : -1
    choose(links[(at + step + links.length) % links.length])
  } else if (event.key === 'Enter' && links[at]) {
    event.preventDefault()
    links[at].click()
  }
})

palette.addEventListener('click', event => {
  if (event.target === palette) palette.close()
})

document.addEventListener('keydown', event => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]')
  if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing)) {
    event.preventDefault()
    open()
  }
})

document.querySelector('[data-seek]')?.addEventListener('click', event => {
  event.preventDefault()
  open()
})

remember()
