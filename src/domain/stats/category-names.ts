/** A category that has amounts. */
export interface NamedCategory {
  id: string;
  name: string;
  alias: string;
  isDeleted: boolean;
}

/** What a series can be called, from the shortest on. The last one is nobody else's: it ends with the id. */
const forms = [
  ({ name }: NamedCategory) => name,
  ({ name, alias }: NamedCategory) => `${name} (${alias})`,
  ({ name, alias, id }: NamedCategory) => `${name} (${alias}, ${id})`,
] as const;

interface Named {
  category: NamedCategory;
  form: number;
}

const nameOf = ({ category, form }: Named): string => (forms[form] ?? forms[2])(category);

/**
 * The name of each category's series, by its id: its own name where no other series has it, else `Name (alias)`. Where that
 * is another's too (one was deleted and another made with the same alias, or is called so), it shows its id.
 */
export function seriesNames(categories: readonly NamedCategory[]): Map<string, string> {
  const named: Named[] = categories.map((category) => ({ category, form: 0 }));
  // Each round lengthens a name, and none is lengthened more than twice.
  for (let confused = confusedOf(named); confused.length > 0; confused = confusedOf(named)) {
    for (const one of confused) one.form += 1;
  }
  return new Map(named.map((one) => [one.category.id, nameOf(one)]));
}

/** Those that have to get a longer name: of all that are called the same those with the shortest form, deleted ones first. */
function confusedOf(named: readonly Named[]): Named[] {
  const byName = new Map<string, Named[]>();
  for (const one of named) byName.set(nameOf(one), [...(byName.get(nameOf(one)) ?? []), one]);
  return [...byName.values()].flatMap((same) => {
    if (same.length === 1) return [];
    const shortest = Math.min(...same.map(({ form }) => form));
    const candidates = same.filter(({ form }) => form === shortest);
    const deleted = candidates.filter(({ category }) => category.isDeleted);
    return shortest === 0 || deleted.length === 0 ? candidates : deleted;
  });
}
