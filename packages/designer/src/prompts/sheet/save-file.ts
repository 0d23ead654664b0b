/** Gives a file to the person, by the browser's own way of keeping it. */
export function saveFile(name: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Opens a page of ours in a window of its own, and the browser's dialog to print it. @returns false where the browser lets no window open */
export function printPage(html: string): boolean {
  const page = window.open('', '_blank')
  if (page === null) return false
  page.document.open()
  page.document.write(html)
  page.document.close()
  page.focus()
  page.print()
  return true
}
