// Follows a background job: its progress is asked for every second, and the page once it has ended.

const box = document.querySelector('[data-follow]')
const state = () => box.querySelector('[data-state]')?.dataset.state
const wait = millis => new Promise(done => setTimeout(done, millis))

function network(away) {
  document.dispatchEvent(new CustomEvent('network', { detail: { away } }))
}

async function follow() {
  const before = state()
  for (;;) {
    await wait(document.hidden ? 5000 : 1000)
    try {
      const answer = await fetch(box.dataset.follow, { redirect: 'error' })
      if (answer.status === 503) continue
      if (!answer.ok) return location.reload()
      network(false)
      const text = await answer.text()
      const part = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-state]')
      if (!part || part.dataset.state !== before) return location.reload()
      box.replaceChildren(part)
    } catch {
      network(true)
    }
  }
}

if (box) follow()
