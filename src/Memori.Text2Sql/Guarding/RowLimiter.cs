using System.Globalization;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>Puts a limit on the rows of the whole query: one more than the caller gets, so that the executor sees whether there were more.</summary>
internal static class RowLimiter
{
    public static Query Limit(Query query, int rowLimit, SqlDialect dialect)
    {
        var most = Number((long)rowLimit + 1);
        Expression limit = query.Limit switch
        {
            null or Literal { Kind: LiteralKind.Null } or Unary { Operator: "-", Operand: Literal } => most,
            Literal { Kind: LiteralKind.Number } literal when long.TryParse(literal.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) =>
                value <= rowLimit ? literal : most,
            var computed => Bounded(computed, most, dialect),
        };

        if (query.WithTies)
        {
            return new Query(new Select([new StarItem()]) { From = new DerivedTable(query, new Identifier("ties")) }) { Limit = most };
        }

        return EndsInValues(query.Body) && !dialect.Has(SqlFeatures.ValuesTakeLimit)
            ? new Query(new Select([new StarItem()]) { From = new DerivedTable(query, null) }) { Limit = limit }
            : query with { Limit = limit };
    }

    /// <summary>The least of both; below zero would be no limit at all to SQLite.</summary>
    private static FunctionCall Bounded(Expression computed, Literal most, SqlDialect dialect)
    {
        var least = new Identifier(dialect.Functions.LeastFunction);
        return dialect.Has(SqlFeatures.OffsetNeedsLimit)
            ? new FunctionCall(least, [new FunctionCall(new Identifier("max"), [computed, Number(0)]), most])
            : new FunctionCall(least, [computed, most]);
    }

    private static bool EndsInValues(QueryBody body) => body switch
    {
        Values => true,
        SetOperation set => EndsInValues(set.Right),
        _ => false,
    };

    private static Literal Number(long value) => new(LiteralKind.Number, value.ToString(CultureInfo.InvariantCulture));
}
