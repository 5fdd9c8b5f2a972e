// The frame: light and dark, tight and loose, the menu's width, without asking for the page again.
// Every one of these is a link that works by itself.

const page = document.documentElement

function keep(setting, value) {
  page.dataset[setting] = value
  document.cookie = `${setting}=${value}; path=/; max-age=31536000; samesite=lax`
  document.dispatchEvent(new CustomEvent('look', { detail: { setting, value } }))
}

document.addEventListener('click', event => {
  const choice = event.target.closest('a[data-setting]')
  if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  for (const each of choice.parentElement.children) each.removeAttribute('aria-current')
  choice.setAttribute('aria-current', 'true')
  keep(choice.dataset.setting, choice.dataset.value)
})
