using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>A policy with its expressions read in the datasource's dialect. Immutable.</summary>
internal sealed class CompiledPolicy
{
    public CompiledPolicy(AccessPolicy policy, SqlDialect dialect)
    {
        Policy = policy;
        Rules = [.. policy.Rules.Select(rule => new CompiledRule(rule, dialect))];
        Asked = Rules.SelectMany(rule => rule.Expressions).SelectMany(CallerCalls.NamesIn).ToHashSet(StringComparer.Ordinal);
        DeniedFunctions = policy.DeniedFunctions.Select(static name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The policy.</summary>
    public AccessPolicy Policy { get; }

    /// <summary>Its rules.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    /// <summary>The attributes that its expressions ask for.</summary>
    public IReadOnlySet<string> Asked { get; }

    /// <summary>Functions that it denies, in lower case.</summary>
    public IReadOnlySet<string> DeniedFunctions { get; }
}

/// <summary>A rule with its expressions read. What can't be read makes the rule broken: the tables that it is about are closed.</summary>
internal sealed class CompiledRule
{
    public CompiledRule(AccessRule rule, SqlDialect dialect)
    {
        Rule = rule;
        try
        {
            Rows = rule.Rows is null ? null : SqlParser.ParseExpression(rule.Rows, dialect);
            Masks = rule.Mask.ToDictionary(pair => pair.Key, pair => SqlParser.ParseExpression(pair.Value, dialect), dialect.Names);
        }
        catch (Exception e) when (e is SqlSyntaxException or ArgumentException)
        {
            IsBroken = true;
        }
    }

    /// <summary>The rule as written.</summary>
    public AccessRule Rule { get; }

    /// <summary>Whether an expression can't be read.</summary>
    public bool IsBroken { get; }

    /// <summary>The condition, or null.</summary>
    public Expression? Rows { get; }

    /// <summary>The masks by column.</summary>
    public IReadOnlyDictionary<string, Expression> Masks { get; } = new Dictionary<string, Expression>();

    /// <summary>All its expressions.</summary>
    public IEnumerable<Expression> Expressions => Rows is null ? Masks.Values : Masks.Values.Prepend(Rows);

    /// <summary>Whether the rule is about this caller.</summary>
    public bool Concerns(CallerFacts caller) => (Rule.For is null || caller.IsOneOf(Rule.For)) && !caller.IsOneOf(Rule.Except);
}
