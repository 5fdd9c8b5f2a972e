// A form some of whose fields are asked for only as the others are filled: the server says which are
// not, by the same rules as when the form is sent. Without script all of them show.

export function better(form) {
  const parts = [...form.querySelectorAll('[data-sometimes]')]
  let asked = 0

  async function look() {
    const at = ++asked
    const typed = new URLSearchParams()
    for (const field of form.elements) {
      if (field.name && !field.name.startsWith('_') && field.type !== 'file' && field.type !== 'password' && field.value.length < 200) {
        typed.append(field.name, field.value)
      }
    }
    const answer = await fetch(`${form.dataset.hides}?${typed}`, { headers: { accept: 'application/json' } })
    if (!answer.ok || at !== asked) return
    const hidden = await answer.json()
    for (const part of parts) {
      const hide = hidden.includes(part.dataset.sometimes)
      part.hidden = hide
      // What is disabled is not sent.
      for (const field of part.querySelectorAll('input, select, textarea')) field.disabled = hide
    }
  }

  form.addEventListener('change', look)
  look()
}
