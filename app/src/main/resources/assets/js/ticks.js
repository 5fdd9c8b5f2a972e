// Rows that are ticked to be dealt with together: all of a page at once, a stretch with the shift key,
// up and down with the arrows, and how many there are. Without script each is ticked by itself.

export function better(form) {
  const all = document.createElement('input')
  const boxes = () => [...document.querySelectorAll(`input[type=checkbox][form="${form.id}"][name]`)]
  const head = boxes()[0]?.closest('table').querySelector('thead .tick')
  const note = form.querySelector('.note')
  const help = note.textContent
  let last

  Object.assign(all, { type: 'checkbox', className: 'form-check-input', autocomplete: 'off' })
  all.setAttribute('aria-label', form.dataset.all)
  head?.replaceChildren(all)

  function count() {
    const ticked = boxes().filter(box => box.checked).length
    all.checked = ticked > 0 && ticked === boxes().length
    all.indeterminate = ticked > 0 && !all.checked
    note.textContent = ticked ? form.dataset.ticks.replace('{0}', ticked) : help
    form.classList.toggle('any', ticked > 0)
    for (const button of form.querySelectorAll('button')) button.disabled = ticked === 0
    for (const box of boxes()) box.closest('tr').classList.toggle('picked', box.checked)
  }

  function between(box) {
    const row = boxes()
    const [from, to] = [row.indexOf(last), row.indexOf(box)].sort((a, b) => a - b)
    for (const each of row.slice(Math.max(from, 0), to + 1)) each.checked = box.checked
  }

  all.addEventListener('change', () => {
    for (const box of boxes()) box.checked = all.checked
    count()
  })
  for (const box of boxes()) {
    box.addEventListener('click', event => {
      if (event.shiftKey && last) between(box)
      last = box
      count()
    })
    box.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step) return
      const next = boxes()[boxes().indexOf(box) + step]
      if (!next) return
      event.preventDefault()
      if (event.shiftKey) next.checked = box.checked
      next.focus()
      count()
    })
  }
  // The browser ticks again what was ticked before one went back.
  addEventListener('pageshow', count)
  count()
}
