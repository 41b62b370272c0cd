/** A category that has amounts. */
export interface NamedCategory {
  id: string;
  name: string;
  alias: string;
  isDeleted: boolean;
}

/**
 * The name of each category's series, by its id: categories of one name stay apart as `Name (alias)`. Where one of them was
 * deleted and another made with the same alias, the deleted one shows its id too.
 */
export function seriesNames(categories: readonly NamedCategory[]): Map<string, string> {
  const shared = sharedBy(categories, ({ name }) => name);
  const confusable = sharedBy(categories, ({ name, alias }) => JSON.stringify([name, alias]));
  return new Map(
    categories.map((category) => {
      const { id, name, alias, isDeleted } = category;
      if (!shared(category)) return [id, name];
      return [id, isDeleted && confusable(category) ? `${name} (${alias}, ${id})` : `${name} (${alias})`];
    }),
  );
}

/** Whether another one has the same text. */
function sharedBy(categories: readonly NamedCategory[], textOf: (category: NamedCategory) => string) {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(textOf(category), (counts.get(textOf(category)) ?? 0) + 1);
  return (category: NamedCategory): boolean => (counts.get(textOf(category)) ?? 0) > 1;
}
