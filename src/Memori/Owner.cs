namespace Memori;

/// <summary>Who owns a memory.</summary>
public enum OwnerKind
{
    /// <summary>One user; nobody else ever sees it.</summary>
    User,

    /// <summary>A datasource; seen by those who may ask it.</summary>
    Datasource,

    /// <summary>The deployment; seen by everyone.</summary>
    Deployment,
}

/// <summary>The owner of a memory. Ids are opaque and compared ordinally.</summary>
/// <param name="Kind">What owns.</param>
/// <param name="Id">The owner's id; empty for the deployment.</param>
public readonly record struct Owner(OwnerKind Kind, string Id)
{
    /// <summary>The deployment itself.</summary>
    public static Owner Deployment { get; } = new(OwnerKind.Deployment, "");

    /// <summary>A user.</summary>
    public static Owner User(string id) => new(OwnerKind.User, id);

    /// <summary>A datasource.</summary>
    public static Owner Datasource(string id) => new(OwnerKind.Datasource, id);
}
