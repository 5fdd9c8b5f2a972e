// The text of a definition: its lines are numbered, and some moments after the last key the server
// reads it again, as at start-up. Without script the button does.

export function better(form) {
  const text = form.querySelector('textarea')
  const numbers = form.querySelector('pre')
  const result = document.getElementById('result')
  const save = form.querySelector('[data-save]')
  let asked = 0
  let waiting

  function number() {
    const lines = text.value.split('\n').length
    numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join('\n')
    numbers.scrollTop = text.scrollTop
  }

  async function check() {
    const at = ++asked
    const answer = await fetch(form.action, { method: 'post', body: new URLSearchParams(new FormData(form)) })
    if (!answer.ok || at !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById('result')
    if (fresh) result.replaceChildren(...fresh.childNodes)
    // A form is taken once: the next one has its own mark.
    for (const hidden of form.querySelectorAll('input[type=hidden]')) {
      const next = page.querySelector(`form[data-studio] input[name="${hidden.name}"]`)
      if (next) hidden.value = next.value
    }
  }

  text.addEventListener('input', () => {
    number()
    clearTimeout(waiting)
    waiting = setTimeout(check, 700)
  })
  text.addEventListener('scroll', () => { numbers.scrollTop = text.scrollTop })
  text.addEventListener('keydown', event => {
    if (event.key === 'Tab' && !event.shiftKey && !event.altKey && text.selectionStart !== text.selectionEnd) return
    if (event.key !== 'Enter') return
    // The next line begins where this one did.
    const before = text.value.slice(0, text.selectionStart)
    const indent = /(^|\n)([ ]*)[^\n]*$/.exec(before)[2]
    if (!indent) return
    event.preventDefault()
    text.setRangeText('\n' + indent, text.selectionStart, text.selectionEnd, 'end')
    text.dispatchEvent(new Event('input'))
  })
  result.addEventListener('click', event => {
    const link = event.target.closest('[data-line]')
    if (!link) return
    event.preventDefault()
    const lines = text.value.split('\n')
    const from = lines.slice(0, link.dataset.line - 1).join('\n').length + (link.dataset.line > 1 ? 1 : 0)
    text.focus()
    text.setSelectionRange(from, from + lines[link.dataset.line - 1].length)
    text.scrollTop = (link.dataset.line - 4) * parseFloat(getComputedStyle(text).lineHeight)
  })
  save.hidden = false
  save.addEventListener('click', () => {
    save.href = URL.createObjectURL(new Blob([text.value], { type: 'application/yaml' }))
    save.download = save.dataset.save
  })
  number()
}
