/**
 * Amounts are in major units; a date is `YYYY-MM-DD`, a time `HH:MM` of 24 hours, a telephone number its digits, with `+` in front where
 * it was said, and an identity number its digits and capital letters.
 */
export type SlotValue = string | number | { readonly amount: number; readonly currency: string }
