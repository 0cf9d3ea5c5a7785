using Memori.Text;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>A name in a query that means nothing, or more than one thing.</summary>
public sealed class SqlBindingException : MemoriException
{
    internal SqlBindingException(string rule, int position, LocalizedText text, string? suggestion = null)
        : base(FaultKind.Refused, "sql-binding", text)
    {
        Rule = rule;
        Position = Math.Max(0, position);
        Suggestion = suggestion;
    }

    /// <summary>
    /// What is wrong: <c>unknown-table</c>, <c>unknown-alias</c> (a qualifier that FROM does not have), <c>unknown-column</c>, <c>unknown-function</c> (in FROM),
    /// <c>ambiguous-column</c>, <c>ambiguous-table</c>, <c>system-column</c>, <c>whole-row</c> (a table used as a value), <c>bad-ordinal</c>,
    /// <c>order-by</c> (of a set operation, not in its result), <c>column-count</c>, <c>too-many-columns</c>, <c>circular-reference</c>, <c>too-deep</c>.
    /// </summary>
    public string Rule { get; }

    /// <summary>Where, in UTF-16 code units from 0; 0 when the tree was not parsed from text.</summary>
    public int Position { get; }

    /// <summary>A name of the schema or of the query that may be meant instead, or null.</summary>
    public string? Suggestion { get; }
}
