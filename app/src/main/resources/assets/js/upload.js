// Files can be dropped on the field, and are listed with their size before they are sent.

export function better(field) {
  const input = field.querySelector('input')
  const list = field.querySelector('.upload-files')

  function show() {
    list.replaceChildren(
      ...[...input.files].map(file => {
        const row = document.createElement('li')
        const name = row.appendChild(document.createElement('span'))
        name.textContent = file.name
        const size = row.appendChild(document.createElement('span'))
        size.textContent = file.size < 1048576 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`
        return row
      }))
  }

  input.addEventListener('change', show)
  for (const kind of ['dragenter', 'dragover']) {
    field.addEventListener(kind, event => {
      event.preventDefault()
      field.classList.add('over')
    })
  }
  for (const kind of ['dragleave', 'drop']) field.addEventListener(kind, () => field.classList.remove('over'))
  field.addEventListener('drop', event => {
    event.preventDefault()
    const kept = new DataTransfer()
    for (const file of event.dataTransfer.files) {
      if (input.multiple || kept.items.length === 0) kept.items.add(file)
    }
    input.files = kept.files
    show()
  })
}
