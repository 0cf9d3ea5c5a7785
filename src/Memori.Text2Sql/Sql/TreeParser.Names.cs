using System.Text;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Names, strings and types.</summary>
internal sealed partial class TreeParser
{
    /// <summary>Whether the token can be a column or a table.</summary>
    private bool IsName(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Identifier => !SqlDialect.IsWord(_dialect.Reserved, Raw(token)),
        SqlTokenKind.QuotedIdentifier => true,
        SqlTokenKind.Keyword => !_dialect.Reserved.Contains(token.Word!),
        _ => false,
    };

    private bool IsBareAlias(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.QuotedIdentifier => true,
        SqlTokenKind.Identifier or SqlTokenKind.Keyword => IsName(token)
            && !SqlDialect.IsWord(_dialect.Delicate, Raw(token))
            && !SqlDialect.IsWord(_dialect.AliasNeedsAs, Raw(token)),
        _ => false,
    };

    private ReadOnlySpan<char> Raw(SqlToken token) => _sql.AsSpan(token.Start, token.Length);

    private Identifier ParseName() => IsName(Current) ? TakeName() : throw Unexpected(Syntax.Name);

    /// <summary>A name after a dot or AS, where some dialects take any word.</summary>
    private Identifier ParseLabel() =>
        Current.Kind == SqlTokenKind.Keyword && Has(SqlFeatures.AnyWordAfterAs) ? TakeName()
        : Current.Kind == SqlTokenKind.Identifier && Has(SqlFeatures.AnyWordAfterAs) ? TakeName()
        : ParseName();

    private Identifier TakeName()
    {
        var token = Advance();
        var raw = Raw(token);
        if (token.Kind == SqlTokenKind.QuotedIdentifier)
        {
            var close = raw[^1];
            var text = raw[1..^1].ToString();
            return new Identifier(close == ']' ? text : text.Replace($"{close}{close}", $"{close}", StringComparison.Ordinal), Quoted: true) { Position = token.Start };
        }

        return new Identifier(Fold(raw)) { Position = token.Start };
    }

    private string Fold(ReadOnlySpan<char> name)
    {
        if (!Has(SqlFeatures.FoldsNames) || !name.ContainsAnyInRange('A', 'Z'))
        {
            return name.ToString();
        }

        // PostgreSQL folds ASCII letters only.
        return string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsAscii(source[i]) ? char.ToLowerInvariant(source[i]) : source[i];
            }
        });
    }

    private NodeList<Identifier> ParseNames()
    {
        Expect("(");
        var names = new List<Identifier>();
        do
        {
            names.Add(ParseName());
        }
        while (Accept(","));
        Expect(")");
        return [.. names];
    }

    /// <summary>An alias of a SELECT item, or null.</summary>
    private Identifier? ParseItemAlias()
    {
        if (Accept("AS"))
        {
            return TakeTextAsName() ?? ParseLabel();
        }

        return IsBareAlias(Current) ? TakeName() : TakeTextAsName();
    }

    /// <summary>An alias of a table, or null.</summary>
    private Identifier? ParseTableAlias()
    {
        if (Accept("AS"))
        {
            return TakeTextAsName() ?? ParseName();
        }

        return IsBareAlias(Current) ? TakeName() : TakeTextAsName();
    }

    /// <summary>A string where the dialect takes one for a name, or null.</summary>
    private Identifier? TakeTextAsName()
    {
        if (Current.Kind != SqlTokenKind.Text || !Has(SqlFeatures.StringNames))
        {
            return null;
        }

        var token = Advance();
        return new Identifier(TextOf(token), Quoted: true) { Position = token.Start };
    }

    private string ParseText() => Current.Kind == SqlTokenKind.Text ? TextOf(Advance()) : throw Unexpected(Syntax.Text);

    private string TextOf(SqlToken token)
    {
        var raw = Raw(token);
        switch (raw[0])
        {
            case '$':
                var tag = raw[1..].IndexOf('$') + 2;
                return raw[tag..^tag].ToString();
            case 'e' or 'E':
                return StringEscapes.Backslash(raw[2..^1], token.Start);
            case 'u' or 'U':
                return StringEscapes.Unicode(raw[3..^1], token.Start);
            default:
                return raw[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal);
        }
    }

    /// <summary>A type as the tree has it: lower case, single spaces, with arguments and brackets.</summary>
    private string ParseType()
    {
        var type = new StringBuilder();
        while (Current.Kind is SqlTokenKind.Identifier or SqlTokenKind.Keyword && IsTypeWord(type.Length == 0))
        {
            type.Append(type.Length > 0 ? " " : "");
            foreach (var c in Raw(Advance()))
            {
                type.Append(char.ToLowerInvariant(c));
            }

            if (Is("(") && Ahead(1).Kind == SqlTokenKind.Number)
            {
                ParseTypeArguments(type);
            }
        }

        if (type.Length == 0)
        {
            throw Unexpected(Syntax.Type);
        }

        while (Has(SqlFeatures.Arrays) && Is("[", "]"))
        {
            _next += 2;
            type.Append("[]");
        }

        return type.ToString();
    }

    /// <summary>After its first word a type goes on only with the words that the standard's long names have.</summary>
    private bool IsTypeWord(bool first)
    {
        if (first)
        {
            return IsName(Current);
        }

        return Is("PRECISION") || Is("VARYING") || (Is("WITH") && Ahead(1).Word == "TIME") || (Is("WITHOUT") && Ahead(1).Word == "TIME")
            || (Is("TIME") && Ahead(1).Word == "ZONE") || Is("ZONE") || (!Has(SqlFeatures.ColonCast) && IsName(Current));
    }

    private void ParseTypeArguments(StringBuilder type)
    {
        Expect("(");
        type.Append('(');
        while (true)
        {
            if (Current.Kind != SqlTokenKind.Number)
            {
                throw Unexpected(Syntax.Number);
            }

            type.Append(Raw(Advance()));
            if (!Accept(","))
            {
                break;
            }

            type.Append(',');
        }

        Expect(")");
        type.Append(')');
    }
}
