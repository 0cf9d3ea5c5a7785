// Samples made by rule: slices of our own documents and source, and data, logs, tables and tools of a seeded generator.
import { readFileSync } from "node:fs";

// Mulberry32: the same samples on every run.
let state = 20261122;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const int = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = (list) => list[int(0, list.length - 1)];
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const hex = (length) => many(length, () => "0123456789abcdef"[int(0, 15)]).join("");
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64 = (length) => many(length, () => letters[int(0, 63)]).join("");
const uuid = () => [8, 4, 4, 4, 12].map(hex).join("-");
const day = () => `2026-${String(int(1, 12)).padStart(2, "0")}-${String(int(1, 28)).padStart(2, "0")}`;
const time = () => [int(0, 23), int(0, 59), int(0, 59)].map((n) => String(n).padStart(2, "0")).join(":");

const cities = ["Lisbon", "Nairobi", "Shanghai", "Toronto", "Sao Paulo", "Hamburg", "Osaka"];
const names = ["Amara Okafor", "Lena Fischer", "Wei Zhang", "Diego Ramos", "Priya Nair", "Tom Becker", "Sofia Rossi"];
const products = ["desk lamp", "office chair", "standing desk", "cable tray", "monitor arm", "keyboard", "notebook stand"];
const order = () => ({
  order_id: int(1000, 99999), customer: pick(names), city: pick(cities), ordered_at: `${day()}T${time()}Z`,
  lines: many(int(1, 3), () => ({ sku: `AB-${int(1000, 9999)}`, title: pick(products), quantity: int(1, 9), unit_price: int(100, 99999) / 100 })),
  paid: random() < 0.7, note: random() < 0.3 ? "Leave it with the neighbour, please." : null,
});
const 订单 = () => ({ 订单编号: int(1000, 99999), 客户: pick(["王芳", "李强", "张伟", "刘洋"]), 城市: pick(["上海", "北京", "杭州", "成都"]), 下单日期: day(), 金额: int(100, 99999) / 100, 状态: pick(["已付款", "已发货", "已取消"]) });

const json = [
  JSON.stringify({ id: 1, name: "a" }),
  JSON.stringify(order()),
  JSON.stringify(order(), null, 2),
  JSON.stringify(many(5, order)),
  JSON.stringify(many(4, order), null, 2),
  JSON.stringify(many(20, order)),
  JSON.stringify(many(12, order), null, 2),
  JSON.stringify(many(60, order)),
  JSON.stringify(many(6, 订单)),
  JSON.stringify(many(8, 订单), null, 2),
  JSON.stringify(many(40, 订单)),
  JSON.stringify({ columns: ["id", "city", "revenue"], rows: many(40, (i) => [i, pick(cities), int(100, 999999) / 100]) }),
  JSON.stringify(many(80, () => int(0, 100000) / 1000)),
  JSON.stringify({ type: "object", properties: { sql: { type: "string" }, confidence: { type: "number", minimum: 0, maximum: 1 }, tables: { type: "array", items: { type: "string" } } }, required: ["sql", "confidence"], additionalProperties: false }),
  many(15, () => JSON.stringify({ ts: `${day()}T${time()}Z`, level: pick(["info", "warn", "error"]), msg: "request finished", path: `/api/orders/${int(1, 999)}`, ms: int(1, 900) })).join("\n"),
];

const logs = [
  `${day()} ${time()} INFO started`,
  many(6, () => `${day()} ${time()}.${int(100, 999)} ${pick(["INFO ", "WARN ", "ERROR"])} [worker-${int(1, 16)}] com.example.orders.OrderService - ${pick(["order accepted", "payment timed out after 3000 ms, retrying", "stock reserved", "duplicate request ignored"])} (order=${int(1000, 99999)})`).join("\n"),
  many(30, () => `${int(10, 250)}.${int(0, 255)}.${int(0, 255)}.${int(1, 254)} - - [${int(1, 28)}/Nov/2026:${time()} +0000] "${pick(["GET", "POST"])} /api/${pick(["orders", "customers", "health"])}/${int(1, 5000)} HTTP/1.1" ${pick([200, 201, 404, 500])} ${int(100, 90000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"`).join("\n"),
  "System.InvalidOperationException: Sequence contains no elements\n" + many(12, (i) => `   at Example.Orders.${pick(["Checkout", "Cart", "Stock"])}.${pick(["ReserveAsync", "ComputeTotal", "Validate"])}(${pick(["Order order", "CancellationToken cancellationToken", "String id, Int32 quantity"])}) in /src/Orders/${pick(["Checkout", "Cart", "Stock"])}.cs:line ${int(10, 400)}`).join("\n"),
  'Traceback (most recent call last):\n' + many(8, () => `  File "/app/${pick(["views", "models", "tasks"])}/${pick(["orders", "billing"])}.py", line ${int(5, 300)}, in ${pick(["handle", "save", "charge_customer"])}\n    ${pick(["return self.get_response(request)", "cursor.execute(sql, params)", "raise ValueError(f'bad id {id}')"])}`).join("\n") + "\nValueError: bad id 42",
  many(60, () => `level=${pick(["info", "warn"])} ts=${day()}T${time()}Z caller=queue.go:${int(10, 400)} component=ingest shard=${int(0, 31)} pending=${int(0, 9000)} trace_id=${hex(32)} msg="batch sent"`).join("\n"),
  many(12, () => `[${time()}] 用户 ${int(100, 999)} 登录${pick(["成功", "失败:密码错误", "失败:账号已锁定"])},来源 ${int(10, 250)}.${int(0, 255)}.1.${int(1, 254)}`).join("\n"),
];

