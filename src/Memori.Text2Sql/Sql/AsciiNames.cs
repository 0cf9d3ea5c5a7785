namespace Memori.Text2Sql.Sql;

/// <summary>Compares names as SQLite does: without regard to the case of ASCII letters, and of no others.</summary>
internal sealed class AsciiNames : IEqualityComparer<string>
{
    public static AsciiNames Instance { get; } = new();

    public bool Equals(string? x, string? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return x is null && y is null;
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (Lower(x[i]) != Lower(y[i]))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(string obj)
    {
        // FNV-1a.
        var hash = 2166136261u;
        foreach (var c in obj)
        {
            hash = unchecked((hash ^ Lower(c)) * 16777619u);
        }

        return unchecked((int)hash);
    }

    private static char Lower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
