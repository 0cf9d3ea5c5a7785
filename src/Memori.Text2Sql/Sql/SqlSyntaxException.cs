using Memori.Text;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Sql;

/// <summary>SQL that the parser does not take: broken, not a query, or beyond what it knows.</summary>
public sealed class SqlSyntaxException : MemoriException
{
    internal SqlSyntaxException(string rule, int position, LocalizedText text, LocalizedText? expected = null)
        : base(FaultKind.Refused, GuardRules.SqlSyntax, text)
    {
        Rule = rule;
        Position = position;
        Expected = expected;
    }

    /// <summary>
    /// What kind of thing was refused: <c>sql-syntax</c>, or more precisely <c>not-a-select</c>, <c>several-statements</c>, <c>writable-cte</c>,
    /// <c>select-into</c>, <c>locking-clause</c>, <c>parameter</c>, <c>executable-comment</c>, <c>bad-character</c>, <c>too-deep</c>, <c>unknown-function</c>.
    /// </summary>
    public string Rule { get; }

    /// <summary>Where, in UTF-16 code units from 0.</summary>
    public int Position { get; }

    /// <summary>What was expected there, or null when something else was wrong.</summary>
    public LocalizedText? Expected { get; }
}
