/** The lists, by their owners, of what is marked as deleted. */
const lists = {
  Organization: { categories: "Category", documents: "Document", payments: "Payment" },
  Document: { payments: "Payment" },
};

/**
 * The soft delete of the original service, a mixin of its own: what is deleted is in no answer, unless the filter of the
 * list itself says `deleted`.
 */
export function softDelete({ models }) {
  for (const [owner, own] of Object.entries(lists)) {
    for (const list of Object.keys(own)) {
      // Relations hand on only what they know of a filter; the options of the request reach the query.
      models[owner].beforeRemote(`prototype.__get__${list}`, (context, _instance, next) => {
        const { filter, options } = context.args;
        if (filter?.deleted) context.args.options = { ...options, deletedToo: list };
        next();
      });
    }
  }
  for (const [list, model] of Object.entries(lists.Organization)) {
    models[model].observe("access", (context, next) => {
      const { query, options } = context;
      if (options.deletedToo === list) {
        // For the list alone, not for rows that are included in what it includes.
        delete options.deletedToo;
        next();
        return;
      }
      const alive = { _isDeleted: { neq: true } };
      query.where = query.where ? { and: [query.where, alive] } : alive;
      next();
    });
  }
}
