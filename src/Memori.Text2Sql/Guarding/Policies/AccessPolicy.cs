namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// Who may read what of one datasource. Rules only ever take away: all that apply to a caller hold together. Immutable; see docs/access-rules.md
/// for the form in which it is written.
/// </summary>
public sealed record AccessPolicy
{
    /// <summary>The version of the form that this reads and writes.</summary>
    public const int Format = 1;

    /// <summary>The policy of a datasource that has none: everything is allowed to everyone who may use the service.</summary>
    public static AccessPolicy Open { get; } = new();

    /// <summary>Who may ask at all, as user ids and <c>role:name</c>; null (the default) for everyone who may use the service.</summary>
    public IReadOnlyList<string>? Access { get; init; }

    /// <summary>Whether tables that no rule names are there. Default true.</summary>
    public bool AllowsUnnamedTables { get; init; } = true;

    /// <summary>Roles and attributes that the policy gives to users, by user id.</summary>
    public IReadOnlyDictionary<string, PolicyUser> Users { get; init; } = new Dictionary<string, PolicyUser>();

    /// <summary>The rules, in the order in which they were written.</summary>
    public IReadOnlyList<AccessRule> Rules { get; init; } = [];

    /// <summary>Functions that nobody may call, beside all that the guard doesn't know; names in lower case.</summary>
    public IReadOnlyList<string> DeniedFunctions { get; init; } = [];

    /// <summary>How much one query may be.</summary>
    public PolicyLimits Limits { get; init; } = new();
}

/// <summary>What a policy says of a user.</summary>
public sealed record PolicyUser
{
    /// <summary>Roles, beside those that the user comes with.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Attributes by name, each with one or more values; they take the place of those of the same name that the user comes with.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>One rule: what those whom it is for may read of a table. A rule that takes nothing away only says that the table may be read.</summary>
public sealed record AccessRule
{
    /// <summary>Every table, in place of a table's name.</summary>
    public const string EveryTable = "*";

    /// <summary>The table: <c>name</c>, <c>schema.name</c>, or <c>*</c> for every one. A name alone is in the schema that queries look in (main, public).</summary>
    public required string Table { get; init; }

    /// <summary>User ids and <c>role:name</c>; null for everyone.</summary>
    public IReadOnlyList<string>? For { get; init; }

    /// <summary>User ids and <c>role:name</c> whom the rule does not concern.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The table is not there.</summary>
    public bool Deny { get; init; }

    /// <summary>The only columns that are there; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that are not there.</summary>
    public IReadOnlyList<string> Hide { get; init; } = [];

    /// <summary>Columns that show something else: an expression over the table's real columns.</summary>
    public IReadOnlyDictionary<string, string> Mask { get; init; } = new Dictionary<string, string>();

    /// <summary>The rows that are there: a condition over the table's real columns; null for all.</summary>
    public string? Rows { get; init; }

    /// <summary>Whether it takes nothing away.</summary>
    internal bool OnlyGrants => !Deny && Columns is null && Hide.Count == 0 && Mask.Count == 0 && Rows is null;
}

/// <summary>How much one query may be, where that is less than the service allows anyway.</summary>
public sealed record PolicyLimits
{
    /// <summary>The most rows of a result, from 1; null for no limit of the policy's.</summary>
    public int? Rows { get; init; }

    /// <summary>How long a query may run, above zero; null for no limit of the policy's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The greatest cost that the planner may expect; null for no limit of the policy's.</summary>
    public double? Cost { get; init; }

    /// <summary>The most rows that the planner may expect a step to go through; null for no limit of the policy's.</summary>
    public double? EstimatedRows { get; init; }
}
