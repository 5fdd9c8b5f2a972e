// A table that one types into as into Excel or WPS: Enter and the arrows move, Ctrl+D copies from above,
// a block that was copied there is pasted at any cell, and rows are added as they are needed. Without
// script it is a table of fields. What the cells may hold the server says.

const CELL = 'td.cell input'

/** A block as spreadsheets copy it: cells that hold tabs or lines stand in quotes. */
export function block(text) {
  const rows = [[]]
  let cell = ''
  let quoted = false
  const source = text.replace(/\r\n?/g, '\n')
  for (let i = 0; i < source.length; i++) {
    const each = source[i]
    if (quoted) {
      if (each === '"' && source[i + 1] === '"') cell += source[++i]
      else if (each === '"') quoted = false
      else cell += each
    } else if (each === '"' && cell === '') quoted = true
    else if (each === '\t') {
      rows.at(-1).push(cell)
      cell = ''
    } else if (each === '\n') {
      rows.at(-1).push(cell)
      rows.push([])
      cell = ''
    } else cell += each
  }
  rows.at(-1).push(cell)
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === '') rows.pop()
  return rows.map(row => row.map(each => each.replace(/\s*\n\s*/g, ' ').trim()))
}

export function better(form) {
  const table = form.querySelector('table')
  const body = table.tBodies[0]
  const more = form.querySelector('[data-more]')
  const pattern = more && body.rows[0]?.cloneNode(true)
  const first = body.rows[0]?.querySelector(CELL)?.name.match(/^c(\d+)/)?.[1]
  let next = Math.max(0, ...[...body.querySelectorAll(CELL)].map(cell => Number(cell.name.match(/^c(\d+)/)[1]))) + 1
  let dirty = false

  const rows = () => [...body.rows].filter(row => row.querySelector(CELL) || row.querySelector('.fixed'))
  const column = cell => cell.closest('td').cellIndex
  const at = (row, index) => row?.cells[index]?.querySelector(CELL.split(' ')[1])

  function add() {
    if (!pattern) return undefined
    const row = pattern.cloneNode(true)
    for (const error of row.querySelectorAll('.error')) error.remove()
    for (const cell of row.querySelectorAll('.wrong')) cell.classList.remove('wrong')
    for (const input of row.querySelectorAll('input')) {
      const name = input.name.replace(new RegExp(`^c${first}\\.`), `c${next}.`)
      input.name = name
      input.id = name.replace('.', '-')
      input.autofocus = false
      input.value = ''
      input.removeAttribute('value')
      input.removeAttribute('aria-invalid')
      input.removeAttribute('aria-describedby')
      input.setAttribute('aria-label', input.getAttribute('aria-label').replace(/\d+(?!.*\d)/, next))
    }
    row.cells[0].textContent = next
    next++
    body.append(row)
    return row
  }

  function go(cell, down, across = 0) {
    const all = rows()
    let row = all.indexOf(cell.closest('tr')) + down
    if (row >= all.length && down > 0) all.push(...[add()].filter(Boolean))
    let index = column(cell) + across
    while (across && all[row]?.cells[index] && !at(all[row], index)) index += across
    const target = at(all[row], index)
    target?.focus()
    target?.select()
    return Boolean(target)
  }

  function put(cell, text) {
    if (!cell || cell.value === text) return
    cell.value = text
    cell.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** The columns of a block that begins with the table's own headings. */
  function headed(line) {
    const heads = [...table.tHead.rows[0].cells].map(head => head.firstChild?.textContent.trim())
    const found = line.map(text => heads.indexOf(text.replace(/[（(].*$/, '').replace(/\*$/, '').trim()))
    return line.length > 1 && found.every(index => index > 0) ? found : undefined
  }

  function paste(cell, lines) {
    const heads = headed(lines[0])
    const from = column(cell)
    const all = rows()
    let row = all.indexOf(cell.closest('tr'))
    for (const line of heads ? lines.slice(1) : lines) {
      const into = all[row] ?? add()
      if (!into) break
      if (!all.includes(into)) all.push(into)
      line.forEach((text, i) => put(at(into, heads ? heads[i] : from + i), text))
      row++
    }
  }

  body.addEventListener('keydown', event => {
    const cell = event.target
    if (!cell.matches(CELL) || event.isComposing || event.altKey) return
    const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length
    const command = event.ctrlKey || event.metaKey
    let moved
    if (event.key === 'Enter') moved = go(cell, event.shiftKey ? -1 : 1) || true
    else if (command && event.key.toLowerCase() === 'd') {
      const all = rows()
      put(cell, at(all[all.indexOf(cell.closest('tr')) - 1], column(cell))?.value ?? cell.value)
      moved = true
    } else if (command) return
    else if (event.key === 'ArrowDown') moved = go(cell, 1)
    else if (event.key === 'ArrowUp') moved = go(cell, -1)
    else if (event.key === 'ArrowRight' && (whole || cell.selectionStart === cell.value.length)) moved = go(cell, 0, 1)
    else if (event.key === 'ArrowLeft' && (whole || cell.selectionEnd === 0)) moved = go(cell, 0, -1)
    if (moved) event.preventDefault()
  })
  body.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text/plain')
    if (!event.target.matches(CELL) || !/[\t\n]/.test(text.replace(/\n$/, ''))) return
    event.preventDefault()
    paste(event.target, block(text))
  })
  // What is typed anew is not wrong until somebody has looked.
  body.addEventListener('input', event => {
    dirty = true
    event.target.removeAttribute('aria-invalid')
    event.target.closest('td').classList.remove('wrong')
  })
  form.addEventListener('submit', () => { dirty = false })
  addEventListener('beforeunload', event => { if (dirty) event.preventDefault() })
  if (more) {
    more.hidden = false
    more.addEventListener('click', () => {
      const made = Array.from({ length: 10 }, add)
      made[0]?.querySelector(CELL)?.focus()
    })
  }
  ;(body.querySelector('[aria-invalid]') ?? body.querySelector(CELL))?.focus()
}
