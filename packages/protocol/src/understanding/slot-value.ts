/**
 * Amounts are in major units; a date is `YYYY-MM-DD`, a range of dates the ISO 8601 interval `YYYY-MM-DD/YYYY-MM-DD` with both its days, a
 * time `HH:MM` of 24 hours, a telephone number its digits, with `+` in front where it was said, an identity number and a plate their
 * digits and capital letters, and a choice the id of what was chosen.
 */
export type SlotValue = string | number | { readonly amount: number; readonly currency: string }
