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
