using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
namespace Memori.Text2Sql.Guarding;
/// <summary>x</summary>
public sealed class SqlGuard {
    /// <summary>x</summary>
    public GuardOutcome Admit(string sql, DatabaseSchema schema, int? rowLimit = null) {
        var q = SqlParser.Parse(sql, schema.Dialect);
        var f = SqlLexer.Tokenize(sql, schema.Dialect).Select(t => sql.Substring(t.Start, t.Length).ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return new GuardOutcome(new GuardedQuery(schema.Dialect, q, SqlRenderer.Render(q, schema.Dialect), rowLimit ?? 1000, f), null);
    }
}
/// <summary>x</summary>
public sealed record GuardOutcome(GuardedQuery? Query, GuardRefusal? Refusal);
/// <summary>x</summary>
public sealed record GuardRefusal(string Rule, LocalizedText Message, int Position);
/// <summary>x</summary>
public sealed class GuardRefusedException(GuardRefusal r) : MemoriException(FaultKind.Refused, r.Rule, r.Message);
