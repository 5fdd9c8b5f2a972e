// Forms: not sent twice, told when the network is away, and a draft kept in this browser until they
// are taken. Without this module they work all the same; that they are taken once the server sees to.

const words = document.getElementById('form-words')?.dataset ?? {}
const owner = words.owner ?? ''
const PREFIX = 'tongtu.draft.'
const PENDING = 'tongtu.sent'
const OLDEST = 14 * 24 * 3600 * 1000
const TYPED = 'input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button]), textarea, select'

function element(name, text, attributes = {}) {
  const made = document.createElement(name)
  made.textContent = text
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

// --- the network ---------------------------------------------------------------

let banner

function network(away) {
  if (!away) {
    banner?.remove()
    banner = undefined
  } else if (!banner) {
    banner = element('p', words.offline ?? '', { class: 'alert offline', role: 'alert' })
    document.getElementById('main')?.before(banner)
  }
}

addEventListener('offline', () => network(true))
addEventListener('online', () => network(false))
// Whoever asks the server in the background tells how it went.
document.addEventListener('network', event => network(event.detail.away))
if (!navigator.onLine) network(true)

// --- drafts --------------------------------------------------------------------

const posted = [...document.querySelectorAll('form[method=post]')].filter(form => form.querySelector('[name=_once]'))

function key(form) {
  return `${PREFIX}${owner}.${new URL(form.action, location.href).pathname}`
}

function fields(form) {
  return [...form.querySelectorAll(TYPED)].filter(field => field.name && !field.closest('[data-no-draft]'))
}

function typed(form) {
  return fields(form).map(field =>
    field.type === 'checkbox' || field.type === 'radio' ? [field.name, field.value, field.checked] : [field.name, field.value])
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name))
  } catch {
    return null
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing keeps no draft.
  }
}

function restore(form, values) {
  const open = fields(form)
  for (const [name, value, checked] of values) {
    const field = open.find(each => each.name === name && (checked === undefined || each.value === value))
    if (!field) continue
    if (checked === undefined) field.value = value
    else field.checked = checked
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

function offer(form, draft) {
  const bar = element('p', `${(words.draft ?? '').replace('{0}', new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }))} `, { class: 'notice draft', role: 'status' })
  const take = element('button', words.restore ?? '', { type: 'button' })
  const drop = element('button', words.discard ?? '', { type: 'button', class: 'quiet' })
  take.addEventListener('click', () => {
    restore(form, draft.values)
    bar.remove()
    fields(form)[0]?.focus()
  })
  drop.addEventListener('click', () => {
    localStorage.removeItem(key(form))
    bar.remove()
  })
  bar.append(take, ' ', drop)
  form.prepend(bar)
}

function forgetAll() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX + owner + '.')) localStorage.removeItem(name)
}

// What was sent is taken when the next page of the same person is no error and not the form again.
function settle() {
  const sent = sessionStorage.getItem(PENDING)
  const status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200
  if (!sent || !owner) return
  sessionStorage.removeItem(PENDING)
  const refused = status >= 400 || posted.some(form => form.dataset.kept !== undefined)
  if (!refused) localStorage.removeItem(sent)
}

function clean() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && !(read(name)?.at > Date.now() - OLDEST)) localStorage.removeItem(name)
  }
}

function keepDrafts() {
  settle()
  clean()
  for (const form of posted) {
    if (fields(form).length === 0) continue
    const draft = read(key(form))
    // Filled in by the server, or still as it was left: nothing to offer.
    if (draft && form.dataset.kept === undefined && JSON.stringify(draft.values) !== JSON.stringify(typed(form))) offer(form, draft)
    let soon
    form.addEventListener('input', () => {
      clearTimeout(soon)
      soon = setTimeout(() => write(key(form), { at: Date.now(), values: typed(form) }), 400)
    })
  }
}

// --- what is wrong ---------------------------------------------------------------

// A field that is a picker by now is hidden; what one types into stands for it.
document.addEventListener('click', event => {
  const link = event.target.closest('.mistakes a')
  const id = link?.hash.slice(1)
  const field = link && (document.getElementById(`${id}-typed`) ?? document.getElementById(id))
  if (!field) return
  event.preventDefault()
  field.focus()
})

// --- sending -------------------------------------------------------------------

const busy = new WeakSet()

document.addEventListener('submit', event => {
  const form = event.target
  if (form.method !== 'post') return
  if (!navigator.onLine) {
    event.preventDefault()
    network(true)
    banner?.scrollIntoView({ block: 'nearest' })
    return
  }
  if (busy.has(form)) {
    event.preventDefault()
    return
  }
  busy.add(form)
  form.setAttribute('aria-busy', 'true')
  if (owner && form.getAttribute('action') === '/sign-out') forgetAll()
  else if (owner && posted.includes(form) && fields(form).length > 0) {
    write(key(form), { at: Date.now(), values: typed(form) })
    sessionStorage.setItem(PENDING, key(form))
  }
})

// Back from the next page, as the browser kept this one.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) {
    busy.delete(form)
    form.removeAttribute('aria-busy')
  }
})

if (owner) keepDrafts()
