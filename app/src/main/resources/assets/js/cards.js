// On a phone a list's rows are cards: each value then says what it is, in the words of its column.

export function better(table) {
  const heads = [...table.tHead.rows[0].cells].map(head => head.textContent.trim())
  for (const part of [...table.tBodies, table.tFoot]) {
    for (const row of part?.rows ?? []) {
      let at = 0
      for (const cell of row.cells) {
        if (cell.tagName === 'TD' && cell.colSpan === 1) cell.dataset.label = heads[at] ?? ''
        at += cell.colSpan
      }
    }
  }
}
