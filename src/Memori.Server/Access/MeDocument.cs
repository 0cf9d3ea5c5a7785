namespace Memori.Server.Access;

/// <summary>Who a request comes from and what it may do: what the page needs to know first. Of whoever has not signed in where one must, only that.</summary>
public sealed record MeDocument
{
    /// <summary>Whether a credential was sent that is valid.</summary>
    public required bool Authenticated { get; init; }

    /// <summary>Whether nobody needs a credential: the service is for this machine alone.</summary>
    public required bool Open { get; init; }

    /// <summary>admin, service or user; null without a credential.</summary>
    public string? Role { get; init; }

    /// <summary>The user whom the credential speaks for, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>Who is meant where nobody is named, as at the command line.</summary>
    public required string DefaultUser { get; init; }

    /// <summary>How people know the credential, or null. Never a secret.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it may administer.</summary>
    public bool Administrator { get; init; }

    /// <summary>The datasources that it may ask; null for all.</summary>
    public IReadOnlyList<int>? Datasources { get; init; }

    /// <summary>Whether Claude can be asked.</summary>
    public bool Claude { get; init; }

    /// <summary>The version that runs; null for whoever has to sign in.</summary>
    public string? Version { get; init; }

    /// <summary>The most rows of an answer.</summary>
    public int MaxRows { get; init; }

    /// <summary>The most rows of a result as a file or stream.</summary>
    public int MaxExportRows { get; init; }

    /// <summary>The largest file that can be uploaded, in bytes.</summary>
    public long MaxUploadBytes { get; init; }

    /// <summary>After how many minutes without a request a session expires.</summary>
    public int SessionIdleMinutes { get; init; }
}
