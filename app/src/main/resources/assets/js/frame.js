// The frame: light and dark, tight and loose, without asking for the page again; and the parts of
// pages that get better by script. Each of them works without.

const page = document.documentElement

document.addEventListener('click', event => {
  const choice = event.target.closest('a[data-setting]')
  if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const { setting, value } = choice.dataset
  for (const each of document.querySelectorAll(`a[data-setting="${setting}"]`)) {
    if (each.dataset.value === value) each.setAttribute('aria-current', 'true')
    else each.removeAttribute('aria-current')
  }
  page.dataset[setting] = value
  document.cookie = `${setting}=${value}; path=/; max-age=31536000; samesite=lax`
  document.dispatchEvent(new CustomEvent('look', { detail: { setting, value } }))
})

const parts = {
  '[data-picker]': './picker.js',
  '[data-hides]': './hides.js',
  '[data-period]': './period.js',
  '[data-tabs]': './tabs.js',
  '[data-board]': './board.js',
  '[data-grid]': './grid.js',
  '[data-ticks]': './ticks.js',
  '[data-upload]': './upload.js',
  '[data-toast]': './toast.js',
  '[data-chart]': './chart.js',
  '.scroll > .ledger': './cards.js',
  'dialog[popover]': './dialog.js',
}

/** Of the page, or of what came into it later. */
export function enhance(root, only) {
  for (const [selector, module] of Object.entries(parts)) {
    if ((only ?? selector) === selector && root.querySelector(selector)) {
      import(module).then(part => root.querySelectorAll(selector).forEach(each => part.better(each)))
    }
  }
}

enhance(document)
