/** Stands for the name of a variable where any of them may be meant. */
export const anything = '*'
