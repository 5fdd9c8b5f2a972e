// Sheets that stand one below the other become tabs: one is shown, arrows move between them, and
// the address keeps which.

export function better(root) {
  const list = root.querySelector('.nav-tabs')
  const tabs = [...list.querySelectorAll('.nav-link')]
  const sheet = tab => document.getElementById(tab.hash.slice(1))
  list.setAttribute('role', 'tablist')

  function show(chosen) {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen))
      tab.tabIndex = tab === chosen ? 0 : -1
      sheet(tab).hidden = tab !== chosen
    }
    root.dispatchEvent(new CustomEvent('shown', { bubbles: true }))
  }

  for (const tab of tabs) {
    tab.parentElement.setAttribute('role', 'presentation')
    tab.setAttribute('role', 'tab')
    tab.setAttribute('aria-controls', tab.hash.slice(1))
    sheet(tab).setAttribute('role', 'tabpanel')
    sheet(tab).tabIndex = 0
    tab.addEventListener('click', event => {
      event.preventDefault()
      history.replaceState(history.state, '', tab.hash)
      show(tab)
    })
  }
  list.addEventListener('keydown', event => {
    const at = tabs.indexOf(event.target)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    const next = tabs[(to + tabs.length) % tabs.length]
    show(next)
    next.focus()
  })
  const asked = () => tabs.find(tab => tab.hash === location.hash || sheet(tab).querySelector(location.hash || ':not(*)'))
  addEventListener('hashchange', () => asked() && show(asked()))
  show(asked() ?? tabs[0])
}