const row = () => [day(), pick(cities), pick(products), int(1, 40), int(100, 99999) / 100];
const head = ["date", "city", "product", "quantity", "amount"];
const table = (rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const padded = (rows) => [head, ...rows].map((cells) => cells.map((c) => String(c).padEnd(16)).join(" ").trimEnd()).join("\n");
const tables = [
  table(many(3, row)), table(many(15, row)), table(many(70, row)), padded(many(6, row)), padded(many(30, row)),
  [head, ...many(10, row)].map((r) => r.join(",")).join("\n"), [head, ...many(120, row)].map((r) => r.join(",")).join("\n"),
  [head, ...many(25, row)].map((r) => r.join("\t")).join("\n"),
  "| 日期 | 城市 | 产品 | 数量 |\n|---|---|---|---|\n" + many(14, () => `| ${day()} | ${pick(["上海", "北京", "杭州"])} | ${pick(["台灯", "办公椅", "显示器支架"])} | ${int(1, 40)} |`).join("\n"),
  "+------------+--------------+\n| id         | total        |\n+------------+--------------+\n" + many(10, () => `| ${String(int(1, 99999)).padEnd(10)} | ${String(int(1, 9999999) / 100).padStart(12)} |`).join("\n") + "\n+------------+--------------+",
];

const text = (description) => ({ type: "string", description });
const tool = (name, description, properties, required) => ({ name, description, input_schema: { type: "object", properties, required } });
const toolList = [
  tool("get_weather", "The weather of a city now.", { city: text("The name of the city, for example Lisbon") }, ["city"]),
  tool("run_query", "Runs a read-only SQL query against the warehouse and returns at most 100 rows.", { sql: text("One SELECT statement"), datasource_id: { type: "integer", description: "Which datasource to ask" }, timeout_seconds: { type: "integer", minimum: 1, maximum: 60 } }, ["sql", "datasource_id"]),
  tool("search_memory", "Finds what is remembered about the user that matters for a question.", { query: text("What to look for, in the user's own words"), kinds: { type: "array", items: { type: "string", enum: ["fact", "preference", "rule", "schema", "query"] } }, limit: { type: "integer", minimum: 1, maximum: 50 } }, ["query"]),
  tool("create_ticket", "Opens a ticket in the support system. Use it only when the customer has confirmed that they want one.", { title: text("A short title"), body: text("What happened, with order numbers and dates"), priority: { type: "string", enum: ["low", "normal", "high", "urgent"] }, customer: { type: "object", properties: { id: { type: "integer" }, email: { type: "string", format: "email" } }, required: ["id"] } }, ["title", "body"]),
  tool("edit_file", "Replaces text in a file of the workspace. The old text must occur exactly once.", { path: text("Path relative to the workspace"), old_text: text("The text to replace, with enough lines around it to be unique"), new_text: text("The text in its place") }, ["path", "old_text", "new_text"]),
  tool("查询订单", "按条件查询订单,最多返回一百条。", { 客户: text("客户姓名"), 开始日期: text("格式 YYYY-MM-DD"), 状态: { type: "string", enum: ["待付款", "已付款", "已发货"] } }, ["客户"]),
  tool("chart", "Draws a chart of rows.", { kind: { type: "string", enum: ["bar", "line", "pie", "scatter"] }, x: text("The column of the x axis"), y: { type: "array", items: { type: "string" }, minItems: 1 }, title: text("Title above the chart"), stacked: { type: "boolean" } }, ["kind", "x", "y"]),
  tool("noop", "Does nothing.", {}, []),
];
const tools = [...toolList.map((t) => JSON.stringify(t)), JSON.stringify(toolList), JSON.stringify(toolList.slice(0, 3)), JSON.stringify(toolList.slice(3, 6)), JSON.stringify(toolList.slice(1, 7)),
  JSON.stringify({ sql: "SELECT city, COUNT(*) FROM customers GROUP BY city", datasource_id: 1 }), JSON.stringify({ path: "src/app.py", old_text: "return a\n", new_text: "return a or []\n" })];

const opaque = [
  hex(40), many(8, () => hex(64)).join("\n"), many(10, uuid).join("\n"), base64(200), base64(3000), base64(600), base64(1200), hex(128), many(20, () => base64(24)).join("\n"), many(30, () => int(0, 999999999)).join(" "),
  `{"access_token":"${base64(180)}","expires_in":3600,"scope":"read"}`, many(12, () => `https://cdn.example.com/${hex(8)}/${pick(products).replace(" ", "-")}.png?v=${hex(6)}&w=${int(100, 2000)}`).join("\n"),
  many(20, () => `${hex(7)} ${pick(["Fix", "Add", "Remove"])} ${pick(products)}`).join("\n"), "0x" + hex(512), many(40, () => (random() * 2 - 1).toFixed(6)).join(", "),
];

// Slices at line ends, of growing length: 200 characters to 20,000.
const slices = (path, ...lengths) => {
  const lines = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").split("\n");
  let at = 0;
  return lengths.map((length) => {
    const from = at >= lines.length ? 0 : at;
    let taken = "";
    for (at = from; at < lines.length && taken.length < length; at++) taken += lines[at] + "\n";
    return taken;
  });
};

// What nobody writes, but somebody sends.
const lower = (length) => many(length, () => letters[int(26, 51)]).join("");
const odd = [
  "a".repeat(3000), "ha".repeat(400), lower(2000), lower(400), lower(1500).toUpperCase(), "AB".repeat(500), "Word".repeat(200), "=".repeat(1000), "-".repeat(80), ".,;:!?".repeat(100),
  `a${" ".repeat(1500)}b`, `a${" ".repeat(200)}b`, `a${"\n".repeat(500)}b`, `a${"\t".repeat(300)}b`, "\n    ".repeat(200), "\r\n".repeat(150), "😀".repeat(100), many(300, () => String.fromCodePoint(int(0x4e00, 0x9fa5))).join(""),
  many(150, () => String.fromCodePoint(int(0xac00, 0xd7a3))).join(""), many(200, () => String.fromCodePoint(int(0x21, 0x7e))).join(""), "0".repeat(1000), many(100, () => int(0, 9)).join(" "), "═".repeat(300), "あ".repeat(200), "x ".repeat(300),
];

export const generated = {
  odd,
  json, log: logs, table: tables, tools, opaque,
  markdown: [...slices("README.md", 300, 900, 2500, 6000), ...slices("docs/sql.md", 500, 3000), ...slices("docs/grounding.md", 1200, 5000), ...slices("ARCHITECTURE.md", 700, 20000), ...slices("docs/durability.md", 3000), ...slices("docs/decisions/0001-our-own-sql-parser.md", 1500)],
  english: [...slices("docs/memory.md", 1500), ...slices("docs/learning.md", 2500, 4000), ...slices("docs/confidence.md", 800, 3500), ...slices("docs/follow-ups.md", 2000, 2000), ...slices("docs/files.md", 6000)],
  chinese: [...slices("README.zh-CN.md", 250, 800, 2000, 5000, 3000)],
  sql: [
    ...slices("src/Memori.Sqlite/Migrations/0001-memory.sqlite.sql", 400, 2000), ...slices("src/Memori.Text2Sql/Migrations/0001-datasources.sqlite.sql", 900, 900),
  ],
  mixed: [...slices("src/Memori.Claude/Models/CatalogFaults.cs", 1200, 1200), ...slices("src/Memori.Claude/Resilience/ClaudeFaultTexts.cs", 1500, 1500), ...slices("src/Memori.Cli/State/JobsCommand.cs", 1500)],
  code: [
    ...slices("src/Memori/MemoryEngine.cs", 400, 1500, 5000), ...slices("src/Memori/Scope.cs", 600, 2500), ...slices("src/Memori.Claude/Resilience/ClaudeResilienceChatClient.cs", 1000, 4000),
    ...slices("src/Memori.Claude/Chat/ModelRulesChatClient.cs", 2200), ...slices("src/Memori.Sqlite/SqliteMemoryStore.cs", 3000, 9000), ...slices("test.sh", 900), ...slices("eng/postgres.sh", 1500), ...slices("eng/durability.sh", 1200),
    ...slices("Directory.Build.props", 1500), ...slices("tests/Memori.Claude.Tests/Resilience/ClaudeResilienceChatClientTests.cs", 20000), ...slices(".editorconfig", 1800),
  ],
};
