/** Whether the text is a number as JSON writes it, of a size that a JSON number can have: numeric takes it exactly. */
export const isNumeric = (text: string): boolean =>
  /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) && Number.isFinite(Number(text));
