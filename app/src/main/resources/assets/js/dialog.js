// A dialog opened by a button with popovertarget becomes modal: the rest of the page waits, Escape
// closes it, and the focus goes back to the button.

export function better(dialog) {
  dialog.removeAttribute('popover')
  for (const button of document.querySelectorAll(`[popovertarget="${dialog.id}"]`)) {
    const hides = button.getAttribute('popovertargetaction') === 'hide'
    button.removeAttribute('popovertarget')
    if (!hides) button.setAttribute('aria-haspopup', 'dialog')
    button.addEventListener('click', () => (hides ? dialog.close() : dialog.showModal()))
  }
  dialog.addEventListener('click', event => {
    if (event.target === dialog && outside(dialog, event)) dialog.close()
  })
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}
