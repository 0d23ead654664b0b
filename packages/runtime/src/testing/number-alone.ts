/** A number that somebody wrote down: among the random digits of ids and times it stands by chance. */
export const numberAlone = (digits: string): RegExp => new RegExp(String.raw`(?<![\da-f]|[\da-f]-)${digits}(?![\da-f])`)
