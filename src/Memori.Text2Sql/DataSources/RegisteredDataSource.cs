namespace Memori.Text2Sql.DataSources;

/// <summary>A datasource as it is stored, whether or not it can be reached now. Holds no credentials.</summary>
/// <param name="Id">Its id, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Key">What it is known by.</param>
public sealed record RegisteredDataSource(int Id, DataSourceKind Kind, string Name, string Key)
{
    /// <summary>What it is about, in words for people; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>How it is found again: the path, or the URL without its password.</summary>
    public string Location { get; init; } = "";

    /// <summary>Whether a password is stored, sealed.</summary>
    public bool HasPassword { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A datasource to be added.</summary>
/// <param name="Target">As for <see cref="DataSourceTarget.Parse(string)"/>.</param>
public sealed record NewDataSource(string Target)
{
    /// <summary>Its password when the target has none; null to use the one that is stored, if any.</summary>
    public string? Password { get; init; }

    /// <summary>Its name for people, 1 to 200 characters; null for one made from the target.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about, at most 2,000 characters; null to leave it.</summary>
    public string? Description { get; init; }

    /// <summary>Without the password, which the target may hold too.</summary>
    public override string ToString() => nameof(NewDataSource);
}

/// <summary>What to change of a datasource; null leaves it as it is.</summary>
public sealed record DataSourceChange
{
    /// <summary>Its name for people, 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about, at most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>A new password, tried before it is stored.</summary>
    public string? Password { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(DataSourceChange);
}
