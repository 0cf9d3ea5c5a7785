namespace Memori.Server.Configuration.Sources;

/// <summary>The variables of one source.</summary>
/// <param name="Source">Which it is.</param>
/// <param name="File">The <c>.env</c> file they stand in, or null.</param>
/// <param name="Variables">The variables; the case of a name does not matter, as in the guide.</param>
internal sealed record SettingsLayer(SettingSource Source, string? File, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The value without white space around it; null where there is none or it is empty.</summary>
    public string? Find(string name) => Variables.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Variables of any case; one that is written as the table has it goes before one that is not.</summary>
    public static Dictionary<string, string> Named(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in variables)
        {
            if (!named.ContainsKey(name) || !name.Any(char.IsAsciiLetterLower))
            {
                named[name] = value;
            }
        }

        return named;
    }
}
