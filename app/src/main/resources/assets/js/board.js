// A board: a card is dragged to another column, or its menu is used; either way it is the record's own
// move, whose form opens here in a dialog when it asks for something. Without script the menu leads to
// the record's page.

import { enhance } from './frame.js'

const dialog = document.getElementById('move')
const place = dialog.querySelector('[data-move]')
let dragged

const parse = html => new DOMParser().parseFromString(html, 'text/html')

function links(ticket, state) {
  return [...ticket.querySelectorAll('[data-to]')].filter(link => link.dataset.to === state)
}

async function page(url, options) {
  const answer = await fetch(url, options)
  return { answer, html: parse(await answer.text()) }
}

/** Shows the form of a move; one that asks nothing is sent at once when it was dragged. */
async function open(link, atOnce) {
  const { html } = await page(link.href)
  const asked = html.getElementById('do')
  const form = asked?.querySelector('form')
  if (!form) {
    location.href = link.href
    return
  }
  show(asked)
  const fields = form.querySelector('input:not([type=hidden]), select, textarea')
  if (atOnce && !fields) await send(form, link)
  else dialog.showModal()
  form.addEventListener('submit', event => {
    event.preventDefault()
    event.stopPropagation()
    send(form, link)
  })
}

function show(asked) {
  const title = asked.querySelector('h2')
  dialog.querySelector('.dialog-head h2').textContent = title.textContent
  title.remove()
  const leave = asked.querySelector('.submit a')
  leave?.addEventListener('click', event => {
    event.preventDefault()
    dialog.close()
  })
  asked.classList.remove('panel')
  place.replaceChildren(document.adoptNode(asked))
  enhance(place)
  place.querySelector('input:not([type=hidden]), select, textarea')?.focus()
}

async function send(form, link) {
  const typed = new FormData(form)
  const body = form.enctype === 'multipart/form-data' ? typed : new URLSearchParams(typed)
  const { answer, html } = await page(form.action, { method: 'POST', body })
  if (answer.redirected && answer.ok) return done(html, link)
  const asked = html.getElementById('do')
  if (!asked) {
    // Refused as a whole: its page says why.
    location.href = link.href
    return
  }
  show(asked)
  const again = place.querySelector('form')
  again.addEventListener('submit', event => {
    event.preventDefault()
    event.stopPropagation()
    send(again, link)
  })
  if (!dialog.open) dialog.showModal()
}

async function done(html, link) {
  const ticket = link.closest('.ticket').id
  const fresh = await page(location.href)
  const now = fresh.html.querySelector('[data-board]')
  if (dialog.open) dialog.close()
  if (!now) return location.reload()
  document.querySelector('[data-board]').replaceWith(document.adoptNode(now))
  better(now)
  const said = html.querySelector('.toast')
  if (said) {
    document.querySelector('.toast')?.remove()
    document.querySelector('.sheet').append(document.adoptNode(said))
    enhance(document.querySelector('.sheet'), '[data-toast]')
  }
  document.getElementById(ticket)?.querySelector('a').focus()
}

export function better(board) {
  board.addEventListener('click', event => {
    const link = event.target.closest('[data-to]')
    if (!link || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    open(link, false)
  })
  board.addEventListener('keydown', event => {
    const menu = event.target.closest('details[open]')
    if (event.key === 'Escape' && menu) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
  for (const ticket of board.querySelectorAll('.ticket:has([data-to])')) {
    ticket.draggable = true
    ticket.addEventListener('dragstart', event => {
      dragged = ticket
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', ticket.querySelector('.ticket-title').textContent)
      for (const lane of board.querySelectorAll('.lane')) {
        lane.classList.toggle('takes', links(ticket, lane.dataset.state).length > 0 && !lane.contains(ticket))
      }
    })
    ticket.addEventListener('dragend', () => {
      for (const lane of board.querySelectorAll('.lane')) lane.classList.remove('takes', 'over')
    })
  }
  for (const lane of board.querySelectorAll('.lane')) {
    lane.addEventListener('dragover', event => {
      if (!lane.classList.contains('takes')) return
      event.preventDefault()
      lane.classList.add('over')
    })
    lane.addEventListener('dragleave', event => {
      if (!lane.contains(event.relatedTarget)) lane.classList.remove('over')
    })
    lane.addEventListener('drop', event => {
      if (!lane.classList.contains('takes')) return
      event.preventDefault()
      const [link, other] = links(dragged, lane.dataset.state)
      // Two ways lead there: the card's menu asks which.
      if (other) dragged.querySelector('.does').open = true
      else open(link, true)
    })
  }
}
