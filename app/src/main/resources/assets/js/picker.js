// A list one chooses from by typing part of a name or code: over a select (organisations, a tree)
// or over a field with a datalist (people). Arrows, Home, End, Enter and Escape work as in any
// list; what is sent is what the plain field would have sent.

let count = 0

export function better(field) {
  if (field.tagName === 'SELECT') overSelect(field)
  else overInput(field)
}

function overSelect(select) {
  const options = [...select.options]
  const trail = []
  const choices = options.map(option => {
    const depth = Number(option.dataset.depth ?? 0)
    const text = option.textContent.trim()
    trail.length = depth
    const path = trail.join(' › ')
    trail[depth] = text
    return { value: option.value, text, depth, note: option.dataset.note ?? '', path }
  })
  const input = document.createElement('input')
  input.className = 'form-control'
  input.autocomplete = 'off'
  input.value = choices[select.selectedIndex]?.text ?? ''
  for (const name of ['aria-invalid', 'aria-describedby']) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name))
  }
  const label = document.querySelector(`label[for="${select.id}"]`)
  input.id = `${select.id}-typed`
  if (label) label.htmlFor = input.id
  select.hidden = true
  if (select.autofocus) setTimeout(() => input.focus())
  const list = combobox(input, select, choices, select.dataset.none, choice => {
    input.value = choice.text
    if (select.value !== choice.value) {
      select.value = choice.value
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }
  })
  input.addEventListener('focus', () => input.select())
  // Half a name is no choice: the field shows again what is chosen.
  input.addEventListener('blur', () => {
    list.close()
    input.value = choices[select.selectedIndex]?.text ?? ''
  })
}

function overInput(input) {
  const choices = [...input.list.options].map(option => ({
    value: option.value,
    text: option.textContent.trim(),
    depth: 0,
    note: [option.value, option.dataset.note].filter(Boolean).join(' · '),
    path: '',
  }))
  input.removeAttribute('list')
  const list = combobox(input, input, choices, input.dataset.none, choice => {
    input.value = choice.value
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  input.addEventListener('blur', () => list.close())
  if (input.dataset.lookup) lookup(input, choices, list)
}

// What may be chosen is more than the page could hold: it is asked for as one types.
function lookup(input, choices, list) {
  let waiting = 0
  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const typed = input.value
      const answer = await fetch(`${input.dataset.lookup}?q=${encodeURIComponent(typed)}`, { headers: { accept: 'application/json' } })
      if (!answer.ok || typed !== input.value) return
      const found = await answer.json()
      choices.splice(0, choices.length, ...found.map(one => ({ value: one.code, text: one.name, depth: 0, note: one.code, path: '' })))
      if (document.activeElement === input) list.open(typed)
    }, 200)
  })
}

function combobox(input, place, choices, none, choose) {
  const box = document.createElement('div')
  box.className = 'picker'
  place.before(box)
  const list = document.createElement('ul')
  list.className = 'picker-list'
  list.id = `picker-${++count}`
  list.setAttribute('role', 'listbox')
  list.hidden = true
  box.append(input, list)
  if (place !== input) box.append(place)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')

  let shown = []
  let at = -1

  function open(typed) {
    const wanted = typed.trim().toLowerCase()
    shown = choices.filter(one => !wanted || `${one.text} ${one.note}`.toLowerCase().includes(wanted)).slice(0, 200)
    list.replaceChildren(...shown.map((one, i) => row(one, i, wanted)))
    if (!shown.length) {
      const nothing = document.createElement('li')
      nothing.className = 'nothing'
      nothing.textContent = none
      list.append(nothing)
    }
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    const current = shown.findIndex(one => one.text === input.value || one.value === input.value)
    move(wanted && shown.length ? Math.max(0, current) : current)
  }

  function row(one, i, wanted) {
    const item = document.createElement('li')
    item.id = `${list.id}-${i}`
    item.setAttribute('role', 'option')
    const name = item.appendChild(document.createElement('span'))
    const start = wanted ? one.text.toLowerCase().indexOf(wanted) : -1
    name.append('\u3000'.repeat(wanted ? 0 : one.depth))
    if (start < 0) name.append(one.text)
    else {
      const mark = document.createElement('mark')
      mark.textContent = one.text.slice(start, start + wanted.length)
      name.append(one.text.slice(0, start), mark, one.text.slice(start + wanted.length))
    }
    const note = item.appendChild(document.createElement('small'))
    note.textContent = wanted && one.path ? one.path : one.note
    // The field must not lose the focus before the choice is made.
    item.addEventListener('mousedown', event => event.preventDefault())
    item.addEventListener('click', () => take(i))
    return item
  }

  function move(to) {
    at = to
    ;[...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at)))
    if (at < 0 || !shown.length) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', list.children[at].id)
    list.children[at].scrollIntoView({ block: 'nearest' })
  }

  function take(i) {
    choose(shown[i])
    close()
  }

  function close() {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  input.addEventListener('input', () => open(input.value))
  input.addEventListener('click', () => list.hidden && open(''))
  input.addEventListener('keydown', event => {
    if (event.isComposing) return
    const last = shown.length - 1
    if (list.hidden) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        open('')
        if (at < 0) move(event.key === 'ArrowDown' ? 0 : last)
      }
      return
    }
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, PageDown: Math.min(last, at + 8), PageUp: Math.max(0, at - 8) }[event.key]
    if (to !== undefined && shown.length) {
      event.preventDefault()
      move(to)
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      take(at)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab' && at >= 0 && input.value) {
      take(at)
    }
  })
  return { close, open }
}
