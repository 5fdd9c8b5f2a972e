// A toast goes by itself once it was there long enough to be read, unless somebody points at it.

export function better(toast) {
  if (toast.closest('.here')) return
  setTimeout(() => {
    if (toast.matches(':hover')) return better(toast)
    toast.classList.add('gone')
    setTimeout(() => toast.remove(), 400)
  }, 4000 + 60 * toast.textContent.length)
}

export function say(text, lamp = 'green') {
  const toast = document.createElement('p')
  toast.className = 'toast'
  toast.setAttribute('role', 'status')
  const word = toast.appendChild(document.createElement('span'))
  word.className = `lamp ${lamp}`
  document.body.append(toast)
  word.textContent = text
  better(toast)
}
