using Memori.Text2Sql.DataSources;

namespace Memori.Server.DataSources;

/// <summary>A datasource to add or to try.</summary>
public sealed record AddDataSourceRequest
{
    /// <summary>A database or CSV file below the server's roots, or <c>postgres://user@host:port/database</c>.</summary>
    public required string Target { get; set; }

    /// <summary>The password, when the target has none. Kept sealed, never shown again.</summary>
    public string? Password { get; set; }

    /// <summary>A name for people; default made from the target.</summary>
    public string? Name { get; set; }

    /// <summary>What it is about.</summary>
    public string? Description { get; set; }

    /// <summary>Without target and password.</summary>
    public override string ToString() => nameof(AddDataSourceRequest);

    /// <summary>What is to be added.</summary>
    public NewDataSource ToDataSource() => new(Target) { Password = NullIfEmpty(Password), Name = Name, Description = Description };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>What to change of a datasource; what is absent stays.</summary>
public sealed record ChangeDataSourceRequest
{
    /// <summary>A name for people.</summary>
    public string? Name { get; set; }

    /// <summary>What it is about.</summary>
    public string? Description { get; set; }

    /// <summary>A new password, tried before it is kept.</summary>
    public string? Password { get; set; }

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(ChangeDataSourceRequest);

    /// <summary>The change.</summary>
    public DataSourceChange ToChange() => new() { Name = Name, Description = Description, Password = string.IsNullOrEmpty(Password) ? null : Password };
}
