/** What is on the documents of the demo organizations. Prices are in cents of the document's currency. */
interface Sold {
  name: string;
  unit: string;
  least: number;
  most: number;
}

type Some<Value> = readonly [Value, ...Value[]];

export interface Trade {
  /** What the customers buy, and what the organization itself does. */
  sells: Some<Sold>;
  buys: Some<Sold>;
  customers: Some<string>;
  /** Customers who are billed in the foreign currency. */
  abroad: Some<string>;
  suppliers: Some<string>;
  units: Some<string>;
  /** Percents; the first is the usual one. */
  taxRates: Some<number>;
}

const office: Some<Sold> = [
  { name: "Rent", unit: "month", least: 60_000, most: 95_000 },
  { name: "Cloud hosting", unit: "month", least: 4_900, most: 19_900 },
  { name: "Train tickets", unit: "piece", least: 1_850, most: 12_400 },
  { name: "Advertising", unit: "campaign", least: 15_000, most: 60_000 },
];

export const studioTrade: Trade = {
  sells: [
    { name: "Design", unit: "hour", least: 6_500, most: 9_500 },
    { name: "Development", unit: "hour", least: 7_500, most: 11_000 },
    { name: "Workshop", unit: "day", least: 60_000, most: 90_000 },
    { name: "Maintenance", unit: "month", least: 12_000, most: 45_000 },
  ],
  buys: [...office, { name: "Photography", unit: "day", least: 35_000, most: 55_000 }],
  customers: ["Alpina Turizem d.d.", "Mestna knjižnica", "Kavarna Most", "Zadruga Sonce", "Hotel Vila"],
  abroad: ["Bluebird Labs Inc.", "Cedar Street Books"],
  suppliers: ["Poslovni center d.o.o.", "Nebula Hosting", "Foto Lipa s.p."],
  units: ["ljubljana", "maribor"],
  taxRates: [22, 22, 9.5],
};

export const bakeryTrade: Trade = {
  sells: [
    { name: "Bread, mixed", unit: "crate", least: 2_400, most: 3_900 },
    { name: "Rolls", unit: "crate", least: 1_450, most: 2_250 },
    { name: "Wedding cake", unit: "piece", least: 18_000, most: 52_000 },
    { name: "Catering", unit: "guest", least: 1_290, most: 2_490 },
  ],
  buys: [...office, { name: "Flour, 25 kg", unit: "sack", least: 1_150, most: 1_890 }],
  customers: ["Café Alster", "Kita Sonnenschein", "Hotel Elbblick", "Kantine Nord"],
  abroad: ["Confiserie Rigi AG", "Gasthof Säntis"],
  suppliers: ["Mühle Petersen", "Stadtwerke", "Druckerei Lang"],
  units: ["hamburg-1", "hamburg-2"],
  taxRates: [7, 7, 19],
};

export const harborTrade: Trade = {
  sells: [
    { name: "Oak table", unit: "piece", least: 64_000, most: 148_000 },
    { name: "Chair", unit: "piece", least: 12_500, most: 23_000 },
    { name: "Restoration", unit: "hour", least: 5_500, most: 8_000 },
  ],
  buys: [...office, { name: "Timber", unit: "board", least: 3_900, most: 8_900 }],
  customers: ["Casco Inn", "Lighthouse Realty", "Old Port Diner"],
  abroad: ["Maison Lumière", "Bottega Ferri"],
  suppliers: ["North Woods Mill", "Harbor Rents"],
  units: ["portland"],
  taxRates: [0],
};
