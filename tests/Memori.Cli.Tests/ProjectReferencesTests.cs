using System.Xml.Linq;

namespace Memori.Cli.Tests;

/// <summary>The house's walls: which project may know which. A new reference is a decision, made here.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Memori"] = [],
        ["Memori.Sqlite"] = ["Memori"],
        ["Memori.Postgres"] = ["Memori"],
        ["Memori.Claude"] = ["Memori"],
        ["Memori.Text2Sql"] = ["Memori"],
        ["Memori.Server"] = ["Memori.Claude", "Memori.Postgres", "Memori.Sqlite", "Memori.Text2Sql"],
        ["Memori.Cli"] = ["Memori.Server"],
    };

    [Fact]
    public void SourceProjects_ReferenceOnlyWhatTheDesignAllows()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        var actual = projects.ToDictionary(p => Path.GetFileNameWithoutExtension(p), References, StringComparer.Ordinal);
        actual.Keys.Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));
        foreach (var (project, references) in actual)
        {
            references.ShouldBe(Allowed[project], ignoreOrder: true, customMessage: project);
        }
    }

    [Fact]
    public void Engine_KnowsNoDriverNoWebNoModelProvider()
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "src/Memori/Memori.csproj"))
            .Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        packages.ShouldAllBe(p => p.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
    }

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))];
}
