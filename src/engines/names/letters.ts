const LETTERS = 26;

/** 0 → A, 25 → Z, 26 → AA: a name for somebody that means nothing outside the list it stands in. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % LETTERS));
  return index < LETTERS ? letter : letterOf(Math.floor(index / LETTERS) - 1) + letter;
}
