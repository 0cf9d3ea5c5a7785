namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Who asks, as far as rules are concerned.</summary>
/// <param name="UserId">The user's id.</param>
public sealed record Caller(string UserId)
{
    /// <summary>The roles that the caller has, compared ordinally. Empty by default.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>
    /// What else is known of the caller (claims of a token, for example a region), by name; each has one or more values. They come from
    /// whoever established the caller's identity, never from the request's own text. Empty by default.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The datasources that the caller may ask, as far as their rules allow; null for all. Others look as if they were not there. Null by default.</summary>
    public IReadOnlyList<int>? DataSources { get; init; }

    /// <summary>The caller of a scope about whom nothing else is known.</summary>
    public static Caller Of(Scope scope) => new(scope.UserId);
}
