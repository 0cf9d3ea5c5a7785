using Memori.Text;

namespace Memori.Server.Configuration.Documents;

/// <summary>The files of the repository that are made from the table of settings.</summary>
public static class SettingsDocuments
{
    /// <summary>Each file with its new text.</summary>
    /// <param name="root">The root of the repository; what people wrote around the tables there stays.</param>
    /// <exception cref="IOException">A page that is there can't be read.</exception>
    public static IReadOnlyList<(string Path, string Text)> Of(string root) =>
    [
        Page(root, "docs/configuration.md", Language.English),
        Page(root, "docs/configuration.zh-CN.md", Language.Chinese),
        (Path.Combine(root, "docs", "memori.schema.json"), SettingsSchema.Write()),
        (Path.Combine(root, ".env.example"), EnvExample.Write(null)),
    ];

    private static (string Path, string Text) Page(string root, string name, Language language)
    {
        var path = Path.Combine(root, name);
        return (path, SettingsPage.Renew(File.Exists(path) ? File.ReadAllText(path) : "", language));
    }
}
