using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Guarding;

/// <summary>Texts that double in layers are seen before a server builds them; ordinary ones are not in the way.</summary>
public sealed class GrowthTests
{
    private static readonly SqlGuard s_guard = new();

    [Theory]
    [InlineData("WITH a AS (SELECT repeat('x', 1000) AS s), b AS (SELECT s || s || s || s || s || s || s || s || s || s AS s FROM a), c AS (SELECT s || s || s || s || s || s || s || s || s || s AS s FROM b), d AS (SELECT s || s || s || s || s || s || s || s || s || s || s AS s FROM c) SELECT length(s) FROM d")]
    [InlineData("WITH RECURSIVE d(s) AS (SELECT 'xxxxxxxxxx' UNION ALL SELECT s || s FROM d) SELECT max(length(s)) FROM d")]
    [InlineData("WITH RECURSIVE d(s) AS (SELECT 'xxxxxxxxxx' UNION ALL SELECT concat(s, s) FROM d) SELECT max(length(s)) FROM d")]
    [InlineData("WITH RECURSIVE a(s) AS (SELECT s || s FROM b), b(s) AS (SELECT repeat('x', 1000)) SELECT s FROM a")]
    [InlineData("SELECT length(q.s) FROM (SELECT repeat(p.s || p.s, 1000) AS s FROM (SELECT name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name AS s FROM products) p) q")]
    [InlineData("SELECT replace(a.s, 'x', a.s) FROM (SELECT name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name AS s FROM products) a")]
    [InlineData("SELECT regexp_replace(s, '.*', '\\&\\&\\&\\&\\&\\&\\&\\&\\&\\&') FROM (SELECT repeat(name, 1000) || repeat(name, 1000) || repeat(name, 1000) || repeat(name, 1000) AS s FROM products) p")]
    [InlineData("SELECT array_to_string(array_agg(name), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') || repeat(string_agg(name, ''), 999) || repeat('y', 1000) || repeat(string_agg(name || name || name || name, ''), 999) || repeat(string_agg(name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name || name, ''), 1000) FROM products")]
    public void Admit_TextThatMultiplies_TooLarge(string sql) => s_guard.Admit(sql, ShopSchema.Of(SqlDialect.Postgres)).Refusal.ShouldNotBeNull(sql).Rule.ShouldBeOneOf("too-large", "function-argument");

    [Theory]
    [InlineData("SELECT string_agg(name || ': ' || price, ', ' ORDER BY name) FROM products")]
    [InlineData("WITH RECURSIVE t(id, path) AS (SELECT id, name FROM products WHERE id = 1 UNION ALL SELECT p.id, t.path || ' / ' || p.name FROM products p JOIN t ON p.id = t.id + 1) SELECT path || '!' FROM t")]
    [InlineData("WITH a AS (SELECT string_agg(name, ', ') AS names FROM products), b AS (SELECT '(' || names || ')' AS names FROM a) SELECT concat(names, ' ', names) FROM b")]
    [InlineData("SELECT rpad(repeat('#', 20), 40, '.') || name FROM products")]
    [InlineData("SELECT replace(replace(name, 'a', 'bb'), 'c', 'dd') FROM products")]
    public void Admit_OrdinaryText_Passes(string sql) => s_guard.Admit(sql, ShopSchema.Of(SqlDialect.Postgres)).Refusal.ShouldBeNull();
}
