/**
 * Shows every property of an object, null where it was never set, as the original service did; LoopBack leaves it out.
 * Which ones a filter's `fields` selected is LoopBack's own finding.
 */
export function everyProperty(model) {
  const declared = Object.keys(model.definition.properties);
  model.observe("access", async ({ query, hookState }) => {
    hookState.shown = query.fields ? declared.filter((name) => query.fields.includes(name)) : declared;
  });
  model.observe("loaded", async ({ data, hookState }) => {
    for (const name of hookState.shown) data[name] ??= null;
  });
}
