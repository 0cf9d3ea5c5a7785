using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Configuration;

/// <summary>What was found for one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Text">The text of the value in force; null for none.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed partial record SettingValue(Setting Setting, string? Text, SettingOrigin Origin)
{
    /// <summary>Whether someone gave it.</summary>
    public bool IsGiven => Origin.Source < SettingSource.Profile;

    /// <summary>The value as it may be shown: of a secret only that there is one, with four digits of its SHA-256 to tell one from another; addresses without credentials.</summary>
    public string? Shown => Text is null ? null
        : Setting.IsSecret ? $"set (sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 2))})"
        : Credentials().Replace(Text, "://***@");

    /// <summary>Without the value, which may be a secret.</summary>
    public override string ToString() => $"{Setting.Name} ({Origin.Text.English})";

    [GeneratedRegex("://[^/@\\s]*@")]
    private static partial Regex Credentials();
}
