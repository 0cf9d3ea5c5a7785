/** The name of a table as people write it: with its schema where it has one. */
export const nameOf = ({ schema, name }: { schema: string | null; name: string }): string =>
  schema ? `${schema}.${name}` : name;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The name of a table for SQL. */
export const sqlNameOf = ({ schema, name }: { schema: string | null; name: string }): string =>
  schema ? `${quoted(schema)}.${quoted(name)}` : quoted(name);
