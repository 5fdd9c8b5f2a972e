// Year, first and last month get what is asked for most: the year, a half, the months so far, one
// month. The three fields stay what is sent.

export function better(field) {
  const [year, first, last] = ['year', 'first', 'last'].map(name => field.querySelector(`[name=${name}]`))
  const words = field.dataset
  const choices = () => {
    const month = Math.min(12, Math.max(1, Number(last.value) || 12))
    return [
      [words.year, 1, 12],
      [words.half, 1, 6],
      [words.to.replace('{0}', month), 1, month],
      [words.month.replace('{0}', month), month, month],
    ]
  }
  const row = field.appendChild(document.createElement('div'))
  row.className = 'segments'
  row.setAttribute('role', 'group')
  row.setAttribute('aria-label', words.months)
  for (let i = 0; i < 4; i++) {
    const button = row.appendChild(document.createElement('button'))
    button.type = 'button'
    button.addEventListener('click', () => {
      const [, from, to] = choices()[i]
      first.value = from
      last.value = to
      show()
    })
  }

  function show() {
    let pressed = false
    choices().forEach(([text, from, to], i) => {
      const on = !pressed && Number(first.value) === from && Number(last.value) === to
      pressed ||= on
      row.children[i].textContent = text
      row.children[i].setAttribute('aria-pressed', String(on))
    })
  }

  field.addEventListener('input', show)
  show()
}
