/** Of fields with a list: it is there only while it is open, since a form may have a hundred of them. */
export const lazyList = { keepMounted: false, withinPortal: true }
