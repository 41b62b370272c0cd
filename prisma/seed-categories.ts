/** What the demo organizations put their income and expenses under. A retired one is deleted again. */
export const categories: {
  name: string;
  alias: string;
  description: string;
  kind: "income" | "expense";
  retired?: true;
}[] = [
  { name: "Online sales", alias: "online-sales", description: "Orders from the web shop", kind: "income" },
  { name: "Store sales", alias: "store-sales", description: "Sold over the counter", kind: "income" },
  { name: "Services", alias: "services", description: "Hours that are billed to clients", kind: "income" },
  { name: "Subscriptions", alias: "subscriptions", description: "What comes in every month", kind: "income" },
  { name: "Rent", alias: "rent", description: "Office and shop", kind: "expense" },
  { name: "Salaries", alias: "salaries", description: "Wages with contributions", kind: "expense" },
  { name: "IT", alias: "it", description: "Hardware, software and hosting", kind: "expense" },
  { name: "Marketing", alias: "marketing", description: "Advertising and printed matter", kind: "expense" },
  { name: "Travel", alias: "travel", description: "Trains, hotels and meals on the way", kind: "expense" },
  { name: "Materials", alias: "materials", description: "What products are made of", kind: "expense" },
  { name: "Fax and telex", alias: "fax", description: "No longer in use", kind: "expense", retired: true },
];
