/** Strict writes know no undefined: what was not given is null. */
export function nulls<Values extends Record<string, unknown>>(
  values: Values,
): { [Key in keyof Values]-?: undefined extends Values[Key] ? Exclude<Values[Key], undefined> | null : Values[Key] } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? null])) as never;
}

/** What was given, null included. */
export function given<Values extends Record<string, unknown>>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
}
