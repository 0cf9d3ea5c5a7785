namespace Memori.Text2Sql.Sql;

/// <summary>Splits SQL into tokens. Never throws on broken SQL: what is wrong is told by the tokens. Linear in the length. Safe for concurrent use.</summary>
public static class SqlLexer
{
    /// <summary>All tokens of <paramref name="sql"/>, comments included, white space left out; the last is <see cref="SqlTokenKind.End"/>.</summary>
    /// <param name="sql">Any text.</param>
    /// <param name="dialect">The dialect whose tokens are meant.</param>
    /// <returns>The tokens in order.</returns>
    public static IReadOnlyList<SqlToken> Tokenize(string sql, SqlDialect dialect) => Read(sql, dialect);

    internal static List<SqlToken> Read(string sql, SqlDialect dialect)
    {
        var scanner = new TokenScanner(sql, dialect);
        var tokens = new List<SqlToken>((sql.Length / 4) + 8);
        SqlToken token;
        do
        {
            token = scanner.Next();
            tokens.Add(token);
        }
        while (token.Kind != SqlTokenKind.End);

        return tokens;
    }
}
